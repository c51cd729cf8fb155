namespace OutreachPortal.Services.Media;

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
