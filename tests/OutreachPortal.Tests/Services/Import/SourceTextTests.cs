using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

public sealed class SourceTextTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("", 1, "The file does not begin with front matter between two lines of ---.")]
    [InlineData("Just text.", 1, "The file does not begin with front matter between two lines of ---.")]
    [InlineData("\n---\ntitle: x\n---\n", 1, "The file does not begin with front matter between two lines of ---.")]
    [InlineData("---\ntitle: x\nText.\n", 1, "The front matter has no closing line of ---.")]
    [InlineData("---\n- title\n---\n", 2, "The fields are not lines of 'name: value'.")]
    [InlineData("---\njust words\n---\n", 2, "The fields are not lines of 'name: value'.")]
    [InlineData("---\ntitle: x\nsummary: y\ntitle: z\n---\n", 4, "'title' occurs twice.")]
    [InlineData("---\ntitle: x\nspeakers:\n  - name: A\n    name: B\n---\n", 5, "'name' occurs twice.")]
    [InlineData("---\ntitle: x\nsummary: *t\n---\n", 3, "References (*name) are not read; write the value again, or put it in quotation marks.")]
    [InlineData("---\ntitle: &t x\nsummary: y\n---\n", 2, "Names (&name) are not read; put the value in quotation marks.")]
    [InlineData("---\ntitle: x\nsummary: !important news\n---\n", 3, "Types (!name) are not read; put the value in quotation marks.")]
    [InlineData("---\ntitle: x\n...\nlevel: advanced\n---\n", 4, "The fields end at a line of ... before this.")]
    [InlineData("---\n? [a, b]\n: c\n---\n", 2, "A field's name is a word.")]
    public async Task Import_names_the_line_of_front_matter_that_cannot_be_read(string text, int line, string reason)
    {
        using var folder = new ContentFolder().File("people/broken.en.md", text);
        (await portal.MistakesAsync(folder)).ShouldContain($"people/broken.en.md:{line}: {reason}");
    }

    [Theory]
    [InlineData("---\ntitle: x: y\n---\n", 2)]
    [InlineData("---\ntitle: x\nsummary: [a, b\n---\n", 4)]
    [InlineData("---\ntitle: x\nsummary: \"a\n---\n", 3)]
    [InlineData("---\ntitle: x\ntags: [a, b\nunit: c\n---\n", 3)]
    [InlineData("---\ntitle: x\ntags: {en: a b\nunit: c\n---\n", 3)]
    [InlineData("---\ntitle: x\n\tsummary: y\n---\n", 2)]
    [InlineData("---\ntitle: x\nsummary: @y\n---\n", 3)]
    [InlineData("---\ntitle: \"\\ud800\"\n---\n", 2)]
    public async Task Import_says_that_front_matter_is_not_YAML(string text, int line)
    {
        using var folder = new ContentFolder().File("people/broken.en.md", text);
        var mistake = (await portal.MistakesAsync(folder)).ShouldHaveSingleItem();
        mistake.ShouldStartWith($"people/broken.en.md:{line}: This is not YAML: ");
    }

    [Theory]
    [InlineData('[', 100_000)]
    [InlineData('{', 100_000)]
    [InlineData('[', 30)]
    public async Task Import_does_not_follow_deep_nesting(char bracket, int depth)
    {
        using var folder = new ContentFolder().File("people/deep.en.md", $"---\ntitle: x\nsummary: {new string(bracket, depth)}\n---\n");
        (await portal.MistakesAsync(folder)).ShouldBe(["people/deep.en.md:3: The fields are nested too deeply."]);
    }

    [Fact]
    public async Task Front_matter_may_end_the_file()
    {
        using var folder = new ContentFolder().File("people/no-text.en.md", $"---\n{Fields.Person.With("title", "No Text")}\n---");
        await portal.ImportsAsync(folder);
        (await portal.FindAsync("people/no-text"))!.Texts.Single().Body.ShouldBe("");
    }

    [Fact]
    public async Task A_line_of_dashes_in_the_text_is_Markdown()
    {
        using var folder = new ContentFolder().Item("people/ruled", "One.\n\n---\n\nTwo.");
        await portal.ImportsAsync(folder);
        (await portal.FindAsync("people/ruled"))!.Texts.Single().Html.ShouldContain("<hr");
    }
}
