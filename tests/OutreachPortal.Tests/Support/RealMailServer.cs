using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// A mail server that others wrote, in a process of its own: aiosmtpd, by <c>smtp_server.py</c>. Where the machine has none it is installed:
/// the distribution's package, or else Python's own into a folder of the user's.
/// </summary>
public sealed class RealMailServer : IDisposable
{
    private const string Missing = "These tests need a mail server and could not install one: install Debian's python3-aiosmtpd, or Python's aiosmtpd.";

    private static readonly Lock Installing = new();
    private static string? _python;
    private static bool _isMissing;

    /// <summary>The distribution's own is not always the first on the path, and packages are for it alone.</summary>
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    private readonly Process _process;
    private readonly List<JsonElement> _letters = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-smtp-").FullName;
    private readonly TaskCompletionSource<int> _port = new();
    private readonly StringBuilder _errors = new();

    /// <param name="isEncrypted">Takes nothing before STARTTLS; its certificate is its own, and trusted by nobody but whoever asks <see cref="Trust"/>.</param>
    public RealMailServer(bool isEncrypted = false, string user = "", string password = "")
    {
        var certificate = isEncrypted ? MakeCertificate() : "";
        var start = new ProcessStartInfo(Python(), [Path.Combine(AppContext.BaseDirectory, "Support", "smtp_server.py"), certificate, user, password])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Task<int> PortAsync => _port.Task.WaitAsync(TimeSpan.FromMinutes(4));

    public string Thumbprint { get; private set; } = "";

    /// <summary>What it took, in the order in which it came.</summary>
    public IReadOnlyList<JsonElement> Letters
    {
        get
        {
            lock (_letters)
            {
                return [.. _letters];
            }
        }
    }

    /// <summary>Lets this program trust the server's certificate besides those that it trusts anyway.</summary>
    public void Trust()
    {
        // The one place where System.Net.Mail can be told so.
#pragma warning disable SYSLIB0014
        var before = ServicePointManager.ServerCertificateValidationCallback;
        ServicePointManager.ServerCertificateValidationCallback = (sender, certificate, chain, errors) =>
            certificate?.GetCertHashString() == Thumbprint || (before?.Invoke(sender, certificate, chain, errors) ?? errors == System.Net.Security.SslPolicyErrors.None);
#pragma warning restore SYSLIB0014
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _port.TrySetException(new ShouldAssertException("The mail server ended before it began. " + _errors));
        }
        else if (!_port.Task.IsCompleted)
        {
            _port.SetResult(int.Parse(line, CultureInfo.InvariantCulture));
        }
        else
        {
            lock (_letters)
            {
                _letters.Add(JsonDocument.Parse(line).RootElement);
            }
        }
    }

    private string MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Thumbprint = certificate.GetCertHashString();
        var path = Path.Combine(_folder, "server.pem");
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n");
        return path;
    }

    private static string Python()
    {
        lock (Installing)
        {
            // What failed for one test need not be tried for each of the others.
            _python ??= _isMissing ? null : Array.Find(Pythons, python => Find(python) is not null) ?? InstallPackage() ?? InstallOwn();
            _isMissing = _python is null;
            return _python ?? throw new ShouldAssertException(Missing);
        }
    }

    private static string? Find(string python) => Run(python, "-c", "import aiosmtpd") ? python : null;

    private static string? InstallPackage()
    {
        return !Packages.MayInstall ? null : Packages.Alone(() =>
        {
            _ = Run("apt-get", "update");
            return Run("apt-get", "install", "-y", "--no-install-recommends", "python3-aiosmtpd") ? Find("/usr/bin/python3") : null;
        });
    }

    private static string? InstallOwn()
    {
        var folder = Path.Combine(Path.GetTempPath(), "outreach-aiosmtpd-" + Environment.UserName);
        var python = Path.Combine(folder, OperatingSystem.IsWindows() ? "Scripts/python.exe" : "bin/python3");
        return Find(python) ?? (Run("python3", "-m", "venv", folder) && Run(python, "-m", "pip", "install", "--quiet", "aiosmtpd") ? Find(python) : null);
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
