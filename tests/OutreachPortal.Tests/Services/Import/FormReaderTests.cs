using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

public sealed class FormReaderTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("seminars", "titel", "The field 'titel' is not known; did you mean 'title'?")]
    [InlineData("seminars", "strat", "The field 'strat' is not known; did you mean 'start'?")]
    [InlineData("seminars", "Title", "The field 'Title' is not known; did you mean 'title'?")]
    [InlineData("seminars", "online_link", "The field 'online_link' is not known; did you mean 'online-link'?")]
    [InlineData("seminars", "agreements", "The field 'agreements' is not known for seminars.")]
    [InlineData("seminars", "foo", "The field 'foo' is not known for seminars.")]
    [InlineData("seminars", "texts", "The field 'texts' is not known for seminars.")]
    [InlineData("partners", "websites", "The field 'websites' is not known; did you mean 'website'?")]
    [InlineData("policies", "title-of-the-whole-policy", "The field 'title-of-the-whole-policy' is not known for policies.")]
    public async Task Import_names_file_and_line_of_an_unknown_field(string kind, string field, string reason)
    {
        var fields = Fields.Of(kind).With(field, "value");
        using var folder = new ContentFolder().Item(kind + "/item", fields);
        (await portal.MistakesAsync(folder)).ShouldBe([$"{kind}/item.en.md:{fields.Line(field)}: {reason}"]);
    }

    [Theory]
    [InlineData("seminars", "title")]
    [InlineData("seminars", "summary")]
    [InlineData("seminars", "start")]
    [InlineData("seminars", "end")]
    [InlineData("seminars", "mode")]
    [InlineData("seminars", "audience")]
    [InlineData("seminars", "place", "is missing; only an online event has none.")]
    [InlineData("programmes", "kind")]
    [InlineData("policies", "number")]
    [InlineData("policies", "owner")]
    [InlineData("policies", "approving-body")]
    [InlineData("policies", "version")]
    [InlineData("policies", "in-force-from")]
    [InlineData("partners", "kind")]
    [InlineData("partners", "country")]
    [InlineData("people", "title")]
    [InlineData("people", "summary")]
    [InlineData("figures", "rule")]
    [InlineData("figures", "value")]
    [InlineData("figures", "unit-of-measure")]
    [InlineData("figures", "method")]
    [InlineData("figures", "as-of")]
    [InlineData("figures", "source")]
    public async Task Import_says_which_needed_field_is_missing(string kind, string field, string reason = "is missing.")
    {
        using var folder = new ContentFolder().Item(kind + "/item", Fields.Of(kind).Without(field));
        (await portal.MistakesAsync(folder)).ShouldBe([$"{kind}/item.en.md:1: {field}: {reason}"]);
    }

    [Fact]
    public async Task Import_asks_for_a_text_in_the_file_of_each_language()
    {
        using var folder = new ContentFolder().Seminar("both")
            .Text("seminars/both.tr.md", "title: Başlık");
        (await portal.MistakesAsync(folder)).ShouldBe(
        [
            "seminars/both.tr.md:1: place: is missing; only an online event has none.",
            "seminars/both.tr.md:1: summary: is missing.",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Import_complains_once_of_a_text_without_value()
    {
        var fields = Fields.Policy.With("owner", "");
        using var folder = new ContentFolder().Item("policies/empty-owner", fields);
        (await portal.MistakesAsync(folder)).ShouldBe([$"policies/empty-owner.en.md:{fields.Line("owner")}: owner: has no value; leave the field out."]);
    }

    [Fact]
    public async Task An_online_event_needs_no_place()
    {
        using var folder = new ContentFolder().Item("seminars/no-place", Fields.Seminar.With("title", "No place").Without("place").With("mode", "online"));
        (await portal.MistakesAsync(folder)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_says_which_language_is_missing()
    {
        using var folder = new ContentFolder().Item("seminars/alone", Fields.Seminar.Without("languages"));
        (await portal.MistakesAsync(folder)).ShouldBe(
            ["seminars/alone.en.md:1: The language tr is missing: write alone.tr.md beside it, or 'languages: en' if there is none."]);
    }

    [Fact]
    public async Task Import_says_that_a_text_is_in_a_language_not_named()
    {
        using var folder = new ContentFolder().Seminar("two", more: "languages: en");
        (await portal.MistakesAsync(folder)).ShouldBe(["seminars/two.tr.md:1: languages does not name tr, but here is a text in it."]);
    }

    [Fact]
    public async Task Import_says_that_the_language_named_has_no_file()
    {
        var fields = Fields.Seminar.With("languages", "tr");
        using var folder = new ContentFolder().Item("seminars/wrong", fields);
        (await portal.MistakesAsync(folder)).ShouldBe(
        [
            "seminars/wrong.en.md:1: languages does not name en, but here is a text in it.",
            $"seminars/wrong.en.md:{fields.Line("languages")}: The language tr is missing: write wrong.tr.md beside it, or 'languages: en' if there is none.",
        ]);
    }

    [Fact]
    public async Task Import_names_the_file_that_names_a_language_the_portal_has_not()
    {
        using var folder = new ContentFolder().Seminar("german")
            .Text("seminars/german.tr.md", "title: Başlık\nsummary: Özet\nplace: Oda\nlanguages: [en, tr, de]");
        (await portal.MistakesAsync(folder)).ShouldBe(["seminars/german.tr.md:5: languages: 'de' is neither en nor tr."]);
    }

    [Fact]
    public async Task Import_refuses_two_files_that_name_different_languages()
    {
        using var folder = new ContentFolder().Seminar("differ", more: "languages: en")
            .Text("seminars/differ.tr.md", "title: Başlık\nsummary: Özet\nplace: Oda\nlanguages: tr");
        (await portal.MistakesAsync(folder)).ShouldBe(
            ["seminars/differ.tr.md:5: languages differs from seminars/differ.en.md:9; it belongs to the item, so both files must say the same, or one of them nothing."]);
    }

    [Fact]
    public async Task Import_refuses_a_field_that_differs_between_the_files()
    {
        using var folder = new ContentFolder().Seminar("differs", more: "level: advanced")
            .Text("seminars/differs.tr.md", "title: Başlık\nsummary: Özet\nplace: Oda\nlevel: introductory");
        (await portal.MistakesAsync(folder)).ShouldBe(
            ["seminars/differs.tr.md:5: level differs from seminars/differs.en.md:9; it belongs to the item, so both files must say the same, or one of them nothing."]);
    }

    [Fact]
    public async Task Import_takes_the_same_value_in_both_files_however_it_is_laid_out()
    {
        using var folder = new ContentFolder().Seminar("same", "Same", more: "sdgs: [4, 5]")
            .Text("seminars/same.tr.md", "title: Aynı\nsummary: Özet\nplace: Oda\nsdgs:\n  - 4\n  - 5");
        (await portal.MistakesAsync(folder)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_takes_a_field_of_the_item_from_either_file()
    {
        using var folder = new ContentFolder()
            .Text("seminars/either.en.md", "title: Either\nsummary: One.\nplace: Room\nend: 15:30\nmode: on-site")
            .Text("seminars/either.tr.md", "title: İkisi\nsummary: Bir.\nplace: Oda\nstart: 2026-12-03 14:00\naudience: pupils");
        await portal.ImportsAsync(folder);
        var seminar = await portal.ItemAsync<OutreachPortal.Models.Seminar>("seminars/either");
        seminar.EndsAt.ShouldBe(new DateTime(2026, 12, 3, 12, 30, 0, DateTimeKind.Utc));
    }
}
