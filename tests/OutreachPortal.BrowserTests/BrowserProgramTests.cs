using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed class BrowserProgramTests
{
    [Fact]
    public void A_browser_on_the_machine_is_used_and_none_installed()
    {
        var installed = false;
        BrowserProgram.Obtain(() => "there", () =>
        {
            installed = true;
            return "new";
        }).ShouldBe("there");
        installed.ShouldBeFalse();
    }

    [Fact]
    public void Where_there_is_none_the_first_installer_that_can_provides_one() =>
        BrowserProgram.Obtain(() => null, () => null, () => "second", () => "third").ShouldBe("second");

    [Fact]
    public void Where_none_can_be_had_one_sentence_says_what_to_install()
    {
        var failure = Should.Throw<Exception>(() => BrowserProgram.Obtain(() => null, () => null));
        failure.Message.ShouldBe("These tests need a browser and could not install one: install Chromium, Chrome or Edge, or name its program in OUTREACH_BROWSER.");
    }

    [Fact]
    public void A_program_that_does_not_start_is_no_browser()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a program is not asked before it is used.");
        BrowserProgram.Find(["/no/such/program", "/bin/false", "/bin/true"]).ShouldBe("/bin/true");
    }
}
