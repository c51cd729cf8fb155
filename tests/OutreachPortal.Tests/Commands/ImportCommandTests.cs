using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Commands;

public sealed class ImportCommandTests
{
    [Fact]
    public async Task Import_says_in_plain_lines_what_it_did()
    {
        using var portal = new PortalProcess().OnTestDatabase();
        using var folder = new ContentFolder().Item("people/ada").Item("people/grace");
        var first = await portal.RunAsync("import", folder.Path, "--Data:Path=" + portal.Data);
        first.Errors.ShouldBe("");
        first.ExitCode.ShouldBe(0);
        first.Output.ShouldNotContain("\r");
        first.Output.ShouldNotContain("\u001b");
        var lines = first.Output.TrimEnd().Split('\n');
        lines.ShouldContain("added    people/ada");
        lines.ShouldContain("added    people/grace");
        lines[^1].ShouldBe("2 added, 0 changed, 0 skipped (unchanged).");
        lines.ShouldContain("Reading 2 of 2");

        folder.Item("people/ada", "Another text.");
        var second = await portal.RunAsync("import", folder.Path, "--Data:Path", portal.Data);
        second.ExitCode.ShouldBe(0, second.Errors);
        second.Output.ShouldContain("changed  people/ada");
        second.Output.TrimEnd().ShouldEndWith("0 added, 1 changed, 1 skipped (unchanged).");
    }

    [Fact]
    public async Task Import_of_a_folder_with_mistakes_says_them_and_fails()
    {
        using var portal = new PortalProcess().OnTestDatabase();
        using var folder = new ContentFolder().Item("people/ada", Fields.Person.With("titel", "x")).Item("people/grace");
        var (exitCode, output, errors) = await portal.RunAsync("import", folder.Path);
        exitCode.ShouldBe(1);
        errors.ShouldBe("people/ada.en.md:5: The field 'titel' is not known; did you mean 'title'?\nNothing was imported: 1 mistake.\n");
        output.ShouldNotContain("added");
    }

    [Fact]
    public async Task A_folder_without_a_name_is_none()
    {
        using var portal = new PortalProcess().OnTestDatabase();
        var (exitCode, _, errors) = await portal.RunAsync("import", "");
        errors.ShouldBe("There is no folder ''.\n");
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_setting_the_database_is_made_where_the_command_was_typed()
    {
        using var portal = new PortalProcess();
        using var folder = new ContentFolder().Item("people/ada");
        (await portal.RunAsync("import", folder.Path)).ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(portal.Folder, "data", "portal.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task Import_takes_settings_before_the_folder_and_folders_of_any_name()
    {
        using var portal = new PortalProcess().OnTestDatabase();
        using var folder = new ContentFolder().Item("people/ada");
        Directory.CreateSymbolicLink(Path.Combine(portal.Folder, "a=b"), folder.Path);
        var (exitCode, output, errors) = await portal.RunAsync("import", "a=b", "--Data:Path=" + portal.Data);
        exitCode.ShouldBe(0, errors);
        output.ShouldContain("1 added");
    }

    [Theory]
    [InlineData("There is no folder 'none'.", "import", "none")]
    [InlineData("The setting Dta:Path is not a setting of the portal.", "import", ".", "--Dta:Path=/tmp")]
    public async Task Import_that_cannot_begin_says_why_in_one_line(string reason, params string[] arguments)
    {
        using var portal = new PortalProcess();
        var (exitCode, _, errors) = await portal.RunAsync(arguments);
        exitCode.ShouldBe(1);
        errors.ShouldBe(reason.Replace("Dta:Path", "Dta", StringComparison.Ordinal) + "\n");
    }

    [Theory]
    [InlineData("exprot")]
    [InlineData("import")]
    public async Task A_command_that_is_none_is_refused(string argument)
    {
        using var portal = new PortalProcess();
        var (exitCode, _, errors) = await portal.RunAsync(argument);
        exitCode.ShouldBe(1);
        errors.ShouldContain(argument);
        errors.ShouldNotContain("   at ");
        Directory.Exists(portal.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Help_names_the_commands()
    {
        using var portal = new PortalProcess();
        var (exitCode, output, _) = await portal.RunAsync("--help");
        exitCode.ShouldBe(0);
        output.ShouldContain("import <folder>");
    }
}
