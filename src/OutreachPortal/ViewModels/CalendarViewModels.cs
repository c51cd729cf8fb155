using System.Globalization;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.ViewModels;

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
public sealed record MonthViewModel(ListFilter Filter, DateOnly Month, DateOnly Today, IReadOnlyList<CalendarDay[]> Weeks, int Count)
{
    /// <summary>Months to this side and that of the present one that are cached and linked to by their neighbours.</summary>
    public const int Reach = 60;

    private static string Path => PortalAddress.Calendar(Languages.Current);

    /// <summary>Nearest day before the month with an event that is over by then.</summary>
    public DateOnly? Earlier { get; init; }

    /// <summary>First day of the next event to end after the month, which may have begun in it.</summary>
    public DateOnly? Later { get; init; }

    public bool IsThisMonth => (Month.Year, Month.Month) == (Today.Year, Today.Month);

    public bool IsWithinReach(DateOnly month) => Math.Abs(((month.Year - Today.Year) * 12) + month.Month - Today.Month) <= Reach;

    /// <summary>Whether to link to the month before or after: not on and on through months that are empty.</summary>
    public bool LeadsTo(DateOnly month) => IsWithinReach(month) && (Count > 0 || (month < Month ? Earlier : Later) is not null);

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
    : PagedViewModel(Filter, Paging)
{
    public override string Path => PortalAddress.Calendar(Languages.Current);
}
