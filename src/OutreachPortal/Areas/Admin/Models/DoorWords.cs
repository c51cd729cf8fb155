using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What is said at the door: a line that is read at arm's length, and one below it.</summary>
public static class DoorWords
{
    /// <summary>A class by its school, a person by the name; a sentence where it was removed.</summary>
    public static string Name(this IStringLocalizer words, DoorGuest guest) => guest switch
    {
        { IsWalkIn: true, Name.Length: 0 } => words.People(guest.Came ?? 1),
        { IsGroup: true, School: { Length: > 0 } school } => guest.Level is { Length: > 0 } level ? $"{school}, {level}" : school,
        { Name.Length: > 0 } => guest.Name,
        _ => words["Door.NoName"],
    };

    /// <summary>What stands below the name: teacher, school.</summary>
    public static string More(DoorGuest guest) => guest.IsGroup ? guest.School is { Length: > 0 } ? guest.Name : "" : guest.School ?? "";

    public static string People(this IStringLocalizer words, int people) => words.Count(people, "Door.People.One", "Door.People.Many");

    public static string Seats(this IStringLocalizer words, int seats) => words.Count(seats, "Door.Seats.One", "Door.Seats.Many");

    public static string Headline(this IStringLocalizer words, DoorViewModel model)
    {
        var (news, guest, _) = model.Answer!;
        var name = guest is null ? "" : words.Name(guest);
        return news.Word switch
        {
            DoorWord.ComeIn => words["Door.ComeIn", name],
            DoorWord.WalkedIn => words["Door.ComeIn", news.Typed.Length > 0 ? news.Typed : words.People(news.Number)],
            DoorWord.AlreadyIn => words["Door.AlreadyIn", guest?.CameAt is { } at ? Clock(at, model) : ""],
            DoorWord.HowMany => words["Door.HowMany", name],
            DoorWord.Corrected => words["Door.Corrected", words.People(guest?.Came ?? news.Number)],
            // How many they were is no longer in the row.
            DoorWord.TakenBack => words["Door.TakenBack", guest is { IsWalkIn: true, Name.Length: 0 } ? words.People(news.Number) : name],
            DoorWord.OtherPlace => words["Door.OtherPlace." + (guest?.Place ?? SeatPlace.Online)],
            DoorWord.Full => words["Door.Full." + model.Place],
            DoorWord.TooMany => words["Door.TooMany", words.People(news.Number)],
            DoorWord.NotANumber => words["Door.NotANumber", PageWords.Number(Headcount.Most)],
            DoorWord.NobodyNamed => words["Door.NobodyNamed", news.Typed],
            _ => words["Door." + news.Word],
        };
    }

    public static string Detail(this IStringLocalizer words, DoorViewModel model)
    {
        var (news, guest, other) = model.Answer!;
        var counts = model.Counts;
        var numbers = words["Door.NumbersAre", PageWords.Number(counts.Came), PageWords.Number(counts.Seats)];
        return news.Word switch
        {
            DoorWord.ComeIn when guest is not null => Line(More(guest), words.Name(guest.Place),
                guest.IsGroup ? words["Door.CameOf", guest.Came ?? 0, guest.Seats] : words.Seats(guest.Seats), counts.Came > counts.Seats ? numbers : ""),
            DoorWord.WalkedIn => Line(words["Door.WalkIn"], words.Name(model.Place), counts.Came + counts.Expected > counts.Seats ? words["Door.SeatsOfOthers", PageWords.Number(counts.Expected)] : ""),
            DoorWord.AlreadyIn when guest is not null => Line(words.Name(guest), More(guest), words.Name(guest.Place), guest.IsGroup ? words["Door.CameOf", guest.Came ?? 0, guest.Seats] : ""),
            DoorWord.HowMany when guest is not null => Line(More(guest), words.Name(guest.Place), words["Door.Booked", guest.Seats]),
            DoorWord.Waiting when guest is not null => Line(words.Name(guest), More(guest), words["Door.WaitingHere"]),
            DoorWord.Corrected or DoorWord.OtherPlace when guest is not null => Line(words.Name(guest), More(guest)),
            DoorWord.Cancelled when guest is not null => Line(words.Name(guest), guest.Ending is { } ending ? words.Name(ending) : ""),
            DoorWord.OtherLecture when other is not null => Line(other.TitleIn(Languages.Current).Text, When(other, model.Now)),
            DoorWord.UnknownCode => words["Door.UnknownCode.Detail"],
            DoorWord.NobodyNamed => words["Door.NobodyNamed.Detail"],
            DoorWord.Full => Line(numbers, words["Door.DoNotFit", words.People(news.Number)]),
            DoorWord.TooMany when guest is not null => Line(words["Door.Booked", guest.Seats], numbers),
            DoorWord.Impossible when guest is not null => Line(words.Name(guest)),
            _ => "",
        };
    }

    /// <summary>A lecture's day and hours.</summary>
    public static string When(DoorLecture lecture, DateTime now)
    {
        var (day, clock, zone) = DateWords.When(lecture.StartsAt, lecture.EndsAt, lecture.TimeZone, now, Languages.Current);
        return $"{day}, {clock}, {zone}";
    }

    /// <summary>The time of day where the lecture takes place; with the day where that is not today.</summary>
    /// <param name="at">UTC.</param>
    public static string Clock(DateTime at, DoorViewModel model)
    {
        var (then, now) = (DateWords.Local(at, model.Lecture.TimeZone), DateWords.Local(model.Now, model.Lecture.TimeZone));
        var clock = DateWords.Clock(then, Languages.Current);
        return then.Date == now.Date ? clock : $"{DateWords.Day(then, now.Year, Languages.Current)}, {clock}";
    }

    private static string Line(params IEnumerable<string> parts) => string.Join(" · ", parts.Where(part => part.Length > 0));
}
