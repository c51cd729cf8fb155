using System.Globalization;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Import;

/// <summary>Dates as typed: absolute, or counted in weeks from the current one.</summary>
internal static class FieldDates
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static DateOnly? Date(string text, DateOnly today)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return Sensible(date);
        }

        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 ? Relative(parts, today) : null;
    }

    public static DateTime? DateTime(string text, DateOnly today)
    {
        if (System.DateTime.TryParseExact(text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd H:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return Sensible(DateOnly.FromDateTime(moment)) is null ? null : moment;
        }

        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 3 && Relative(parts, today) is { } day
            && TimeOnly.TryParseExact(parts[2], ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? day.ToDateTime(time) : null;
    }

    private static DateOnly? Relative(string[] parts, DateOnly today)
    {
        if (!parts[0].StartsWith("week", StringComparison.Ordinal)
            || !int.TryParse(parts[0].AsSpan(4), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var weeks)
            || Math.Abs(weeks) > 2000
            || Array.IndexOf(Days, parts[1]) is not (>= 0 and var day))
        {
            return null;
        }

        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return Sensible(monday.AddDays((7 * weeks) + day));
    }

    private static DateOnly? Sensible(DateOnly date) => Years.Has(date.Year) ? date : null;
}
