using System.Security.Cryptography;

namespace OutreachPortal.Services.Media;

/// <summary>Files of a sort that the portal takes, told by their first bytes and not by their name.</summary>
public sealed class FileTypes
{
    public static readonly FileTypes Image = new("image", "none of PNG, JPEG, WebP, AVIF and GIF", 5 * 1024 * 1024, DetectImage);

    public static readonly FileTypes Document = new("document", "no PDF", 20 * 1024 * 1024, DetectDocument);

    private readonly Detector _detect;

    private FileTypes(string noun, string refusal, int maxLength, Detector detect)
    {
        Noun = noun;
        Refusal = refusal;
        MaxLength = maxLength;
        _detect = detect;
    }

    private delegate (string ContentType, string Extension)? Detector(ReadOnlySpan<byte> content);

    /// <summary>What one is called.</summary>
    public string Noun { get; }

    /// <summary>What any other file is said to be.</summary>
    public string Refusal { get; }

    /// <summary>Bytes.</summary>
    public int MaxLength { get; }

    /// <summary>Media type and extension; null when it is of another sort.</summary>
    public (string ContentType, string Extension)? Detect(ReadOnlySpan<byte> content) => _detect(content);

    /// <summary>The name under which the store keeps a file.</summary>
    public static string NameOf(ReadOnlySpan<byte> content, string extension) =>
        Convert.ToHexStringLower(SHA256.HashData(content))[..32] + extension;

    private static (string ContentType, string Extension)? DetectImage(ReadOnlySpan<byte> content) => content switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ("image/png", ".png"),
        [0xFF, 0xD8, 0xFF, ..] => ("image/jpeg", ".jpg"),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ("image/gif", ".gif"),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ("image/webp", ".webp"),
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => ("image/avif", ".avif"),
        _ => null,
    };

    private static (string ContentType, string Extension)? DetectDocument(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? ("application/pdf", ".pdf") : null;
}
