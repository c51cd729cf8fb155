using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

public sealed class ImportChecksTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string File = "seminars/item.en.md";

    [Theory]
    [InlineData("programme", "none", "programme: there is no programmes/none, neither in this folder nor in the portal.")]
    [InlineData("partners", "[none]", "partners[0]: there is no partners/none, neither in this folder nor in the portal.")]
    [InlineData("speakers", "[{person: none}]", "speakers[0].person: there is no people/none, neither in this folder nor in the portal.")]
    [InlineData("related", "[lectures/none]", "related[0]: there is no lectures/none, neither in this folder nor in the portal.")]
    [InlineData("related", "[none]", "related: 'none' is not folder/key, such as programmes/teacher-academy.")]
    [InlineData("related", "[posts/none]", "related: 'posts/none' is not folder/key, such as programmes/teacher-academy.")]
    [InlineData("unit", "none", "unit: there is no unit 'none'; add it to units.yaml.")]
    [InlineData("tags", "[none]", "tags[0]: there is no tag 'none'; add it to tags.yaml.")]
    public async Task Import_says_that_a_reference_goes_to_nothing(string field, string value, string reason)
    {
        var fields = Fields.Seminar.With(field, value);
        using var folder = new ContentFolder().Item("seminars/item", fields);
        (await portal.MistakesAsync(folder)).ShouldBe([$"{File}:{fields.Line(field)}: {reason}"]);
    }

    [Fact]
    public async Task Import_names_the_line_of_each_reference_in_a_list()
    {
        using var folder = new ContentFolder().Item("seminars/item", new Fields(Fields.Seminar.Text + """

            tags:
              - none
              - neither
            partners:
              - nobody
            related:
              - people/nobody
            speakers:
              - name: Ada
              - role: {en: Host}
                person: nobody
            """));
        (await portal.MistakesAsync(folder)).ShouldBe(
        [
            File + ":11: tags[0]: there is no tag 'none'; add it to tags.yaml.",
            File + ":12: tags[1]: there is no tag 'neither'; add it to tags.yaml.",
            File + ":14: partners[0]: there is no partners/nobody, neither in this folder nor in the portal.",
            File + ":16: related[0]: there is no people/nobody, neither in this folder nor in the portal.",
            File + ":20: speakers[1].person: there is no people/nobody, neither in this folder nor in the portal.",
        ]);
    }

    [Fact]
    public async Task References_go_to_the_folder_or_to_the_portal()
    {
        using var first = new ContentFolder().Item("programmes/known").Item("people/known").Item("partners/known");
        await portal.ImportsAsync(first);
        using var folder = new ContentFolder().Item("programmes/fresh").Item("people/fresh")
            .Item("seminars/to-known", Fields.Seminar.With("title", "Known").With("programme", "known").With("speakers", "[{person: known}]").With("partners", "known"))
            .Item("seminars/to-fresh", Fields.Seminar.With("title", "Fresh").With("programme", "fresh").With("speakers", "[{person: fresh}]")
                .With("related", "[seminars/to-known, people/known]"));
        (await portal.MistakesAsync(folder)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mistake_in_one_file_is_not_a_mistake_of_those_that_name_it()
    {
        using var folder = new ContentFolder()
            .Item("programmes/broken", Fields.Programme.With("slug", "broken").With("kind", "circus"))
            .Item("seminars/item", Fields.Seminar.With("programme", "broken"), "[see](/en/programmes/broken)")
            .File("units.yaml", "faculty: [\n")
            .Item("people/of-unit", Fields.Person.With("unit", "faculty"));
        var mistakes = await portal.MistakesAsync(folder);
        mistakes.Count.ShouldBe(2);
        mistakes[0].ShouldStartWith("programmes/broken.en.md:5: kind: ");
        mistakes[1].ShouldStartWith("units.yaml:2: This is not YAML");
    }

    [Fact]
    public async Task Two_items_of_a_folder_cannot_have_one_slug()
    {
        var second = Fields.Seminar.With("title", "Another").With("slug", "a-seminar");
        using var folder = new ContentFolder().Item("seminars/one", Fields.Seminar).Item("seminars/two", second);
        (await portal.MistakesAsync(folder)).ShouldBe(
            [$"seminars/two.en.md:{second.Line("slug")}: slug: 'a-seminar' is a duplicate; seminars/one.en.md has it too."]);
    }

    [Fact]
    public async Task Two_kinds_and_two_languages_may_have_one_slug()
    {
        using var folder = new ContentFolder().Item("seminars/same", Fields.Seminar.With("title", "The same"))
            .Item("lectures/same", Fields.Seminar.With("title", "The same"))
            .Text("seminars/same-tr.tr.md", Fields.Seminar.With("title", "The same").With("languages", "tr").Text);
        (await portal.MistakesAsync(folder)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_item_cannot_have_the_slug_of_one_in_the_portal()
    {
        using var first = new ContentFolder().Item("seminars/first", Fields.Seminar.With("title", "Taken"));
        await portal.ImportsAsync(first);
        using var made = new ContentFolder().Item("seminars/second", Fields.Seminar.With("title", "Taken"));
        (await portal.MistakesAsync(made)).ShouldBe(["seminars/second.en.md:2: slug: 'taken' is a duplicate; seminars/first of the portal has it."]);
        var fields = Fields.Seminar.With("slug", "taken");
        using var typed = new ContentFolder().Item("seminars/second", fields);
        (await portal.MistakesAsync(typed)).ShouldBe([$"seminars/second.en.md:{fields.Line("slug")}: slug: 'taken' is a duplicate; seminars/first of the portal has it."]);
    }

    [Theory]
    [InlineData("？！…")]
    [InlineData("中文演讲")]
    [InlineData("-")]
    [InlineData("'''''")]
    public async Task A_title_of_which_no_slug_can_be_made_needs_one(string title)
    {
        var fields = Fields.Seminar.With("title", $"\"{title}\"");
        var name = "seminars/odd-" + Guid.NewGuid().ToString("N");
        using var folder = new ContentFolder().Item(name, fields);
        (await portal.MistakesAsync(folder)).ShouldBe([name + ".en.md:2: title: no slug can be made of it; write a slug."]);
        using var better = new ContentFolder().Item(name, fields.With("slug", name.Split('/')[1]));
        (await portal.MistakesAsync(better)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[x](/en/programmes/none)", "The link '/en/programmes/none' goes to a page that does not exist.")]
    [InlineData("[x](/en/nothing)", "The link '/en/nothing' goes to a page that does not exist.")]
    [InlineData("[x](/fr/seminars)", "The link '/fr/seminars' goes to a page that does not exist.")]
    [InlineData("[x](/seminars)", "The link '/seminars' goes to a page that does not exist.")]
    [InlineData("[x](/en/people/ada)", "The link '/en/people/ada' goes to a page that does not exist.")]
    [InlineData("[x](/en/seminars/a/b)", "The link '/en/seminars/a/b' goes to a page that does not exist.")]
    [InlineData("[x](#nowhere)", "The link '#nowhere' goes to no heading of this text.")]
    [InlineData("[x](#)", "The link '#' is not allowed: it must begin with https:, http:, mailto:, tel:, / or #.")]
    [InlineData("[x](javascript:alert(1))", "The link 'javascript:alert(1)' is not allowed: it must begin with https:, http:, mailto:, tel:, / or #.")]
    [InlineData("[x](page.html)", "The link 'page.html' is not allowed: it must begin with https:, http:, mailto:, tel:, / or #.")]
    [InlineData("[x][y]\n\n[y]: //evil.example", "The link '//evil.example' is not allowed: it must begin with https:, http:, mailto:, tel:, / or #.")]
    [InlineData("[x]()", "The link '' is not allowed: it must begin with https:, http:, mailto:, tel:, / or #.")]
    public async Task Import_names_the_line_of_a_link_to_nothing(string markdown, string reason)
    {
        using var folder = new ContentFolder().Item("seminars/item", Fields.Seminar, "\nFirst line,\nsecond line.\n\n" + markdown);
        // Front matter ends on line 10; the text begins with an empty line.
        (await portal.MistakesAsync(folder)).ShouldBe([$"{File}:15: {reason}"]);
    }

    [Fact]
    public async Task Links_go_to_the_folder_to_the_portal_to_old_addresses_and_to_headings()
    {
        using var first = new ContentFolder().Item("programmes/here", Fields.Programme.With("slug", "old-name"));
        await portal.ImportsAsync(first);
        using var moved = new ContentFolder().Item("programmes/here", Fields.Programme.With("slug", "new-name"));
        await portal.ImportsAsync(moved);
        using var folder = new ContentFolder().Item("seminars/linked", Fields.Seminar.With("title", "Linked"), """
            # How to apply

            [a](/en) [b](/tr/seminars) [c](/en/programmes/old-name) [d](/en/programmes/new-name/) [e](#how-to-apply)
            [f](/en/seminars/linked#how-to-apply) [g](/en/lectures?q=sky) [h](https://example.org/) [i](mailto:a@example.org) [j](tel:+902120000000)
            """);
        (await portal.MistakesAsync(folder)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_to_a_page_that_the_same_import_takes_away_is_a_mistake()
    {
        using var first = new ContentFolder().Item("programmes/leaving");
        await portal.ImportsAsync(first);
        using var folder = new ContentFolder().Item("programmes/leaving", Fields.Programme.With("title", "leaving").With("state", "unpublished"))
            .Item("seminars/item", Fields.Seminar.With("title", "To the leaving"), "[x](/en/programmes/leaving)");
        (await portal.MistakesAsync(folder)).ShouldBe([File + ":11: The link '/en/programmes/leaving' goes to a page that does not exist."]);
    }

    [Fact]
    public async Task Import_names_the_line_of_a_dead_link_in_an_account()
    {
        var lines = new Fields(Fields.Seminar.Text + "\naccount: |\n  What happened.\n\n  [x](/en/nothing)");
        using var block = new ContentFolder().Item("seminars/item", lines);
        (await portal.MistakesAsync(block)).ShouldBe([File + ":13: The link '/en/nothing' goes to a page that does not exist."]);
        using var line = new ContentFolder().Item("seminars/item", Fields.Seminar.With("account", "\"See [x](/en/nothing).\""));
        (await portal.MistakesAsync(line)).ShouldBe([File + ":10: The link '/en/nothing' goes to a page that does not exist."]);
    }

    [Fact]
    public async Task A_clause_number_that_occurs_twice_is_a_mistake()
    {
        using var folder = new ContentFolder().Item("policies/twice", Fields.Policy, "## 1. One\n\nText.\n\n## 1. Again\n\nText.");
        (await portal.MistakesAsync(folder)).ShouldBe(["policies/twice.en.md:15: Clause 1 occurs twice."]);
    }
}
