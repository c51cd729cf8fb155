using System.Globalization;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>Which lectures a list shows.</summary>
public enum LectureTime
{
    Upcoming,
    Past,

    /// <summary>No longer public, but somebody registered.</summary>
    Off,
}

/// <summary>How registering for a lecture stands.</summary>
public enum RegistrationWindow
{
    NotYet,
    Open,
    Closed,
    Over,
    Off,
}

public enum RegistrationOrder
{
    Newest,
    Arrival,
    Name,
    School,
    State,
}

/// <summary>The seats of a place.</summary>
/// <param name="Waiting">Parties.</param>
public sealed record PoolLine(SeatPlace Place, int Seats, int Taken, int Waiting)
{
    public int Free => Math.Max(0, Seats - Taken);
}

/// <summary>A lecture as the office's lists show it. Times are UTC.</summary>
/// <param name="ToDecide">How many registrations wait for the office.</param>
public sealed record LectureLine(
    int Id, string Key, ContentState State, EventStatus Status, DateTime StartsAt, DateTime EndsAt, string TimeZone, DateTime? Opens, DateTime? Closes, bool Approval, WaitingPolicy WaitingList,
    IReadOnlyList<PoolLine> Pools, IReadOnlyList<TextLine> Texts, int ToDecide)
{
    public bool IsHeld => State == ContentState.Published && Status != EventStatus.Cancelled;

    public string Address => AddressOf(Id);

    public static string AddressOf(int lecture) => string.Create(CultureInfo.InvariantCulture, $"/admin/lectures/{lecture}/registrations");

    public LocalizedFragment Title => Texts.Count == 0 ? new(Key, Languages.Current) : Texts.In(Languages.Current) is var text ? new(text.Title, text.Culture) : default;

    /// <summary>The page that the public reads; null where there is none.</summary>
    public string? PublicAddress => State.IsPublic() && Texts.Count > 0 ? Texts.In(Languages.Current).Address(Languages.Current) : null;

    public RegistrationWindow Window(DateTime now) =>
        !IsHeld ? RegistrationWindow.Off
        : now >= EndsAt ? RegistrationWindow.Over
        : now >= (Closes is { } closes && closes < StartsAt ? closes : StartsAt) ? RegistrationWindow.Closed
        : now < Opens ? RegistrationWindow.NotYet : RegistrationWindow.Open;
}

/// <summary>One found by name, address or ticket, in whatever lecture.</summary>
public sealed record PersonLine(int Id, string Name, string? School, string Email, PartyKind Kind, int Seats, RegistrationState State, int LectureId, DateTime StartsAt, string TimeZone, IReadOnlyList<TextLine> Texts);

public sealed record RegistrationLecturesViewModel(ListFilter Filter, Paging Paging, LectureTime When, IReadOnlyList<LectureLine> Lectures) : PagedViewModel(Filter, Paging)
{
    public const string Address = "/admin/registrations";

    public override string Path => Address;

    /// <summary>More than can be paged through.</summary>
    public bool IsMore { get; init; }

    /// <summary>Null where nobody was looked for.</summary>
    public IReadOnlyList<PersonLine>? People { get; init; }
}

/// <summary>A registration in a lecture's list. Times are UTC.</summary>
public sealed record RegistrationLine(
    int Id, long Number, SeatPlace Place, PartyKind Kind, RegistrationState State, RegistrationEnding? Ending, int Seats, int? Pupils, int? Adults, string Name, string Email, string? School, string? Level,
    Audience? Audience, bool HasNeeds, DateTime CreatedAt, DateTime? HeldUntil, int? Came, bool IsWalkIn, bool IsErased)
{
    public string Address => AddressOf(Id);

    public static string AddressOf(int id) => string.Create(CultureInfo.InvariantCulture, $"/admin/registrations/{id}");
}

/// <summary>How many registrations, and seats, are in a state.</summary>
public sealed record StateCount(SeatPlace Place, RegistrationState State, int Parties, int Seats);

public sealed record RegistrationListViewModel(LectureLine Lecture, ListFilter Filter, Paging Paging, RegistrationOrder Order, IReadOnlyList<StateCount> Counts, IReadOnlyList<RegistrationLine> Rows) : PagedViewModel(Filter, Paging)
{
    public override string Path => Lecture.Address;

    /// <summary>Only the newest were searched.</summary>
    public bool IsMore { get; init; }

    public int PartiesIn(RegistrationState state) => Counts.Where(count => count.State == state).Sum(count => count.Parties);

    /// <summary>Nobody registered yet.</summary>
    public bool IsEmpty => Counts.Count == 0;

    public required Func<string, string, string> Describe { get; init; }
}

/// <summary>The waiting list of a place, in its order, and what happened to it last.</summary>
public sealed record WaitingViewModel(LectureLine Lecture, IReadOnlyList<(PoolLine Pool, IReadOnlyList<RegistrationLine> Rows)> Places, IReadOnlyList<StepLine> Steps)
{
    /// <summary>So many of a place are shown; those behind them are in the list.</summary>
    public const int Most = 200;
}

/// <param name="At">UTC.</param>
/// <param name="Party">Whom it is about, on a page that is about several.</param>
public sealed record StepLine(RegistrationAction Action, DateTime At, string By, string Remark, int? RegistrationId = null, string? Party = null);

public sealed record LetterOfRegistration(int Id, string Kind, DateTime CreatedAt, DateTime? SentAt, bool IsGivenUp);

/// <param name="GivenAt">UTC.</param>
public sealed record ConsentLine(NoticeKind Kind, int Number, LocalizedText Text, DateTime GivenAt, DateTime? WithdrawnAt);

/// <summary>All there is to know of one registration.</summary>
public sealed record RegistrationViewModel(Registration Registration, LectureLine Lecture)
{
    public IReadOnlyList<ConsentLine> Consents { get; init; } = [];

    public IReadOnlyList<LetterOfRegistration> Letters { get; init; } = [];

    public IReadOnlyList<StepLine> Steps { get; init; } = [];

    public (int Number, LocalizedText Text)? Notice { get; init; }

    /// <summary>Place in the waiting list, from one.</summary>
    public int? Position { get; init; }

    /// <summary>Somebody changed it since it was looked at; nothing was done.</summary>
    public bool IsStale { get; init; }

    /// <summary>Why what was asked for was not done.</summary>
    public string? Refusal { get; init; }

    public string Address => RegistrationLine.AddressOf(Registration.Id);
}

/// <summary>A question about one registration before something is done with it.</summary>
public sealed record RegistrationStepViewModel(RegistrationViewModel Subject, RegistrationReasonForm Form);

/// <summary>A question about several.</summary>
/// <param name="Groups">Those in which there is somebody.</param>
public sealed record MessageViewModel(LectureLine Lecture, MessageForm Form, IReadOnlyList<MessageReaders> Groups)
{
    /// <summary>Whether it is shown once more before it goes.</summary>
    public bool IsAsked { get; init; }

    public MessageReaders? Chosen => Groups.FirstOrDefault(readers => readers.Group == Form.To);

    /// <summary>The languages in which somebody registered; a text in another is asked of nobody.</summary>
    public IEnumerable<string> Written => Languages.All.Where(language => Groups.Any(readers => readers.Parties.ContainsKey(language)));
}

public sealed record RejectSelectedViewModel(LectureLine Lecture, IReadOnlyList<RegistrationLine> Rows, RegistrationReasonForm Form);

/// <param name="Target">As it is posted: number of the lecture and place.</param>
public sealed record MoveTarget(string Target, LectureLine Lecture, PoolLine Pool)
{
    public static string Of(int lecture, SeatPlace place) => string.Create(CultureInfo.InvariantCulture, $"{lecture}-{place}");

    public static (int Lecture, SeatPlace Place)? Parse(string? target) =>
        target?.Split('-') is [var number, var name] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var lecture)
        && Enum.TryParse<SeatPlace>(name, ignoreCase: false, out var place) && Enum.IsDefined(place) && !char.IsAsciiDigit(name[0]) ? (lecture, place) : null;
}

public sealed record MoveViewModel(RegistrationViewModel Subject, MoveForm Form, string? Words, IReadOnlyList<MoveTarget> Targets);

public sealed record RegistrationEditViewModel(RegistrationViewModel Subject, PartyForm Form, IReadOnlyList<QuestionViewModel> Questions);

public sealed record RegistrationNewViewModel(LectureLine Lecture, Audience Audience, PartyForm Form, IReadOnlyList<QuestionViewModel> Questions);

/// <summary>A question with what was typed.</summary>
public sealed record QuestionViewModel(LectureQuestion Question, IReadOnlyList<string> Values)
{
    public string Field => PartyForm.AnswerPrefix + Question.Key;
}
