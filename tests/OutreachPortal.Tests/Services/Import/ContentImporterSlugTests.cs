using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

/// <summary>Slugs, redirects and states over several imports.</summary>
public sealed class ContentImporterSlugTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static Fields Titled(string title) => Fields.Person.With("title", title);

    [Fact]
    public async Task A_new_title_keeps_the_slug()
    {
        using var folder = new ContentFolder().Item("people/kept", Titled("First Title"));
        await portal.ImportsAsync(folder);
        await portal.ImportsAsync(folder.Item("people/kept", Titled("Second Title")));
        var person = (await portal.FindAsync("people/kept"))!;
        person.Texts.Single().Slug.ShouldBe("first-title");
        person.Texts.Single().Title.ShouldBe("Second Title");
        person.Redirects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_slug_redirects_from_the_old_one()
    {
        using var folder = new ContentFolder().Item("people/moved", Titled("Moved").With("slug", "one"));
        await portal.ImportsAsync(folder);
        await portal.ImportsAsync(folder.Item("people/moved", Titled("Moved").With("slug", "two")));
        await portal.ImportsAsync(folder.Item("people/moved", Titled("Moved").With("slug", "three")));
        await portal.ImportsAsync(folder.Item("people/moved", Titled("Moved").With("slug", "one")));
        var person = (await portal.FindAsync("people/moved"))!;
        person.Texts.Single().Slug.ShouldBe("one");
        person.Redirects.Select(redirect => (redirect.Kind, redirect.Culture, redirect.Slug)).ShouldBe(
            [(ContentKind.Person, "en", "one"), (ContentKind.Person, "en", "two"), (ContentKind.Person, "en", "three")], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_items_can_exchange_their_slugs()
    {
        using var folder = new ContentFolder().Item("people/left", Titled("L").With("slug", "side-a")).Item("people/right", Titled("R").With("slug", "side-b"));
        await portal.ImportsAsync(folder);
        await portal.ImportsAsync(folder.Item("people/left", Titled("L").With("slug", "side-b")).Item("people/right", Titled("R").With("slug", "side-a")));
        var (left, right) = ((await portal.FindAsync("people/left"))!, (await portal.FindAsync("people/right"))!);
        left.Texts.Single().Slug.ShouldBe("side-b");
        left.Redirects.Select(redirect => redirect.Slug).ShouldBe(["side-a"]);
        right.Texts.Single().Slug.ShouldBe("side-a");
        right.Redirects.Select(redirect => redirect.Slug).ShouldBe(["side-b"]);
    }

    [Fact]
    public async Task A_new_item_can_take_the_slug_that_another_leaves()
    {
        using var folder = new ContentFolder().Item("people/old", Titled("Heir"));
        await portal.ImportsAsync(folder);
        await portal.ImportsAsync(folder.Item("people/old", Titled("Heir").With("slug", "former-heir")).Item("people/new", Titled("Heir")));
        (await portal.FindAsync("people/new"))!.Texts.Single().Slug.ShouldBe("heir");
        (await portal.FindAsync("people/old"))!.Redirects.Single().Slug.ShouldBe("heir");
    }

    [Fact]
    public async Task An_item_can_take_the_slug_of_a_language_that_another_loses()
    {
        using var folder = new ContentFolder().Text("people/bilingual.en.md", Titled("Bilingual").Without("languages").Text)
            .Text("people/bilingual.tr.md", Titled("İki Dilli").Without("languages").Text);
        await portal.ImportsAsync(folder);
        System.IO.File.Delete(Path.Combine(folder.Path, "people", "bilingual.tr.md"));
        folder.Item("people/bilingual", Titled("Bilingual"))
            .Text("people/turkish.tr.md", Titled("İki Dilli").With("languages", "tr").With("slug", "iki-dilli").Text);
        await portal.ImportsAsync(folder);
        (await portal.FindAsync("people/turkish"))!.Texts.Single().Slug.ShouldBe("iki-dilli");
        (await portal.FindAsync("people/bilingual"))!.Redirects.Select(redirect => (redirect.Culture, redirect.Slug)).ShouldBe([("tr", "iki-dilli")]);
    }

    [Fact]
    public async Task A_language_taken_away_redirects_from_its_address()
    {
        using var folder = new ContentFolder().Seminar("shrinking", "Shrinking");
        await portal.ImportsAsync(folder);
        System.IO.File.Delete(Path.Combine(folder.Path, "seminars", "shrinking.tr.md"));
        await portal.ImportsAsync(folder.Item("seminars/shrinking", Fields.Seminar.With("title", "Shrinking")));
        var seminar = (await portal.FindAsync("seminars/shrinking"))!;
        seminar.Texts.Select(text => text.Culture).ShouldBe(["en"]);
        seminar.Redirects.Select(redirect => (redirect.Culture, redirect.Slug)).ShouldBe([("tr", "shrinking-tr")]);

        await portal.ImportsAsync(folder.Seminar("shrinking", "Shrinking"));
        (await portal.FindAsync("seminars/shrinking"))!.Texts.Select(text => text.Slug).ShouldBe(["shrinking", "shrinking-tr"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_page_that_becomes_a_draft_keeps_its_text_and_its_slug()
    {
        using var folder = new ContentFolder().Item("people/back", Titled("Back"));
        await portal.ImportsAsync(folder);
        var stamp = await portal.StampAsync();
        await portal.ImportsAsync(folder.Item("people/back", Titled("Back").With("state", "draft"), "Not yet public."));
        var draft = (await portal.FindAsync("people/back"))!;
        draft.State.ShouldBe(ContentState.Draft);
        draft.Texts.Single().Body.ShouldBe("A text.");
        draft.PublishedRevision.ShouldBe(1);
        draft.LastRevision.ShouldBe(2);
        (await portal.StampAsync()).ShouldBe(stamp + 1);

        var other = Titled("Other").With("slug", "back");
        using var rival = new ContentFolder().Item("people/rival", other);
        (await portal.MistakesAsync(rival)).ShouldBe([$"people/rival.en.md:{other.Line("slug")}: slug: 'back' is a duplicate; people/back of the portal has it."]);
        using var together = new ContentFolder().Item("people/back", Titled("Back").With("state", "draft"), "Still not.").Item("people/rival", other);
        (await portal.MistakesAsync(together)).ShouldBe([$"people/rival.en.md:{other.Line("slug")}: slug: 'back' is a duplicate; people/back of the portal has it."]);

        await portal.ImportsAsync(folder.Item("people/back", Titled("Back"), "Public."));
        var published = (await portal.FindAsync("people/back"))!;
        published.State.ShouldBe(ContentState.Published);
        published.Texts.Single().Html.ShouldBe("<p>Public.</p>\n");
    }

    [Theory]
    [InlineData("seminars")]
    [InlineData("lectures")]
    [InlineData("programmes")]
    [InlineData("policies")]
    [InlineData("partners")]
    [InlineData("people")]
    [InlineData("figures")]
    public async Task A_draft_of_a_new_item_has_a_revision_and_nothing_public(string kind)
    {
        using var folder = new ContentFolder().Item(kind + "/drafted", Fields.Of(kind).With("title", "Drafted").With("state", "draft"));
        (await portal.ImportsAsync(folder)).Added.ShouldBe([kind + "/drafted"]);
        var item = (await portal.FindAsync(kind + "/drafted"))!;
        item.State.ShouldBe(ContentState.Draft);
        item.Texts.ShouldBeEmpty();
        item.PublishedAt.ShouldBeNull();
        item.PublishedRevision.ShouldBeNull();
        item.Revisions.Count.ShouldBe(1);
        (await portal.ImportsAsync(folder)).Skipped.ShouldBe([kind + "/drafted"]);
    }

    [Fact]
    public async Task A_withdrawn_page_keeps_its_text_and_says_why()
    {
        using var folder = new ContentFolder().Item("people/withdrawn", Titled("Withdrawn").With("state", "withdrawn").With("withdrawn-reason", "She asked for it."));
        await portal.ImportsAsync(folder);
        var person = (await portal.FindAsync("people/withdrawn"))!;
        person.State.ShouldBe(ContentState.Withdrawn);
        person.WithdrawnReason.En.ShouldBe("She asked for it.");
        person.Texts.Single().Html.ShouldBe("<p>A text.</p>\n");
    }

    [Fact]
    public async Task An_unpublished_page_keeps_its_address()
    {
        using var folder = new ContentFolder().Item("people/gone", Titled("Gone"));
        await portal.ImportsAsync(folder);
        await portal.ImportsAsync(folder.Item("people/gone", Titled("Gone").With("state", "unpublished")));
        (await portal.FindAsync("people/gone"))!.State.ShouldBe(ContentState.Unpublished);
        (await portal.QueryAsync(db => db.ContentTexts.AnyAsync(text => text.Slug == "gone", TestContext.Current.CancellationToken))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_merged_page_sends_its_readers_to_the_other_in_one_step()
    {
        using var visitor = portal.Visitor();
        using var folder = new ContentFolder().Item("people/first", Titled("First of three")).Item("people/second", Titled("Second of three")).Item("people/third", Titled("Third of three"));
        await portal.ImportsAsync(folder);
        await portal.ImportsAsync(folder.Item("people/first", Titled("First of three").With("state", "merged").With("merged-into", "people/second")));
        using (var first = await visitor.AnswerAsync("/en/people/first-of-three"))
        {
            first.Target().ShouldEndWith("/en/people/second-of-three");
        }

        using var later = new ContentFolder().Item("people/second", Titled("Second of three").With("state", "merged").With("merged-into", "people/third"));
        await portal.ImportsAsync(later);
        foreach (var slug in new[] { "first-of-three", "second-of-three" })
        {
            using var answer = await visitor.AnswerAsync("/en/people/" + slug);
            answer.Target().ShouldEndWith("/en/people/third-of-three", customMessage: slug);
        }

        (await portal.FindAsync("people/first"))!.SearchEntries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("people/nobody", "merged-into: there is no people/nobody, neither in this folder nor in the portal.")]
    [InlineData("people/unborn", "merged-into: people/unborn is not a page that the public can read.")]
    [InlineData("people/itself", "merged-into: people/itself is not a page that the public can read.")]
    [InlineData("nobody", "merged-into: 'nobody' is not folder/key, such as programmes/teacher-academy.")]
    public async Task A_page_is_merged_only_into_one_that_can_be_read(string target, string reason)
    {
        var fields = Titled("Itself").With("state", "merged").With("merged-into", target);
        using var folder = new ContentFolder().Item("people/unborn", Titled("Unborn").With("state", "draft")).Item("people/itself", fields);
        (await portal.MistakesAsync(folder)).ShouldBe([$"people/itself.en.md:{fields.Line("merged-into")}: {reason}"]);
    }

    [Fact]
    public async Task A_new_version_of_a_policy_keeps_the_earlier_ones()
    {
        using var folder = new ContentFolder().Item("policies/versioned", Fields.Policy.With("title", "Versioned"), "1. The first.");
        await portal.ImportsAsync(folder);
        await portal.ImportsAsync(folder.Item("policies/versioned",
            Fields.Policy.With("title", "Versioned").With("version", "2.1").With("in-force-from", "2027-01-01").With("change-note", "More."), "1. The second."));
        await portal.ImportsAsync(folder.Item("policies/versioned",
            Fields.Policy.With("title", "Versioned").With("version", "2.1").With("in-force-from", "2027-02-01").With("change-note", "More.").With("correction-note", "Mended."), "1. The second, mended."));
        var policy = await portal.ItemAsync<Policy>("policies/versioned");
        policy.Versions.OrderBy(version => version.Id).Select(version => (version.Number, version.InForceFrom, version.Texts.Single().Body)).ShouldBe(
            [("1", new DateOnly(2026, 1, 1), "1. The first."), ("2.1", new DateOnly(2027, 2, 1), "1. The second, mended.")]);
        policy.Versions[0].Texts.Single().Html.ShouldContain("id=\"clause-1\"");
        policy.Texts.Single().Html.ShouldBe("");
    }
}
