using System.Security.Cryptography;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>Where uploaded files lie. Names are made from the content, so writing a file twice changes nothing.</summary>
public interface IMediaStore
{
    /// <summary>Keeps the bytes under the name unless they are there.</summary>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Opens a file; null when there is none of that name.</summary>
    Stream? OpenRead(string name);
}

/// <summary>Files in a folder.</summary>
public sealed class FolderMediaStore(DataFolder data) : IMediaStore
{
    private readonly string _folder = Path.Combine(data.Path, "media");

    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        var unfinished = path + "." + Guid.NewGuid().ToString("N");
        await File.WriteAllBytesAsync(unfinished, content, cancellation);
        File.Move(unfinished, path, overwrite: true);
    }

    public Stream? OpenRead(string name) => File.Exists(PathOf(name)) ? File.OpenRead(PathOf(name)) : null;

    private string PathOf(string name) => Path.GetFileName(name) == name
        ? Path.Combine(_folder, name)
        : throw new ArgumentException("A media name has no folder.", nameof(name));
}

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
