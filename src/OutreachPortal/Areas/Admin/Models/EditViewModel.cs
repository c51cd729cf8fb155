using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>The editor's page.</summary>
/// <param name="Draft">The item as it is kept; null for a new one.</param>
/// <param name="Form">As typed, or else as kept.</param>
public sealed record EditViewModel(ContentKindInfo Kind, Draft? Draft, ContentForm Form, SaveForm Save)
{
    public string Address => Draft is null ? $"/admin/{Kind.Folder}/new" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/admin/{Kind.Folder}/{Draft.Item.Id}");
}

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
