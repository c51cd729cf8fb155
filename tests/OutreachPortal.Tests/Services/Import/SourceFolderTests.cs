using System.Text;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

public sealed class SourceFolderTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string NameReason =
        "The name is not {key}.{language}.md with a key of lower-case letters a–z, digits and hyphens (at most 80) and the language en or tr.";

    private const string FolderReason =
        "A text stands in a folder named after its kind: seminars, lectures, programmes, policies, partners, people, figures, stories, pages, reports.";

    [Theory]
    [InlineData("posts/one.en.md", FolderReason)]
    [InlineData("one.en.md", FolderReason)]
    [InlineData("Seminars/one.en.md", FolderReason)]
    [InlineData("seminars/one.md", NameReason)]
    [InlineData("seminars/One.en.md", NameReason)]
    [InlineData("seminars/one.fr.md", NameReason)]
    [InlineData("seminars/one.EN.md", NameReason)]
    [InlineData("seminars/one.en.MD", NameReason)]
    [InlineData("seminars/ışık.en.md", NameReason)]
    [InlineData("seminars/one-.en.md", NameReason)]
    [InlineData("seminars/one--two.en.md", NameReason)]
    [InlineData("seminars/one two.en.md", NameReason)]
    [InlineData("seminars/.en.md", null)]
    [InlineData("seminars/README.md", null)]
    [InlineData("seminars/deep/readme.md", null)]
    [InlineData("notes.txt", null)]
    [InlineData("seminars/hall.jpg", null)]
    public async Task Import_says_when_a_file_stands_at_the_wrong_place_or_has_the_wrong_name(string file, string? reason)
    {
        using var folder = new ContentFolder().Text(file, Fields.Seminar.Text);
        (await portal.MistakesAsync(folder)).ShouldBe(reason is null ? [] : [$"{file}: {reason}"]);
    }

    [Fact]
    public async Task A_key_may_have_80_characters_and_no_more()
    {
        using var longest = new ContentFolder().Item("people/" + new string('k', 80));
        (await portal.MistakesAsync(longest)).ShouldBeEmpty();
        using var tooLong = new ContentFolder().Item("people/" + new string('k', 81));
        (await portal.MistakesAsync(tooLong)).ShouldBe([$"people/{new string('k', 81)}.en.md: {NameReason}"]);
    }

    [Fact]
    public async Task A_key_stands_once_in_all_folders_of_its_kind()
    {
        using var folder = new ContentFolder().Item("people/a/ada").Item("people/b/ada");
        (await portal.MistakesAsync(folder)).ShouldBe(["people/b/ada.en.md: The key is a duplicate; people/a/ada.en.md has it too."]);
    }

    [Fact]
    public async Task A_name_cannot_write_lines_of_its_own_to_the_terminal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        using var folder = new ContentFolder().Text("people/a\n\u001b[2Jb\u202e.en.md", Fields.Person.Text);
        (await portal.MistakesAsync(folder)).ShouldBe([$"people/a\uFFFD\uFFFD[2Jb\uFFFD.en.md: {NameReason}"]);
    }

    [Fact]
    public async Task A_pipe_is_an_empty_file_and_nobody_waits_for_who_writes_to_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        using var folder = new ContentFolder().Item("people/ada");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder.Path, "people", "grace.en.md"), Path.Combine(folder.Path, "tags.yaml")]))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await portal.MistakesAsync(folder).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken))
            .ShouldBe(["people/grace.en.md:1: The file does not begin with front matter between two lines of ---."]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9000)]
    public async Task Import_names_the_line_on_which_a_file_is_not_utf8(int line)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes("---\ntitle: Işık\n---\n" + string.Concat(Enumerable.Repeat("öğrenci\n", line - 4))), 0xFE, .. "\nmore\n"u8];
        using var folder = new ContentFolder().File("people/latin.en.md", text);
        (await portal.MistakesAsync(folder)).ShouldBe([$"people/latin.en.md:{line}: The file is not UTF-8."]);
    }

    [Fact]
    public async Task Import_says_that_a_file_that_breaks_off_within_a_letter_is_not_utf8()
    {
        using var folder = new ContentFolder().File("people/broken.en.md", [.. "---\ntitle: x\n---\n"u8, 0xC4]);
        (await portal.MistakesAsync(folder)).ShouldBe(["people/broken.en.md:4: The file is not UTF-8."]);
    }

    [Fact]
    public async Task Import_says_that_utf16_is_not_utf8()
    {
        using var folder = new ContentFolder().File("people/wide.en.md", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("---\ntitle: x\n---\n")]);
        (await portal.MistakesAsync(folder)).ShouldBe(["people/wide.en.md:1: The file is not UTF-8."]);
    }

    [Fact]
    public async Task Import_names_the_line_of_a_nul()
    {
        using var folder = new ContentFolder().Item("people/nul", "one\ntwo\0\nthree");
        (await portal.MistakesAsync(folder)).ShouldBe(["people/nul.en.md:7: The file holds a NUL character; it is not text."]);
    }

    [Fact]
    public async Task Import_does_not_read_a_file_of_50_MB()
    {
        using var folder = new ContentFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "people"));
        await using (var file = File.Create(Path.Combine(folder.Path, "people", "huge.en.md")))
        {
            file.SetLength(50 * 1024 * 1024);
        }

        (await portal.MistakesAsync(folder)).ShouldBe(["people/huge.en.md: The file is too large: 50.0 MB; a text may have 1 MB."]);
    }

    [Fact]
    public async Task Import_reads_a_file_of_one_megabyte()
    {
        var fields = Fields.Person.With("title", "Long Text");
        var rest = (1024 * 1024) - Encoding.UTF8.GetByteCount($"---\n{fields}\n---\n\n");
        using var folder = new ContentFolder().Item("people/long-text", fields, string.Concat(Enumerable.Repeat("word ", rest / 5)));
        (await portal.MistakesAsync(folder)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_reads_windows_line_ends_and_a_byte_order_mark()
    {
        var text = $"---\n{Fields.Person.With("title", "Windows")}\n---\n\nOne\nline.\n\n[dead](/en/programmes/none)\n";
        byte[] WithMark(string content) => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\r\n"))];
        using var wrong = new ContentFolder().File("people/windows.en.md", WithMark(text));
        (await portal.MistakesAsync(wrong)).ShouldBe(["people/windows.en.md:10: The link '/en/programmes/none' goes to a page that does not exist."]);

        using var right = new ContentFolder().File("people/windows.en.md", WithMark(text.Replace("[dead](/en/programmes/none)", "Word.", StringComparison.Ordinal)));
        await portal.ImportsAsync(right);
        (await portal.FindAsync("people/windows"))!.Texts.Single().Body.ShouldBe("One\nline.\n\nWord.");
    }

    [Theory]
    [InlineData("\u2028")]
    [InlineData("\u0085")]
    [InlineData("\f")]
    public async Task Lines_are_counted_as_editors_count_them(string separator)
    {
        using var folder = new ContentFolder().Item("people/lines", $"One{separator}line.\n\n[dead](/en/programmes/none)");
        (await portal.MistakesAsync(folder)).ShouldBe(["people/lines.en.md:8: The link '/en/programmes/none' goes to a page that does not exist."]);
    }

    [Fact]
    public async Task Hidden_files_are_no_content()
    {
        using var folder = new ContentFolder().File("people/.draft.en.md", "nothing").File(".git/people/x.en.md", "nothing");
        (await portal.MistakesAsync(folder)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_says_that_there_is_no_such_folder()
    {
        using var folder = new ContentFolder().File("file", "");
        foreach (var missing in new[] { "none", "file" })
        {
            var path = Path.Combine(folder.Path, missing);
            var e = await Should.ThrowAsync<DirectoryNotFoundException>(() => portal.InScopeAsync(services =>
                Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<OutreachPortal.Services.Import.ContentImporter>(services)
                    .ImportAsync(path, null, TestContext.Current.CancellationToken)));
            e.Message.ShouldBe($"There is no folder '{path}'.");
        }
    }
}
