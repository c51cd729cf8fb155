using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Commands;

public sealed class ExportCommandTests
{
    [Fact]
    public async Task Export_writes_the_folder_that_import_reads()
    {
        using var portal = new PortalProcess().OnTestDatabase();
        using var folder = new ContentFolder().Item("people/ada").Item("people/grace");
        (await portal.RunAsync("import", folder.Path, "--Data:Path=" + portal.Data)).ExitCode.ShouldBe(0);
        var export = Path.Combine(portal.Folder, "kept");
        var (exitCode, output, errors) = await portal.RunAsync("export", export, "--Data:Path=" + portal.Data);
        errors.ShouldBe("");
        exitCode.ShouldBe(0);
        output.TrimEnd().Split('\n')[^1].ShouldBe("2 items with 2 revisions, 0 media files.");
        File.Exists(Path.Combine(export, "people", "ada.history.json")).ShouldBeTrue();

        using var other = new PortalProcess().OnTestDatabase();
        (await other.RunAsync("import", export, "--Data:Path=" + other.Data)).Output.ShouldContain("2 added");
    }

    [Fact]
    public async Task Export_into_a_folder_that_is_not_empty_is_refused()
    {
        using var portal = new PortalProcess();
        using var folder = new ContentFolder().File("mine.txt", "x");
        var (exitCode, _, errors) = await portal.RunAsync("export", folder.Path);
        (exitCode, errors).ShouldBe((1, $"The folder '{folder.Path}' is not empty; an export is written into a new or empty one.\n"));
        Directory.GetFileSystemEntries(folder.Path).Length.ShouldBe(1);
        var file = await portal.RunAsync("export", Path.Combine(folder.Path, "mine.txt"));
        file.Errors.ShouldBe($"'{Path.Combine(folder.Path, "mine.txt")}' is a file; an export is a folder.\n");
        var nowhere = await portal.RunAsync("export", "");
        (nowhere.ExitCode, nowhere.Errors).ShouldBe((1, "An export needs a folder with a name.\n"));
    }
}
