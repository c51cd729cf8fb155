using System.Globalization;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.ViewModels;

/// <summary>What a day of the calendar shows of an event.</summary>
public sealed record EventLine(
    int Id, DateTime StartsAt, DateTime EndsAt, string TimeZone, EventStatus Status, IReadOnlyList<TextLine> Texts);

public static class EventLines
{
    public static IQueryable<EventLine> ToLines(this IQueryable<Event> events) => events.Select(e => new EventLine(
        e.Id, e.StartsAt, e.EndsAt, e.TimeZone, e.Status,
        e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList()));
}

/// <summary>Values of <c>kind</c> in the calendar's address.</summary>
public enum CalendarKind
{
    Seminar,
    Lecture,
}

/// <summary>A square of the calendar.</summary>
/// <param name="IsInMonth">False for those that only fill the first and the last week.</param>
/// <param name="Count">How many there are; <paramref name="Events"/> are the first of them.</param>
public sealed record CalendarDay(DateOnly Date, bool IsInMonth, IReadOnlyList<EventLine> Events, int Count);

/// <param name="Month">Its first day.</param>
/// <param name="Weeks">From Monday to Sunday.</param>
/// <param name="IsCut">Whether there are more than were counted.</param>
public sealed record MonthViewModel(ListFilter Filter, DateOnly Month, DateOnly Today, IReadOnlyList<CalendarDay[]> Weeks, int Count, bool IsCut)
{
    /// <summary>Months to this side and that of the present one to which there are links, and which are cached, whatever is in them.</summary>
    public const int Reach = 60;

    private static string Path => PortalAddress.Calendar(Languages.Current);

    /// <summary>Nearest day before with events; looked for only when the month has none.</summary>
    public DateOnly? Earlier { get; init; }

    /// <summary>Nearest day after with events; looked for only when the month has none.</summary>
    public DateOnly? Later { get; init; }

    public bool IsThisMonth => (Month.Year, Month.Month) == (Today.Year, Today.Month);

    public bool IsWithinReach(DateOnly month) => Math.Abs(((month.Year - Today.Year) * 12) + month.Month - Today.Month) <= Reach;

    /// <summary>With the filter as it is.</summary>
    public string Address(DateOnly day) => Filter.Address(Path, change: "month",
        to: (day.Year, day.Month) == (Today.Year, Today.Month) ? null : day.ToString("yyyy-MM", CultureInfo.InvariantCulture));

    public string DayAddress(DateOnly day)
    {
        var address = Filter.Address(Path, change: "month");
        return string.Create(CultureInfo.InvariantCulture, $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}day={day:yyyy-MM-dd}");
    }
}

/// <summary>One day's events as a list.</summary>
public sealed record DayViewModel(ListFilter Filter, Paging Paging, DateOnly Day, DateOnly Today, IReadOnlyList<EventCard> Events)
    : ListViewModel(ContentKind.Seminar, Filter, Paging)
{
    public override string Path => PortalAddress.Calendar(Languages.Current);
}
