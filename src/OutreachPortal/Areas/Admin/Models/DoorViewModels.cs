using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>How what happened at the door looks: by colour, sign and word.</summary>
public enum DoorTone
{
    Green,
    Amber,
    Red,

    /// <summary>A question, or a remark.</summary>
    Plain,
}

/// <summary>What happened at the door. The names are kept for one redirect only.</summary>
public enum DoorWord
{
    ComeIn,
    WalkedIn,
    AlreadyIn,
    HowMany,
    Corrected,
    TakenBack,
    Cancelled,
    Waiting,
    OtherLecture,
    OtherPlace,
    UnknownCode,
    NobodyNamed,
    TooShort,
    TooLong,
    Full,
    TooMany,
    NotANumber,
    Impossible,
}

/// <summary>What happened, in few enough words for a redirect.</summary>
/// <param name="Registration">0 where it is about none.</param>
/// <param name="Number">How many people were asked for.</param>
/// <param name="Typed">What goes back into the field.</param>
public sealed record DoorNews(DoorWord Word, int Registration = 0, int Number = 0, string Typed = "");

/// <summary>What happened, with all that is said of it.</summary>
public sealed record DoorAnswer(DoorNews News, DoorGuest? Guest, DoorLecture? Other)
{
    public DoorTone Tone => News.Word switch
    {
        DoorWord.ComeIn or DoorWord.WalkedIn => DoorTone.Green,
        DoorWord.AlreadyIn or DoorWord.NobodyNamed or DoorWord.TooShort or DoorWord.NotANumber or DoorWord.TooLong => DoorTone.Amber,
        DoorWord.HowMany or DoorWord.Corrected or DoorWord.TakenBack => DoorTone.Plain,
        _ => DoorTone.Red,
    };

    /// <summary>Whether a number of people can be typed into the answer.</summary>
    public bool AsksNumber => Guest is { IsGroup: true } && News.Word is DoorWord.HowMany or DoorWord.TooMany or DoorWord.AlreadyIn or DoorWord.NotANumber
        && Guest is { } guest && (guest.MayComeIn || guest.State == RegistrationState.Attended);
}

/// <summary>What was typed to let somebody in who did not register.</summary>
public sealed class WalkInForm
{
    public string? People { get; set; } = "1";

    public string? Name { get; set; }

    public string? Audience { get; set; }
}

/// <summary>A number of people, as typed.</summary>
public sealed class HeadcountForm
{
    public string? Count { get; set; }

    public string? Method { get; set; }

    public string? Note { get; set; }
}

public sealed record DoorViewModel(DoorLecture Lecture, SeatPlace Place, DateTime Now)
{
    public string Path => $"/admin/lectures/{Lecture.Id}/door";

    public required DoorCounts Counts { get; init; }

    public required IReadOnlyList<DoorGuest> Recent { get; init; }

    public required IReadOnlyList<Headcount> Headcounts { get; init; }

    public DoorAnswer? Answer { get; init; }

    /// <summary>What stands in the field.</summary>
    public string Typed { get; init; } = "";

    /// <summary>Those of the name that was typed; null where none was.</summary>
    public IReadOnlyList<DoorGuest>? Found { get; init; }

    /// <summary>How many more there are.</summary>
    public int More { get; init; }

    public WalkInForm WalkIn { get; init; } = new();

    public HeadcountForm Headcount { get; init; } = new();

    /// <summary>What is wrong with the headcount; null where nothing is.</summary>
    public string? HeadcountProblem { get; init; }
}

/// <summary>Before the door is closed.</summary>
public sealed record CloseDoorViewModel(DoorLecture Lecture, int Parties, int People, bool HasBegun);

/// <param name="Party">How many seats it has.</param>
public sealed record SheetRow(int Id, string Name, string? School, string? Level, int Party, SeatPlace Place, string? Needs);

/// <summary>A sheet on which those who come sign.</summary>
public sealed record SheetViewModel(DoorLecture Lecture, SeatPlace? Place, IReadOnlyList<SheetRow> Rows, bool WithNeeds)
{
    /// <summary>Lines for those who did not register.</summary>
    public const int EmptyRows = 12;

    /// <summary>In the query, for the seats of every place.</summary>
    public const string AllPlaces = "all";

    public string Path => $"/admin/lectures/{Lecture.Id}/sheet";
}
