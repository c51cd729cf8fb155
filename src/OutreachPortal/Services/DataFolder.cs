namespace OutreachPortal.Services;

/// <summary>The one folder in which the portal writes: database, media, logs.</summary>
public sealed class DataFolder
{
    /// <param name="path">Absolute, or relative to the folder in which the portal was started.</param>
    public DataFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }

    public string In(string name) => System.IO.Path.Combine(Path, name);
}
