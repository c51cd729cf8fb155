namespace OutreachPortal.Services.Media;

/// <summary>Why a file is not taken.</summary>
public enum FileFault
{
    None,

    /// <summary>It holds nothing.</summary>
    Empty,

    /// <summary>Of no type that the portal takes.</summary>
    Unknown,

    /// <summary>SVG, HTML and whatever else is text with tags: it may hold scripts.</summary>
    Markup,

    /// <summary>It begins as its type does, but breaks off or contradicts itself.</summary>
    Damaged,

    /// <summary>After its end stands something else, by which it may be another type too.</summary>
    Trailing,

    /// <summary>More pixels than <see cref="FileProof.MaxPixels"/>, or a side longer than <see cref="FileProof.MaxSide"/>.</summary>
    TooManyPixels,

    /// <summary>More bytes than may be uploaded.</summary>
    TooLarge,

    /// <summary>It holds notes of where and by whom it was made, which cannot be taken out.</summary>
    HoldsNotes,
}

/// <summary>
/// What a file's content proves it to be; its name is not asked. An image is walked from its first byte to its last, so that one that
/// breaks off, or is a second type as well, is known. Nothing is decoded: pixels are not looked at, and what is compressed stays so.
/// </summary>
public sealed class FileProof
{
    public const int MaxSide = 20_000;
    public const long MaxPixels = 50_000_000;

    /// <summary>Bytes after a file's end that mean nothing: some programs end with an empty line or fill up with zeros.</summary>
    private const int MaxPadding = 16;

    private readonly List<Range> _kept = [];

    private FileProof(string contentType, string extension)
    {
        ContentType = contentType;
        Extension = extension;
    }

    /// <summary>Media type; empty when none of those that the portal takes was recognised.</summary>
    public string ContentType { get; }

    /// <summary>With its dot.</summary>
    public string Extension { get; }

    public FileFault Fault { get; private set; }

    public bool IsImage => ContentType.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>Pixels, as shown: a photograph that says it lies on its side is turned. Null for a document, and where the file does not say.</summary>
    public int? Width { get; private set; }

    public int? Height { get; private set; }

    /// <summary>How a photograph lies, as Exif counts: 1 is upright.</summary>
    internal int Orientation { get; set; } = 1;

    /// <summary>Whether it holds notes of the camera that cannot be taken out.</summary>
    public bool HoldsNotes { get; set; }

    /// <summary>The parts that make the picture; what lies between them are notes: where it was taken, with what, by whom.</summary>
    internal IReadOnlyList<Range> Kept => _kept;

    /// <summary>Tells what a file is.</summary>
    public static FileProof Of(ReadOnlySpan<byte> content)
    {
        var (proof, read) = content switch
        {
            [] => Refused(FileFault.Empty),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => (new("image/png", ".png"), PngReader.Read),
            [0xFF, 0xD8, 0xFF, ..] => (new("image/jpeg", ".jpg"), JpegReader.Read),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => (new("image/gif", ".gif"), GifReader.Read),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => (new("image/webp", ".webp"), WebPReader.Read),
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] when AvifReader.IsAvif(content) => (new("image/avif", ".avif"), AvifReader.Read),
            _ when content.StartsWith("%PDF-"u8) => (new("application/pdf", ".pdf"), ReadPdf),
            _ when IsMarkup(content) => Refused(FileFault.Markup),
            _ => Refused(FileFault.Unknown),
        };
        if (proof.Fault == FileFault.None)
        {
            proof.Fault = read(content, proof);
        }

        return proof;
    }

    /// <summary>
    /// An image without what its camera and the programs it went through wrote into it, such as the place where it was taken. Pixels,
    /// colours, animation and the way it lies stay as they are.
    /// </summary>
    /// <param name="content">What this proof was made of.</param>
    public byte[] WithoutNotes(ReadOnlySpan<byte> content)
    {
        var clean = new List<byte>(content.Length);
        foreach (var part in _kept)
        {
            clean.AddRange(content[part]);
        }

        if (Orientation != 1)
        {
            clean.InsertRange(2, JpegReader.OrientationSegment(Orientation));
        }

        var result = clean.ToArray();
        if (ContentType == "image/webp")
        {
            WebPReader.Mend(result);
        }

        return result;
    }

    /// <summary>Reads a type's structure.</summary>
    internal delegate FileFault Reader(ReadOnlySpan<byte> content, FileProof proof);

    internal void Keep(int start, int length)
    {
        if (_kept.Count > 0 && _kept[^1].End.Value == start)
        {
            _kept[^1] = _kept[^1].Start..(start + length);
        }
        else if (length > 0)
        {
            _kept.Add(start..(start + length));
        }
    }

    /// <summary>Notes the size of a picture, the first of which counts.</summary>
    internal FileFault Measure(long width, long height)
    {
        if (width < 1 || height < 1)
        {
            return FileFault.Damaged;
        }

        if (width > MaxSide || height > MaxSide || width * height > MaxPixels)
        {
            return FileFault.TooManyPixels;
        }

        Width ??= (int)width;
        Height ??= (int)height;
        return FileFault.None;
    }

    /// <summary>A picture that lies on its side is as high as it is stored wide.</summary>
    internal void Turn() => (Width, Height) = (Height, Width);

    /// <summary>What stands after the end of an image.</summary>
    internal static FileFault After(ReadOnlySpan<byte> rest) =>
        rest.Length <= MaxPadding && rest.TrimEnd("\0\r\n "u8).IsEmpty ? FileFault.None : FileFault.Trailing;

    private static (FileProof Proof, Reader Read) Refused(FileFault fault) => (new("", "") { Fault = fault }, ReadPdf);

    /// <summary>A PDF may hold anything anywhere; it is only ever downloaded.</summary>
    private static FileFault ReadPdf(ReadOnlySpan<byte> content, FileProof proof)
    {
        proof.Keep(0, content.Length);
        return content[Math.Max(0, content.Length - 1024)..].IndexOf("%%EOF"u8) >= 0 ? FileFault.None : FileFault.Damaged;
    }

    private static bool IsMarkup(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        content = content.TrimStart("\t\n\f\r \0"u8);
        return content.StartsWith("<"u8) || content is [0xFE, 0xFF, 0, (byte)'<', ..] or [0xFF, 0xFE, (byte)'<', 0, ..];
    }
}
