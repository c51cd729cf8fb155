using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace OutreachPortal.Benchmarks;

/// <summary>Tables in Markdown, under the machine and the day on which they were measured.</summary>
public sealed class Report
{
    private readonly string _part;
    private readonly StringBuilder _text = new();

    public Report(string part)
    {
        _part = part;
        _text.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}, {Processor()}, {Environment.ProcessorCount} cores, {System()}, .NET {Environment.Version}, load by {Load.Client}.");
    }

    public string Text => _text.ToString();

    public void Line(string text) => _text.AppendLine().AppendLine(text);

    public void Table(string[] head, IEnumerable<string[]> rows)
    {
        _text.AppendLine();
        foreach (var row in rows.Prepend([.. head.Select((_, i) => i == 0 ? "---" : "---:")]).Prepend(head))
        {
            _text.Append("| ").AppendJoin(" | ", row).AppendLine(" |");
        }
    }

    public static string Number(double value, int decimals = 0) => value.ToString("N" + decimals, CultureInfo.InvariantCulture);

    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Verdict(bool isMet) => isMet ? "met" : "**missed**";

    /// <summary>Puts the part in its place in a file, or makes the file.</summary>
    public async Task WriteAsync(string file)
    {
        var (begin, end) = ($"<!-- {_part} -->", $"<!-- /{_part} -->");
        var old = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        var (from, until) = (old.IndexOf(begin, StringComparison.Ordinal), old.IndexOf(end, StringComparison.Ordinal));
        var block = $"{begin}\n{Text}{end}";
        await File.WriteAllTextAsync(file, from >= 0 && until > from
            ? old[..from] + block + old[(until + end.Length)..]
            : old + (old.Length > 0 ? "\n" : "") + block + "\n");
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        && Array.Find(File.ReadAllLines("/proc/cpuinfo"), line => line.StartsWith("model name", StringComparison.Ordinal)) is { } model
        ? model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string System() => File.Exists("/etc/os-release")
        && Array.Find(File.ReadAllLines("/etc/os-release"), line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal)) is { } name
        ? name["PRETTY_NAME=".Length..].Trim('"')
        : RuntimeInformation.OSDescription;
}
