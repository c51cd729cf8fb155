namespace OutreachPortal.Services.Media;

public sealed class MediaSettings
{
    /// <summary>Bytes of the largest file that staff may upload.</summary>
    public int MaxSize { get; set; } = 20 * 1024 * 1024;

    /// <summary>Bytes of all that one form may send: a few large files, or many small ones.</summary>
    public long MaxRequest => (3L * MaxSize) + (1024 * 1024);
}
