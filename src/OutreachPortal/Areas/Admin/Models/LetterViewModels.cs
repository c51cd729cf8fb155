using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

public enum LetterState
{
    Waiting,
    Sent,
    GivenUp,
}

/// <param name="Subject">Empty where the letter is not written yet.</param>
public sealed record LetterLine(int Id, string Kind, string To, string Subject, DateTime CreatedAt, DateTime? SentAt, int Tries, DateTime? NextTryAt, string? LastError)
{
    /// <summary>Kinds that can be asked for.</summary>
    public static readonly IReadOnlyList<string> Kinds = [.. RegistrationLetterKinds.All, "invitation", "password", "email", "email-notice", "passkey-notice", PolicyReviews.LetterKind];

    public LetterState State => SentAt is not null ? LetterState.Sent : NextTryAt is not null ? LetterState.Waiting : LetterState.GivenUp;
}

public sealed record LettersViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<LetterLine> Letters, IReadOnlyList<NamedOption> Kinds) : PagedViewModel(Filter, Paging)
{
    public override string Path => "/admin/letters";

    /// <summary>Whether letters become files, because no mail server is set.</summary>
    public bool AreFiles { get; init; }
}

/// <param name="Text">Without the keys in its links: they are for the recipient. Null where it cannot be written.</param>
public sealed record LetterViewModel(LetterLine Line, string ToName, string Language, string? Text, Guid Version)
{
    /// <summary>Why it cannot be written.</summary>
    public string Problem { get; init; } = "";

    public int? RegistrationId { get; init; }

    /// <summary>Whether whoever asks may have the file that it became.</summary>
    public bool HasFile { get; init; }
}

/// <summary>What staff may type of a letter's words.</summary>
public sealed class LetterTemplateForm
{
    public string? Subject { get; set; }

    public string? Body { get; set; }

    /// <summary>Of the row when the form was opened; empty where there was none.</summary>
    public string? Version { get; set; }

    public static LetterTemplateForm Of(LetterTemplate? row, LetterWords own) => row is null
        ? new() { Subject = own.Subject, Body = own.Body }
        : new() { Subject = row.Subject, Body = row.Body, Version = row.Version.ToString() };
}

/// <param name="Theirs">What somebody else saved meanwhile; null where nobody did.</param>
/// <param name="IsOwn">Whether the portal's own words are used.</param>
public sealed record LetterTemplateViewModel(string Kind, string Language, LetterTemplateForm Form, LetterTemplateForm? Theirs, bool IsOwn)
{
    public string Address => $"/admin/letters/templates/{Kind}/{Language}";
}

/// <param name="Changed">When staff changed the words of a kind in a language.</param>
public sealed record LetterTemplatesViewModel(IReadOnlyDictionary<(string Kind, string Language), DateTime> Changed);
