using OutreachPortal.Models;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.ViewModels;

/// <summary>A remark as somebody typed it. Of a field that came several times, the first counts.</summary>
public sealed class PolicyCommentForm
{
    public const string TextField = "text";
    public const string ClauseField = "clause";
    public const string NameField = "name";

    /// <summary>A field that no person sees.</summary>
    public const string TrapField = "website";

    public string? Text { get; init; }

    /// <summary>Identifier of a clause: <c>c14</c>.</summary>
    public string? Clause { get; init; }

    public string? Name { get; init; }

    public bool IsFromBot { get; private init; }

    public static PolicyCommentForm Read(IFormCollection fields)
    {
        string? One(string field) => fields[field] is { Count: > 0 } values ? values[0] : null;
        return new() { Text = One(TextField), Clause = One(ClauseField), Name = One(NameField), IsFromBot = !string.IsNullOrWhiteSpace(One(TrapField)) };
    }
}

/// <summary>Whether the public may remark on a version.</summary>
public enum CommentWindow
{
    /// <summary>It never was for comment.</summary>
    None,

    Before,

    Open,

    After,
}

/// <summary>A clause to choose.</summary>
/// <param name="Text">Its first words.</param>
public sealed record ClauseOption(int Clause, string Number, string Text)
{
    /// <summary>Letters of a clause's text by which one knows it again.</summary>
    public const int TextLength = 90;

    private const int ShownLength = 70;

    /// <summary>Number and first words, cut between words.</summary>
    public string Label
    {
        get
        {
            var text = Text.ReplaceLineEndings(" ").Trim();
            if (text.Length <= ShownLength)
            {
                return $"{Number} {text}";
            }

            var end = text.LastIndexOf(' ', ShownLength);
            return $"{Number} {text[..(end > 0 ? end : ShownLength)].TrimEnd(',', ';', ':', '.')}…";
        }
    }
}

/// <summary>A remark that staff let through.</summary>
/// <param name="CreatedAt">UTC.</param>
public sealed record PolicyCommentLine(int Id, int? Clause, string Culture, string? Name, string Text, DateTime CreatedAt, string? Reply);

/// <summary>The page of a version's remarks, with the form while remarks may be sent.</summary>
/// <param name="Title">The version's.</param>
/// <param name="Page">Address of the policy's page.</param>
/// <param name="Clauses">Of the version, in its order.</param>
/// <param name="ClauseLanguage">Of <paramref name="Title"/> and <paramref name="Clauses"/>.</param>
public sealed record PolicyCommentsViewModel(
    Policy Policy, PolicyVersion Version, string Title, string Page, CommentWindow Window, PolicyCommentForm Form, IReadOnlyList<ClauseOption> Clauses, string ClauseLanguage,
    ListFilter Filter, Paging Paging, IReadOnlyList<PolicyCommentLine> Comments) : PagedViewModel(Filter, Paging)
{
    /// <summary>The fields in the order of the form.</summary>
    public static readonly IReadOnlyList<string> Fields = [PolicyCommentForm.TextField, PolicyCommentForm.ClauseField, PolicyCommentForm.NameField];

    public override string Path => PolicyAddress.Comments(Page, Version.Number);

    public string VersionAddress => PolicyAddress.Version(Page, Version.Number);

    /// <summary>What was asked for as a clause and is none of this version.</summary>
    public string? UnknownClause { get; init; }

    /// <summary>Where the clause of a remark is read, and what it is called there.</summary>
    public (string Address, string Name) ClauseOf(int clause) => Clauses.FirstOrDefault(option => option.Clause == clause) is { } option
        ? (VersionAddress + PolicyAddress.Anchor(option.Number), option.Number)
        : (PolicyAddress.Clause(Page, clause), Services.Policies.Clauses.Name(clause));
}

/// <summary>What is said once a remark was sent.</summary>
public sealed record PolicyCommentSentViewModel(Policy Policy, PolicyVersion Version, string Page);
