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

/// <summary>Images that the portal takes, told by their first bytes and not by their name.</summary>
public static class ImageTypes
{
    public const int MaxLength = 5 * 1024 * 1024;

    /// <summary>Media type and extension; null when it is none of PNG, JPEG, GIF, WebP and AVIF.</summary>
    public static (string ContentType, string Extension)? Detect(ReadOnlySpan<byte> content) => content switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ("image/png", ".png"),
        [0xFF, 0xD8, 0xFF, ..] => ("image/jpeg", ".jpg"),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ("image/gif", ".gif"),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ("image/webp", ".webp"),
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => ("image/avif", ".avif"),
        _ => null,
    };

    /// <summary>The name under which the store keeps an image.</summary>
    public static string NameOf(ReadOnlySpan<byte> content, string extension) =>
        Convert.ToHexStringLower(SHA256.HashData(content))[..32] + extension;
}
