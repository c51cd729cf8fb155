using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>The editor's page.</summary>
/// <param name="Draft">The item as it is kept; null for a new one.</param>
/// <param name="Form">As typed, or else as kept.</param>
public sealed record EditViewModel(ContentKindInfo Kind, Draft? Draft, ContentForm Form, SaveForm Save)
{
    /// <summary>What the page shows was typed before and not saved.</summary>
    public OpenedCopy? Copy { get; init; }

    /// <summary>Other things of the user's that were typed here and not saved, the newest first.</summary>
    public IReadOnlyList<WorkingCopyLine> OtherCopies { get; init; } = [];

    /// <summary>Who else has the item open.</summary>
    public IReadOnlyList<OtherEditor> Others { get; init; } = [];

    public IReadOnlyList<PreviewLinkLine> PreviewLinks { get; init; } = [];

    /// <summary>Token of a link that was just made; it is shown this once.</summary>
    public string? NewPreviewLink { get; init; }

    /// <summary>The session ended while the form was open; nothing was saved.</summary>
    public bool IsFromEndedSession { get; init; }

    /// <summary>The copy that the save before this page took in.</summary>
    public string? SavedCopy { get; init; }

    /// <summary>Where somebody else's newer revision differs from what was typed; null when nobody saved meanwhile.</summary>
    public IReadOnlyList<FieldDifference>? Differences { get; init; }

    public string Address => Draft is null ? $"/admin/{Kind.Folder}/new" : EditAddress.Of(Kind.Kind, Draft.Item.Id);

    /// <summary>To which the form is sent to be shown in the site's own look.</summary>
    public string PreviewAddress(string culture) => $"/{culture}/preview/{Kind.Folder}" + (Draft is null ? "" : string.Create(CultureInfo.InvariantCulture, $"/{Draft.Item.Id}"));
}

/// <param name="At">UTC.</param>
/// <param name="IsOutdated">Somebody saved a newer revision since it was opened.</param>
public sealed record OpenedCopy(DateTime At, bool IsOutdated);

/// <summary>What the editor's page posts besides the content.</summary>
[ValidateNever]
public sealed class SaveForm
{
    /// <summary>The revision that was opened.</summary>
    public int BaseRevision { get; set; }

    [StringLength(Revision.NoteLength)]
    public string? Note { get; set; }

    public bool IsMinor { get; set; }

    public Guid? WorkingCopy { get; set; }

    public SaveOptions Options => new(BaseRevision, Note?.Trim() is { } note ? note[..Math.Min(note.Length, Revision.NoteLength)] : "", IsMinor) { WorkingCopy = WorkingCopy };
}
