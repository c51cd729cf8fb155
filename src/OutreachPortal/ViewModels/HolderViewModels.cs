using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.ViewModels;

/// <summary>What a holder typed to change a registration, as it was typed.</summary>
public sealed class HolderForm
{
    public string? Name { get; set; }

    public string? School { get; set; }

    public string? Level { get; set; }

    public string? Needs { get; set; }

    /// <summary>The registration as it was when the form was made.</summary>
    public Guid Version { get; set; }

    public static HolderForm Of(Registration registration) => new()
    {
        Name = registration.Name,
        School = registration.School,
        Level = registration.Level,
        Needs = registration.AccessNeeds,
        Version = registration.Version,
    };
}

/// <summary>How many a class is, as it was typed.</summary>
public sealed class NumbersForm
{
    public string? Pupils { get; set; }

    public string? Adults { get; set; }

    public Guid Version { get; set; }
}

/// <summary>The holder's page.</summary>
/// <param name="Token">As it stands in the address.</param>
/// <param name="Now">UTC.</param>
public sealed record HolderViewModel(Holding Holding, string Token, DateTime Now)
{
    public Registration Registration => Holding.Registration;

    /// <summary>Details that were refused, or that somebody else has changed meanwhile.</summary>
    public HolderForm? Typed { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>>? TypedAnswers { get; init; }

    public NumbersForm? TypedNumbers { get; init; }

    /// <summary>Why something could not be done, in a sentence.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether the registration was changed while the form was open.</summary>
    public bool IsStale { get; init; }
}

/// <summary>The ticket: what is read, and scanned, at the door.</summary>
/// <param name="Picture">QR code, SVG.</param>
public sealed record TicketViewModel(Holding Holding, string Token, DateTime Now, string Picture);

/// <summary>A labelled input, or several lines where it has rows.</summary>
/// <param name="Label">As it is read.</param>
public sealed record HolderField(string Name, string Label, string? Value, int MaxLength)
{
    public bool IsRequired { get; init; } = true;

    public int Rows { get; init; }

    public string AutoComplete { get; init; } = "off";

    public string? InputMode { get; init; }

    public string? Hint { get; init; }

    /// <summary>What is kept by now, where that is something else than what was typed.</summary>
    public string? Kept { get; init; }
}

/// <summary>A question of the office's own, with what is typed by now.</summary>
public sealed record HolderQuestion(LectureQuestion Question, IReadOnlyList<string> Values, string? Kept);
