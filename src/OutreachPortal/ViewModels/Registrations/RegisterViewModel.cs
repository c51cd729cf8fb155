using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.ViewModels.Registrations;

/// <summary>The form by which one registers for a lecture, or books for a class.</summary>
/// <param name="Known">Whoever of the staff is signed in.</param>
/// <param name="Notices">The newest of each kind.</param>
public sealed record RegisterViewModel(
    RegistrationOffer Offer, SeatStanding Standing, RegistrationForm Form, bool IsClass, KnownPerson? Known, IReadOnlyList<Notice> Notices, DateTime Now)
{
    /// <summary>Whoever of the university is signed in: the form begins with name and address, which may be changed.</summary>
    public KnownPerson? Member { get; init; }

    /// <summary>Whether one may sign in by the university's account here.</summary>
    public bool OffersUniversity { get; init; }

    /// <summary>The form's fields in the order in which it shows them, so that what is wrong is named in that order.</summary>
    public IEnumerable<string> Fields =>
    [
        "", RegistrationForm.SchoolField, RegistrationForm.LevelField, RegistrationForm.PupilsField, RegistrationForm.AdultsField,
        RegistrationForm.NameField, RegistrationForm.EmailField, RegistrationForm.AudienceField, RegistrationForm.PlaceField,
        .. Offer.Questions.Select(question => AnswerChecks.Field(question.Key)),
        RegistrationForm.NeedsField, RegistrationForm.CodeField, RegistrationForm.RecordingField, RegistrationForm.PhotographsField,
    ];

    public Notice? Notice(NoticeKind kind) => Notices.FirstOrDefault(notice => notice.Kind == kind);

    /// <summary>Most who can come together: no more than a party may have, nor than the largest place holds.</summary>
    public int LargestParty => Math.Min(Offer.Seating.LargestParty, Standing.Places.Select(place => place.Seats).DefaultIfEmpty(0).Max());
}

/// <summary>A labelled input of a form of the public.</summary>
/// <param name="Label">As it is read.</param>
public sealed record RegistrationField(string Name, string Label, string? Value)
{
    /// <summary>Language of the label, where it is not the page's own.</summary>
    public string? Lang { get; init; }

    public string Type { get; init; } = "text";

    /// <summary>As HTML has it: <c>name</c>, <c>email</c>, …</summary>
    public string AutoComplete { get; init; } = "off";

    /// <summary>What a phone's keyboard shows.</summary>
    public string? InputMode { get; init; }

    public string? Hint { get; init; }

    public bool IsRequired { get; init; } = true;

    public int MaxLength { get; init; } = 254;

    /// <summary>Several make a larger box.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>What is kept by now, where somebody else has changed it since the form was made.</summary>
    public string? Kept { get; init; }
}

/// <summary>Something to choose from; one, or several.</summary>
public sealed record RegistrationChoice(string Name, string Label, IReadOnlyList<RegistrationOption> Options, IReadOnlyList<string> Chosen)
{
    public string? Lang { get; init; }

    public bool IsSeveral { get; init; }

    public bool IsRequired { get; init; } = true;

    /// <summary>What is kept by now, where somebody else has changed it since the form was made.</summary>
    public string? Kept { get; init; }
}

public sealed record RegistrationOption(string Value, string Text, string? Note = null);
