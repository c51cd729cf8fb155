using System.IO.Compression;
using System.Text;

namespace OutreachPortal.Services.Export;

/// <summary>Where an export is written: files, one after the other.</summary>
public abstract class ExportTarget
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Begins a file; it is complete when the stream is disposed.</summary>
    /// <param name="name">Path within the export, with slashes.</param>
    public abstract Stream Create(string name);

    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await using var file = Create(name);
        await file.WriteAsync(content, cancellation);
    }

    public Task WriteAsync(string name, string content, CancellationToken cancellation) => WriteAsync(name, Bytes(content), cancellation);

    public static byte[] Bytes(string text) => Utf8.GetBytes(text);

    /// <summary>Takes back what was written, so that an export that broke off is not taken for one.</summary>
    public abstract void Discard();
}

/// <summary>A folder that is new or empty.</summary>
public sealed class FolderTarget : ExportTarget
{
    private readonly string _root;
    private readonly bool _isNew;

    /// <exception cref="IOException">There is something in the folder, or it has no name.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked into.</exception>
    public FolderTarget(string path)
    {
        if (path.Length == 0)
        {
            throw new IOException("An export needs a folder with a name.");
        }

        _root = Path.GetFullPath(path);
        if (File.Exists(_root))
        {
            throw new IOException($"'{path}' is a file; an export is a folder.");
        }

        _isNew = !Directory.Exists(_root);
        if (!_isNew && Directory.EnumerateFileSystemEntries(_root).Any())
        {
            throw new IOException($"The folder '{path}' is not empty; an export is written into a new or empty one.");
        }
    }

    public override Stream Create(string name)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
    }

    public override void Discard()
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        // It was empty: all that is in it is of this export.
        foreach (var folder in Directory.EnumerateDirectories(_root))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(_root))
        {
            File.Delete(file);
        }

        if (_isNew)
        {
            Directory.Delete(_root);
        }
    }
}

/// <summary>A .zip file of the same.</summary>
public sealed class ZipTarget : ExportTarget, IAsyncDisposable
{
    private readonly Stream _file;
    private ZipArchive _archive;

    /// <param name="file">Can be written and set back; stays open.</param>
    public ZipTarget(Stream file)
    {
        _file = file;
        _archive = Begin();
    }

    public override Stream Create(string name) => _archive.CreateEntry(name, CompressionLevel.Fastest).Open();

    public override void Discard()
    {
        _archive.Dispose();
        _file.SetLength(0);
        _archive = Begin();
    }

    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    private ZipArchive Begin() => new(_file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
}
