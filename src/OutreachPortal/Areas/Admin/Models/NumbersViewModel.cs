using System.Globalization;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Registrations;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>One line of a grouping of a lecture's numbers.</summary>
/// <param name="Key">For programs.</param>
/// <param name="HasCame">Whether there can be anybody who came.</param>
public sealed record NumbersLine(string Key, string Name, Tally Tally, bool HasCame = true);

/// <param name="Key">For programs, and as the part's id.</param>
public sealed record NumbersPart(string Key, string Title, IReadOnlyList<NumbersLine> Lines, Func<NumbersLine, int> Drawn)
{
    /// <summary>So many bars at most; the table has them all.</summary>
    private const int MostBars = 15;

    public IReadOnlyList<ChartPoint> Points => [.. Lines.Take(MostBars).Select(line => new ChartPoint(line.Name, Drawn(line)))];
}

/// <summary>A lecture's numbers, as charts and tables say them.</summary>
public sealed class NumbersViewModel
{
    /// <summary>More days than this are drawn as weeks.</summary>
    private const int MostDays = 31;

    public NumbersViewModel(DoorLecture lecture, LectureNumbers numbers, IStringLocalizer words)
    {
        Lecture = lecture;
        Numbers = numbers;
        // Before anybody came, what there is to see is who registered.
        HasCame = numbers.Inside > 0;
        Func<NumbersLine, int> drawn = HasCame ? line => line.Tally.Came : line => line.Tally.People;
        Outcomes = new("outcome", words["Numbers.Outcome"],
        [
            new("registered", words["Numbers.Registered"], numbers.Registered, false),
            new("seated", words["Numbers.Seated"], numbers.Seated, false),
            new("came", words["Numbers.Came"], numbers.Came),
            new("walk-ins", words["Numbers.WalkIns"], numbers.WalkIns),
            new("absent", words["Numbers.Absent"], numbers.Absent, false),
            new("waiting", words["Numbers.Waiting"], numbers.Waiting, false),
            new("cancelled", words["Numbers.Cancelled"], numbers.Cancelled, false),
        ], line => line.HasCame ? line.Tally.Came : line.Tally.People);
        Parts =
        [
            Outcomes,
            new("audience", words["Numbers.ByAudience"],
                [.. numbers.Audiences.Select(line => new NumbersLine(line.Key is { } a ? KebabCase.Of(a.ToString()) : "none", line.Key is { } audience ? words.Name(audience) : words["Numbers.NotSaid"], line.Tally))], drawn),
            new("kind", words["Numbers.ByKind"], [.. numbers.Kinds.Select(line => new NumbersLine(KebabCase.Of(line.Key.ToString()), words[$"Numbers.Kind.{line.Key}"], line.Tally))], drawn),
            new("school", words["Numbers.BySchool"], Schools(numbers, words), drawn),
            new("place", words["Numbers.ByPlace"], [.. numbers.Places.Select(line => new NumbersLine(KebabCase.Of(line.Key.ToString()), words.Name(line.Key), line.Tally))], drawn),
            new("day", words["Numbers.ByDay"], [.. numbers.Days.Select(line => new NumbersLine(line.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), DateWords.Date(line.Key, Languages.Current), line.Tally, false))], line => line.Tally.People),
        ];
        Days = numbers.Days.Count == 0 ? null : new ColumnChart(DayPoints(numbers.Days));
    }

    public DoorLecture Lecture { get; }

    public LectureNumbers Numbers { get; }

    public bool HasCame { get; }

    public NumbersPart Outcomes { get; }

    public IReadOnlyList<NumbersPart> Parts { get; }

    /// <summary>People who registered, by day or week, with those days on which nobody did.</summary>
    public ColumnChart? Days { get; }

    public bool IsByWeek { get; private set; }

    public string Path => $"/admin/lectures/{Lecture.Id}/numbers";

    private static List<NumbersLine> Schools(LectureNumbers numbers, IStringLocalizer words)
    {
        var lines = numbers.Schools.Take(Attendance.MostSchools).Select(line => new NumbersLine("", line.Key, line.Tally)).ToList();
        var others = numbers.Schools.Skip(Attendance.MostSchools).ToList();
        if (others.Count > 0)
        {
            lines.Add(new("others", words["Numbers.OtherSchools", others.Count], others.Aggregate(Tally.None, (sum, line) => sum + line.Tally)));
        }

        return lines;
    }

    private List<ChartPoint> DayPoints(IReadOnlyList<NumberLine<DateOnly>> days)
    {
        var (first, last) = (days[0].Key, days[^1].Key);
        var step = 1;
        IsByWeek = last.DayNumber - first.DayNumber >= MostDays;
        if (IsByWeek)
        {
            first = first.AddDays(-(((int)first.DayOfWeek + 6) % 7));
            // A year of weeks still fits; what took longer is drawn in longer steps.
            step = 7 * (1 + ((last.DayNumber - first.DayNumber) / (7 * 53)));
        }

        var points = new List<ChartPoint>();
        for (var start = first; start <= last; start = start.AddDays(step))
        {
            var end = start.AddDays(step);
            points.Add(new(start.ToString("d MMM", Languages.CultureOf(Languages.Current)), days.Where(day => day.Key >= start && day.Key < end).Sum(day => day.Tally.People)));
        }

        return points;
    }
}
