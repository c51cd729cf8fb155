namespace OutreachPortal.Services.Calendar;

/// <summary>An offset that a zone has from a moment on: STANDARD or DAYLIGHT of a VTIMEZONE (RFC 5545, 3.6.5).</summary>
/// <param name="Onset">UTC.</param>
/// <param name="From">Offset before; the same as <paramref name="To"/> where nothing changed for a year or more.</param>
public sealed record ZoneObservance(DateTime Onset, TimeSpan From, TimeSpan To, bool IsDaylight)
{
    // Far shorter than any zone keeps an offset; Morocco leaves summer time for five weeks.
    private static readonly TimeSpan Step = TimeSpan.FromDays(7);

    /// <summary>
    /// Those in force at the given times and no others, in order. A reader takes the last one that began before a time, so
    /// what lies between needs no mention, and an event in a thousand years costs no more than one tomorrow.
    /// </summary>
    /// <param name="times">UTC.</param>
    public static IReadOnlyList<ZoneObservance> At(IEnumerable<DateTime> times, TimeZoneInfo zone)
    {
        var found = new List<ZoneObservance>();
        DateTime? previous = null;
        foreach (var time in times.Select(WholeSecond).Distinct().Order())
        {
            var yearBefore = new DateTime(Math.Max(2, time.Year - 1), 1, 1, 0, 0, 0, DateTimeKind.Utc);
            var isNear = previous > yearBefore;
            if (LastChange(isNear ? previous!.Value : yearBefore, time, zone) is { } onset)
            {
                found.Add(new(onset, zone.GetUtcOffset(onset.AddSeconds(-1)), zone.GetUtcOffset(onset), zone.IsDaylightSavingTime(onset)));
            }
            else if (!isNear && (found.Count == 0 || found[^1].To != zone.GetUtcOffset(time)))
            {
                var offset = zone.GetUtcOffset(time);
                found.Add(new(yearBefore, offset, offset, zone.IsDaylightSavingTime(time)));
            }

            previous = time;
        }

        return found;
    }

    /// <summary>The last moment after one time and not after another at which the offset changed.</summary>
    private static DateTime? LastChange(DateTime after, DateTime until, TimeZoneInfo zone)
    {
        for (var later = until; later > after;)
        {
            var earlier = later - after > Step ? later - Step : after;
            var offset = zone.GetUtcOffset(later);
            if (zone.GetUtcOffset(earlier) != offset)
            {
                while (later - earlier > TimeSpan.FromSeconds(1))
                {
                    var middle = WholeSecond(earlier + ((later - earlier) / 2));
                    (earlier, later) = zone.GetUtcOffset(middle) == offset ? (earlier, middle) : (middle, later);
                }

                return later;
            }

            later = earlier;
        }

        return null;
    }

    private static DateTime WholeSecond(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
