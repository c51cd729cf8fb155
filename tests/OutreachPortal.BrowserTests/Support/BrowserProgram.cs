using System.Diagnostics;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>
/// The program that the tests drive: Chromium, Chrome or Edge, whichever is on the machine. Where there is none, one is
/// installed: Playwright's own, or else the distribution's package.
/// </summary>
public static class BrowserProgram
{
    /// <summary>Environment variable that names the program to use.</summary>
    public const string Variable = "OUTREACH_BROWSER";

    public const string Missing = "These tests need a browser and could not install one: install Chromium, Chrome or Edge, or name its program in " + Variable + ".";

    /// <summary>Stands for the browser that Playwright installs and finds by itself.</summary>
    public const string PlaywrightsOwn = "";

    // Nobody looks at what the tests open: the shell has no window to draw, and takes half the time.
    private static readonly string[] Names =
        ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable"];

    private static readonly string[] Packages = ["chromium-headless-shell", "chromium", "chromium-browser"];

    /// <summary>Its path, or <see cref="PlaywrightsOwn"/>; fails the test with one sentence where none can be had.</summary>
    public static string Obtain()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            Assert.True(Find([named]) is not null, $"{Variable} names {named}, which is not a program that starts: name that of Chromium, Chrome or Edge.");
            return named;
        }

        return Obtain(() => Find(OnPath().Concat(UsualPaths())), InstallPlaywrights, InstallDistributions);
    }

    /// <summary>Looks first, and only then tries one installer after the other.</summary>
    public static string Obtain(Func<string?> find, params ReadOnlySpan<Func<string?>> installers)
    {
        var path = find();
        foreach (var install in installers)
        {
            path ??= install();
        }

        if (path is null)
        {
            Assert.Fail(Missing);
        }

        return path;
    }

    /// <summary>The first of the programs that is there and starts.</summary>
    public static string? Find(IEnumerable<string> candidates) => candidates.FirstOrDefault(path => File.Exists(path) && Starts(path));

    private static IEnumerable<string> OnPath()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return from name in Names from folder in folders select Path.Combine(folder, name);
    }

    private static IEnumerable<string> UsualPaths()
    {
        if (OperatingSystem.IsMacOS())
        {
            string[] apps = ["Chromium", "Google Chrome", "Microsoft Edge"];
            return apps.Select(app => $"/Applications/{app}.app/Contents/MacOS/{app}");
        }

        if (OperatingSystem.IsWindows())
        {
            string[] programs = [@"Google\Chrome\Application\chrome.exe", @"Chromium\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe"];
            Environment.SpecialFolder[] folders =
                [Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData];
            return from program in programs from folder in folders select Path.Combine(Environment.GetFolderPath(folder), program);
        }

        return ["/snap/bin/chromium", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge"];
    }

    /// <summary>Ubuntu's chromium-browser may be a script that only says where to get the browser. Elsewhere asking would open a window.</summary>
    private static bool Starts(string path) => !OperatingSystem.IsLinux() || Run(path, "--version");

    private static string? InstallPlaywrights()
    {
        if (Microsoft.Playwright.Program.Main(["install", "chromium"]) != 0)
        {
            return null;
        }

        if (Tests.Support.Packages.MayInstall)
        {
            // The libraries that the browser needs, which a small image lacks.
            _ = Tests.Support.Packages.Alone(() => Microsoft.Playwright.Program.Main(["install-deps", "chromium"]));
        }

        return PlaywrightsOwn;
    }

    private static string? InstallDistributions()
    {
        return !Tests.Support.Packages.MayInstall ? null : Tests.Support.Packages.Alone(() =>
        {
            _ = Run("apt-get", "update");
            return Packages.Any(package => Run("apt-get", "install", "-y", "--no-install-recommends", package)) ? Find(OnPath()) : null;
        });
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
            })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
