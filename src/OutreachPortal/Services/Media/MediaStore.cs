namespace OutreachPortal.Services.Media;

/// <summary>Where uploaded files lie. A name stands for one content for ever, so writing a file twice changes nothing.</summary>
public interface IMediaStore
{
    /// <summary>Keeps the bytes under the name unless they are there.</summary>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Opens a file; null when there is none of that name.</summary>
    Stream? OpenRead(string name);

    /// <summary>Takes a file away; nothing happens when there is none of that name.</summary>
    void Delete(string name);
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
        try
        {
            await File.WriteAllBytesAsync(unfinished, content, cancellation);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            // The disk is full, or whoever sends it has gone.
            File.Delete(unfinished);
            throw;
        }
    }

    public Stream? OpenRead(string name)
    {
        try
        {
            // Not asked for first: it may be deleted in between.
            return File.OpenRead(PathOf(name));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Delete(string name)
    {
        if (Directory.Exists(_folder))
        {
            File.Delete(PathOf(name));
        }
    }

    private string PathOf(string name) => Path.GetFileName(name) == name
        ? Path.Combine(_folder, name)
        : throw new ArgumentException("A media name has no folder.", nameof(name));
}
