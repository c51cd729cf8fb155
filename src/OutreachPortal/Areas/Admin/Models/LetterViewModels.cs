using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

public enum LetterState
{
    Waiting,
    Sent,
    GivenUp,
}

public sealed record LetterLine(int Id, string Kind, string To, string Subject, DateTime CreatedAt, DateTime? SentAt, int Tries, DateTime? NextTryAt, string? LastError)
{
    public LetterState State => SentAt is not null ? LetterState.Sent : NextTryAt is not null ? LetterState.Waiting : LetterState.GivenUp;
}

public sealed record LettersViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<LetterLine> Letters) : PagedViewModel(Filter, Paging)
{
    public override string Path => "/admin/letters";
}

/// <param name="Text">Without the keys in its links: they are for the recipient.</param>
public sealed record LetterViewModel(LetterLine Line, string ToName, string Language, string Text, Guid Version);
