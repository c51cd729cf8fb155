using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using OutreachPortal.Models;
using OutreachPortal.Services.Media;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What the list shows of a file.</summary>
public sealed record MediaCard(
    string Name, string OriginalName, string ContentType, long Length, int? Width, int? Height, LocalizedText Alt, bool IsDecorative, int Uses)
{
    public bool IsImage => ContentType.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>An import before files had names of their own gave none.</summary>
    public string Title => OriginalName.Length > 0 ? OriginalName : Name;

    /// <summary>"PNG", "JPEG", "PDF".</summary>
    public string Type => TypeOf(ContentType);

    public static string TypeOf(string contentType) => contentType switch
    {
        "image/webp" => "WebP",
        _ => contentType[(contentType.IndexOf('/', StringComparison.Ordinal) + 1)..].ToUpperInvariant(),
    };
}

public sealed record MediaListViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<MediaCard> Files, int MaxSize) : PagedViewModel(Filter, Paging)
{
    public const string Address = "/admin/media";

    public override string Path => Address;
}

/// <summary>What is posted about a file: how it is described, and how it was when the page was opened.</summary>
[ValidateNever]
public sealed class MediaForm
{
    public AltForm Alt { get; set; } = new();

    public bool IsDecorative { get; set; }

    public AltForm Was { get; set; } = new();

    public bool WasDecorative { get; set; }

    public MediaDescription Before => new(Was.En ?? "", Was.Tr ?? "", WasDecorative);

    public MediaDescription After => new(Alt.En?.Trim() ?? "", Alt.Tr?.Trim() ?? "", IsDecorative);

    public static MediaForm Of(MediaDescription description) =>
        new() { Alt = new() { En = description.En, Tr = description.Tr }, IsDecorative = description.IsDecorative };
}

public sealed class AltForm
{
    public string? En { get; set; }

    public string? Tr { get; set; }
}

/// <param name="Typed">What the form holds: as typed, or else as kept.</param>
/// <param name="IsStale">Whether somebody else described the file since the form was opened.</param>
public sealed record MediaViewModel(MediaFile File, MediaUsage Usage, MediaDescription Typed, bool IsStale = false)
{
    public string Title => File.OriginalName.Length > 0 ? File.OriginalName : File.Name;

    public string Address => MediaListViewModel.Address + "/" + File.Name;

    public bool IsImage => File.ContentType.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>What shows the file in a text.</summary>
    public string Markdown(string culture)
    {
        var words = IsImage ? File.IsDecorative ? "" : File.Alt[culture] ?? "" : Title;
        var escaped = string.Concat(words.Select(c => c is '[' or ']' or '\\' or '*' or '_' or '`' or '<' or '!' ? "\\" + c : c.ToString()));
        return (IsImage ? "!" : "") + $"[{escaped}]({MediaFile.AddressOf(File.Name)})";
    }
}

/// <summary>A file as scripts read it.</summary>
public sealed record MediaAnswer(
    string Name, string Address, MediaAnswer.Texts Alt, bool IsDecorative, int? Width, int? Height, string OriginalName, string ContentType, long Length)
{
    public static MediaAnswer Of(MediaFile file) => new(
        file.Name, MediaFile.AddressOf(file.Name), new(file.Alt.En ?? "", file.Alt.Tr ?? ""), file.IsDecorative, file.Width, file.Height,
        file.OriginalName.Length > 0 ? file.OriginalName : file.Name, file.ContentType, file.Length);

    public sealed record Texts(string En, string Tr);
}
