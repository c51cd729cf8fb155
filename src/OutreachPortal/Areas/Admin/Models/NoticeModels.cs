using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What an administrator may post of a notice.</summary>
public sealed class NoticeForm
{
    /// <summary>Number of the version that was opened.</summary>
    public int Version { get; set; }

    public LocalizedText Text { get; set; } = new();

    /// <summary>Only to be shown as it would read.</summary>
    public bool IsPreview { get; set; }
}

/// <summary>A kind of notice and the version that is shown now.</summary>
public sealed record NoticeLine(NoticeKind Kind, int Number, DateTime CreatedAt, string CreatedBy, int Registrations)
{
    public string Address => AddressOf(Kind);

    public static string AddressOf(NoticeKind kind) => "/admin/notices/" + KebabCase.Of(kind.ToString());
}

/// <summary>A notice that is written.</summary>
/// <param name="Versions">All of them, the newest first, with who agreed to each or was shown it.</param>
public sealed record NoticeViewModel(NoticeKind Kind, NoticeForm Form, IReadOnlyList<NoticeLine> Versions)
{
    /// <summary>As it would read, in each language; null where nobody asked.</summary>
    public IReadOnlyList<LocalizedFragment>? Preview { get; init; }

    /// <summary>What somebody else saved meanwhile.</summary>
    public Notice? Theirs { get; init; }
}

/// <summary>A version as it reads.</summary>
/// <param name="Changes">From the version before, in each language; empty for the first.</param>
public sealed record NoticeVersionViewModel(NoticeLine Version, IReadOnlyList<LocalizedFragment> Texts, IReadOnlyList<(string Culture, IReadOnlyList<DiffPart> Parts)> Changes);
