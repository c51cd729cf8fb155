using OutreachPortal.Models;

namespace OutreachPortal.Tests.Models;

/// <summary>How a text in one language stands to the other's, over any row of saves.</summary>
public sealed class TranslationRulesTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_minor_change_outdates_nothing_and_mends_nothing()
    {
        Over((item, random, last) =>
        {
            var before = (item.TranslationEn, item.TranslationTr);
            var next = Form(last.Texts["en"].Body + random.Next(10), last.Texts["tr"].Body + random.Next(2));
            item.Save(next, "a", "", Now, isMajor: false, before: last);
            (item.TranslationEn, item.TranslationTr).ShouldBe(before);
            return next;
        });
    }

    [Fact]
    public void Bringing_a_translation_up_to_date_does_not_outdate_what_it_was_made_from()
    {
        Over((item, random, last) =>
        {
            var source = random.Next(2) == 0 ? "en" : "tr";
            var other = Languages.Other(source);
            var changed = With(last, source, "News " + random.Next());
            item.Save(changed, "a", "", Now, before: last);
            var translated = With(changed, other, "Haber " + random.Next());
            item.Save(translated, "a", "", Now, before: changed);
            item.TranslationIn(source).ShouldBe(TranslationState.Current);
            item.TranslationIn(other).ShouldBe(TranslationState.Current);
            return translated;
        });
    }

    [Fact]
    public void A_language_without_a_text_is_missing_and_a_first_text_is_current()
    {
        Over((item, random, last) =>
        {
            var alone = With(last, "en", "Alone " + random.Next());
            alone.Texts.Remove("tr");
            item.Save(alone, "a", "", Now, random.Next(2) == 0, before: last);
            item.TranslationTr.ShouldBe(TranslationState.Missing);
            var both = With(With(alone, "tr", "İlk " + random.Next()), "en", random.Next(2) == 0 ? "New" : alone.Texts["en"].Body);
            item.Save(both, "a", "", Now, random.Next(2) == 0, before: alone);
            item.TranslationTr.ShouldBe(TranslationState.Current);
            return both;
        });
    }

    [Fact]
    public void A_major_change_of_one_language_outdates_the_other()
    {
        var item = new Story();
        var first = Form("a", "b");
        item.Save(first, "a", "", Now);
        (item.TranslationEn, item.TranslationTr).ShouldBe((TranslationState.Current, TranslationState.Current));
        item.Save(With(first, "tr", "c"), "a", "", Now, before: first);
        (item.TranslationEn, item.TranslationTr).ShouldBe((TranslationState.Outdated, TranslationState.Current));
    }

    /// <summary>Both are never said to be behind each other, whatever is saved.</summary>
    private static void Over(Func<Story, Random, ContentForm, ContentForm> step)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var item = new Story();
            ContentForm last = Form("First", "İlk");
            item.Save(last, "a", "", Now);
            for (var i = 0; i < 20; i++)
            {
                last = step(item, random, last);
                (item.TranslationEn, item.TranslationTr).ShouldNotBe((TranslationState.Outdated, TranslationState.Outdated));
            }
        }
    }

    private static StoryForm Form(string english, string turkish) => new() { Texts = { ["en"] = new() { Title = "T", Body = english }, ["tr"] = new() { Title = "B", Body = turkish } } };

    private static ContentForm With(ContentForm form, string culture, string body)
    {
        var copy = ContentForm.FromJson(ContentKind.Story, form.ToJson());
        copy.Texts[culture] = new() { Title = "T", Body = body };
        return copy;
    }
}
