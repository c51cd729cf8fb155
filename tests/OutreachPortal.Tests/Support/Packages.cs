namespace OutreachPortal.Tests.Support;

/// <summary>The distribution's packages, for what a fresh machine lacks. Test programs run side by side, and the package manager serves one at a time.</summary>
public static class Packages
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Tries = 900;

    /// <summary>Whether packages can be installed here at all.</summary>
    public static bool MayInstall => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get");

    /// <summary>Does something with the package manager while no other test program does.</summary>
    public static T Alone<T>(Func<T> work)
    {
        var path = Path.Combine(Path.GetTempPath(), "outreach-packages.lock");
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return work();
            }
            catch (IOException) when (tries < Tries)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
