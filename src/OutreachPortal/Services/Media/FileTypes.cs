using System.Security.Cryptography;

namespace OutreachPortal.Services.Media;

/// <summary>Files of a sort that an import takes, told by their content and not by their name.</summary>
public sealed class FileTypes
{
    public static readonly FileTypes Image = new("image", "none of PNG, JPEG, WebP, AVIF and GIF", 5 * 1024 * 1024, proof => proof.IsImage);

    public static readonly FileTypes Document = new("document", "no PDF", 20 * 1024 * 1024, proof => proof.ContentType == "application/pdf");

    private readonly string _refusal;
    private readonly Func<FileProof, bool> _isOfThisSort;

    private FileTypes(string noun, string refusal, int maxLength, Func<FileProof, bool> isOfThisSort)
    {
        Noun = noun;
        _refusal = refusal;
        MaxLength = maxLength;
        _isOfThisSort = isOfThisSort;
    }

    /// <summary>What one is called.</summary>
    public string Noun { get; }

    /// <summary>Bytes.</summary>
    public int MaxLength { get; }

    /// <summary>What a file that is not taken is said to be; null for one that is.</summary>
    public string? Refuse(FileProof proof) => !_isOfThisSort(proof) ? _refusal : proof.Fault switch
    {
        FileFault.None => null,
        FileFault.TooManyPixels => "larger than 50 million pixels, or 20,000 on a side",
        FileFault.Trailing => "followed by something that is no part of it",
        _ => "damaged or incomplete",
    };

    /// <summary>The name under which the store keeps a file that was imported: the same content has the same name.</summary>
    public static string NameOf(ReadOnlySpan<byte> content, string extension) =>
        Convert.ToHexStringLower(SHA256.HashData(content))[..32] + extension;
}
