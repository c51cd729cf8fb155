using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>A lecture's certificates, and how many are still to be issued.</summary>
/// <param name="EndsAt">UTC.</param>
/// <param name="Waiting">Parties that came, have a name, and never had a certificate.</param>
/// <param name="Nameless">Parties that came and gave no name.</param>
/// <param name="Came">Parties that came.</param>
public sealed record CertificateListViewModel(
    ListFilter Filter, Paging Paging, int LectureId, IReadOnlyList<TextLine> Texts, DateTime EndsAt, string TimeZone, bool IsOver, int Waiting, int Nameless, int Came,
    IReadOnlyList<CertificateRow> Rows) : PagedViewModel(Filter, Paging)
{
    public override string Path => PathOf(LectureId);

    public static string PathOf(int lecture) => $"/admin/lectures/{lecture}/certificates";
}

/// <param name="IssuedAt">UTC.</param>
/// <param name="RevokedAt">UTC.</param>
public sealed record CertificateRow(int Id, int LectureId, int RegistrationId, string Code, string Name, PartyKind Kind, int Came, DateTime IssuedAt, DateTime? RevokedAt, string? RevokedReason)
{
    public string Path => $"{CertificateListViewModel.PathOf(LectureId)}/{Id}";
}

/// <summary>What is asked before a certificate is revoked, or issued anew.</summary>
public sealed record CertificateStepViewModel(CertificateRow Row, string? Typed);

/// <summary>Values of <c>state</c> in the list's address.</summary>
public enum CertificateState
{
    Valid,
    Revoked,
}
