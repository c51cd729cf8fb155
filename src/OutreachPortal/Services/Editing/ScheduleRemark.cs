using System.Globalization;

namespace OutreachPortal.Services.Editing;

/// <summary>What the trail keeps of a schedule: for when, and why although something could be complained of.</summary>
/// <param name="At">UTC.</param>
public sealed record ScheduleRemark(DateTime? At, string Reason)
{
    private const string Format = "yyyy-MM-dd HH:mm'Z'";

    public static ScheduleRemark Parse(string remark)
    {
        var lines = remark.Split('\n', 2);
        return DateTime.TryParseExact(lines[0], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new(at, lines.ElementAtOrDefault(1) ?? "")
            : new(null, remark);
    }

    public override string ToString() => At?.ToString(Format, CultureInfo.InvariantCulture) + (Reason.Length == 0 ? "" : "\n" + Reason);
}
