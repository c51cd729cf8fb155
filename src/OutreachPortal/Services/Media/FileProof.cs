using System.Buffers.Binary;

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

/// <summary>PNG: chunks of a length, a name, content and a checksum, from IHDR to IEND.</summary>
internal static class PngReader
{
    private const int Signature = 8;

    /// <summary>Chunks that say how the picture looks. All others are notes, or a program's own.</summary>
    private static readonly string[] OfThePicture =
        ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"];

    private static readonly uint[] Table = MakeTable();

    public static FileFault Read(ReadOnlySpan<byte> content, FileProof proof)
    {
        proof.Keep(0, Signature);
        var position = Signature;
        var (palette, needsPalette, data, ended) = (false, false, false, false);
        for (var first = true; content.Length - position >= 12; first = false)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content[position..]);
            if (length > content.Length - position - 12)
            {
                return FileFault.Damaged;
            }

            var chunk = content.Slice(position + 4, (int)length + 4);
            var type = chunk[..4];
            var body = chunk[4..];
            foreach (var letter in type)
            {
                if (!char.IsAsciiLetter((char)letter))
                {
                    return FileFault.Damaged;
                }
            }

            // A capital: the picture cannot be shown without it, and no browser shows one whose sum is wrong.
            if (char.IsAsciiLetterUpper((char)type[0]) && Checksum(chunk) != BinaryPrimitives.ReadUInt32BigEndian(content[(position + 8 + (int)length)..]))
            {
                return FileFault.Damaged;
            }

            if (first != type.SequenceEqual("IHDR"u8))
            {
                return FileFault.Damaged;
            }

            if (first)
            {
                if (body.Length != 13 || !IsColour(body[8], body[9]) || body[10] != 0 || body[11] != 0 || body[12] > 1)
                {
                    return FileFault.Damaged;
                }

                var fault = proof.Measure(BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
                if (fault != FileFault.None)
                {
                    return fault;
                }

                needsPalette = body[9] == 3;
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                if (palette || data || body.Length is 0 or > 768 || body.Length % 3 != 0)
                {
                    return FileFault.Damaged;
                }

                palette = true;
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                if (needsPalette && !palette)
                {
                    return FileFault.Damaged;
                }

                data |= body.Length > 0;
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                if (body.Length != 0 || !data)
                {
                    return FileFault.Damaged;
                }

                ended = true;
            }
            else if (char.IsAsciiLetterUpper((char)type[0]))
            {
                return FileFault.Damaged;
            }

            if (type.IsOneOf(OfThePicture))
            {
                proof.Keep(position, (int)length + 12);
            }

            position += (int)length + 12;
            if (ended)
            {
                return FileProof.After(content[position..]);
            }
        }

        return FileFault.Damaged;
    }

    private static bool IsColour(byte depth, byte type) => type switch
    {
        0 => depth is 1 or 2 or 4 or 8 or 16,
        3 => depth is 1 or 2 or 4 or 8,
        2 or 4 or 6 => depth is 8 or 16,
        _ => false,
    };

    /// <summary>CRC-32 as PNG counts it.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> content)
    {
        var sum = uint.MaxValue;
        foreach (var octet in content)
        {
            sum = Table[(sum ^ octet) & 0xFF] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}

/// <summary>GIF: a screen, then pictures and extensions in blocks, to the trailer.</summary>
internal static class GifReader
{
    public static FileFault Read(ReadOnlySpan<byte> content, FileProof proof)
    {
        if (content.Length < 13)
        {
            return FileFault.Damaged;
        }

        var fault = proof.Measure(BinaryPrimitives.ReadUInt16LittleEndian(content[6..]), BinaryPrimitives.ReadUInt16LittleEndian(content[8..]));
        if (fault != FileFault.None)
        {
            return fault;
        }

        var position = 13 + ColourTable(content[10]);
        if (position > content.Length)
        {
            return FileFault.Damaged;
        }

        proof.Keep(0, position);
        var pictures = 0;
        while (position < content.Length)
        {
            var start = position;
            var keep = true;
            switch (content[position])
            {
                case 0x3B:
                    proof.Keep(position, 1);
                    return pictures == 0 ? FileFault.Damaged : FileProof.After(content[(position + 1)..]);
                case 0x2C:
                    if (content.Length - position < 11)
                    {
                        return FileFault.Damaged;
                    }

                    fault = proof.Measure(BinaryPrimitives.ReadUInt16LittleEndian(content[(position + 5)..]), BinaryPrimitives.ReadUInt16LittleEndian(content[(position + 7)..]));
                    if (fault != FileFault.None)
                    {
                        return fault;
                    }

                    position += 10 + ColourTable(content[position + 9]);
                    if (position >= content.Length || content[position] is < 1 or > 11)
                    {
                        return FileFault.Damaged;
                    }

                    position++;
                    pictures++;
                    break;
                case 0x21:
                    if (content.Length - position < 3)
                    {
                        return FileFault.Damaged;
                    }

                    keep = content[position + 1] switch
                    {
                        // Only what animates and colours; XMP comes as an application's own block too.
                        0xFF => content[(position + 3)..].StartsWith("NETSCAPE2.0"u8) || content[(position + 3)..].StartsWith("ANIMEXTS1.0"u8) || content[(position + 3)..].StartsWith("ICCRGBG1012"u8),
                        0xFE => false,
                        _ => true,
                    };
                    position += 2;
                    break;
                default:
                    return FileFault.Damaged;
            }

            position = AfterBlocks(content, position);
            if (position < 0)
            {
                return FileFault.Damaged;
            }

            if (keep)
            {
                proof.Keep(start, position - start);
            }
        }

        return FileFault.Damaged;
    }

    private static int ColourTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    /// <summary>Where a run of blocks ends; -1 when it does not.</summary>
    private static int AfterBlocks(ReadOnlySpan<byte> content, int position)
    {
        while (position < content.Length)
        {
            var length = content[position++];
            if (length == 0)
            {
                return position;
            }

            position += length;
        }

        return -1;
    }
}

/// <summary>WebP: RIFF chunks, the first of which says whether one picture follows or more.</summary>
internal static class WebPReader
{
    /// <summary>Chunks that say how the picture looks.</summary>
    private static readonly string[] OfThePicture = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"];

    public static FileFault Read(ReadOnlySpan<byte> content, FileProof proof)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]) + 8L;
        if (length > content.Length)
        {
            return FileFault.Damaged;
        }

        var rest = FileProof.After(content[(int)length..]);
        if (rest != FileFault.None)
        {
            return rest;
        }

        content = content[..(int)length];
        proof.Keep(0, 12);
        var (first, picture) = (true, false);
        var position = 12;
        while (content.Length - position >= 8)
        {
            var type = content.Slice(position, 4);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(content[(position + 4)..]);
            if (size > content.Length - position - 8)
            {
                return FileFault.Damaged;
            }

            var body = content.Slice(position + 8, (int)size);
            var fault = FileFault.None;
            if (type.SequenceEqual("VP8X"u8))
            {
                fault = !first || body.Length < 10 ? FileFault.Damaged : proof.Measure(ThreeBytes(body[4..]) + 1, ThreeBytes(body[7..]) + 1);
            }
            else if (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
            {
                fault = picture ? FileFault.Damaged : Picture(type, body, proof);
                picture = true;
            }
            else if (type.SequenceEqual("ANMF"u8))
            {
                fault = first ? FileFault.Damaged : Frame(body, proof);
                picture = true;
            }
            else if (first)
            {
                fault = FileFault.Damaged;
            }

            if (fault != FileFault.None)
            {
                return fault;
            }

            var whole = 8 + (int)size + ((int)size & 1);
            if (type.IsOneOf(OfThePicture))
            {
                // The padding of the last chunk may be left out.
                proof.Keep(position, Math.Min(whole, content.Length - position));
            }

            position += whole;
            first = false;
        }

        return picture && position >= content.Length ? FileFault.None : FileFault.Damaged;
    }

    /// <summary>Writes the length, and that neither Exif nor XMP follows, after they were taken out.</summary>
    public static void Mend(Span<byte> content)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(content[4..], (uint)content.Length - 8);
        if (content[12..].StartsWith("VP8X"u8))
        {
            content[20] &= 0xF3;
        }
    }

    private static long ThreeBytes(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);

    private static FileFault Frame(ReadOnlySpan<byte> body, FileProof proof)
    {
        if (body.Length < 24)
        {
            return FileFault.Damaged;
        }

        for (var rest = body[16..]; rest.Length >= 8;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (size > rest.Length - 8)
            {
                return FileFault.Damaged;
            }

            if (rest.StartsWith("VP8 "u8) || rest.StartsWith("VP8L"u8))
            {
                return Picture(rest[..4], rest.Slice(8, (int)size), proof);
            }

            rest = rest[Math.Min(rest.Length, 8 + (int)size + ((int)size & 1))..];
        }

        return FileFault.Damaged;
    }

    private static FileFault Picture(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body, FileProof proof)
    {
        if (type.SequenceEqual("VP8L"u8))
        {
            if (body.Length < 6 || body[0] != 0x2F)
            {
                return FileFault.Damaged;
            }

            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            return bits >> 29 != 0 ? FileFault.Damaged : proof.Measure((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        // A key frame, its start code, and a first part that fits.
        return body.Length < 11 || (body[0] & 1) != 0 || body[3] != 0x9D || body[4] != 0x01 || body[5] != 0x2A || ThreeBytes(body) >> 5 > body.Length - 10
            ? FileFault.Damaged
            : proof.Measure(BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
    }
}

/// <summary>AVIF: boxes within boxes. The size stands among the properties of the items; the largest is the picture, smaller ones its tiles or a thumbnail.</summary>
internal static class AvifReader
{
    public static bool IsAvif(ReadOnlySpan<byte> content)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(content);
        if (length < 16 || length > content.Length || length % 4 != 0)
        {
            // Too short to name a brand, but perhaps the beginning of one.
            return content.Length >= 12 && content[8..].StartsWith("avi"u8);
        }

        for (var at = 8; at < length; at += 4)
        {
            // Between them stands the version of the main brand.
            if (at != 12 && (content[at..].StartsWith("avif"u8) || content[at..].StartsWith("avis"u8)))
            {
                return true;
            }
        }

        return false;
    }

    public static FileFault Read(ReadOnlySpan<byte> content, FileProof proof)
    {
        proof.Keep(0, content.Length);
        var (first, meta, data) = (true, false, false);
        long width = 0, height = 0;
        var turned = false;
        for (var rest = content; !rest.IsEmpty; first = false)
        {
            if (!TakeBox(ref rest, out var type, out var body, isOuter: true) || first != type.Is("ftyp"))
            {
                return FileFault.Damaged;
            }

            if (type.Is("meta"))
            {
                if (meta || !ReadMeta(body, proof, ref width, ref height, ref turned, ref data))
                {
                    return FileFault.Damaged;
                }

                meta = true;
            }
            else if (type.Is("mdat"))
            {
                data |= !body.IsEmpty;
            }
            else if (!(first || type.Is("moov") || type.Is("free") || type.Is("skip")))
            {
                return FileFault.Trailing;
            }
        }

        if (!meta || !data)
        {
            return FileFault.Damaged;
        }

        var fault = proof.Measure(width, height);
        if (fault == FileFault.None && turned)
        {
            proof.Turn();
        }

        return fault;
    }

    private static bool ReadMeta(ReadOnlySpan<byte> meta, FileProof proof, ref long width, ref long height, ref bool turned, ref bool data)
    {
        if (meta.Length < 4)
        {
            return false;
        }

        var isPicture = false;
        for (var rest = meta[4..]; !rest.IsEmpty;)
        {
            if (!TakeBox(ref rest, out var type, out var body))
            {
                return false;
            }

            if (type.Is("hdlr"))
            {
                isPicture = body.Length >= 12 && body.Slice(8, 4).Is("pict");
            }
            else if (type.Is("idat"))
            {
                data |= !body.IsEmpty;
            }
            else if (type.Is("iinf"))
            {
                // Exif, or XMP, which is an item of a media type.
                proof.HoldsNotes |= body.IndexOf("Exif"u8) >= 0 || body.IndexOf("mime"u8) >= 0;
            }
            else if (type.Is("iprp") && !ReadProperties(body, ref width, ref height, ref turned))
            {
                return false;
            }
        }

        return isPicture;
    }

    private static bool ReadProperties(ReadOnlySpan<byte> properties, ref long width, ref long height, ref bool turned)
    {
        for (var rest = properties; !rest.IsEmpty;)
        {
            if (!TakeBox(ref rest, out var type, out var list))
            {
                return false;
            }

            while (type.Is("ipco") && !list.IsEmpty)
            {
                if (!TakeBox(ref list, out var property, out var body))
                {
                    return false;
                }

                if (property.Is("ispe"))
                {
                    if (body.Length < 12)
                    {
                        return false;
                    }

                    var (w, h) = ((long)BinaryPrimitives.ReadUInt32BigEndian(body[4..]), (long)BinaryPrimitives.ReadUInt32BigEndian(body[8..]));
                    // As 128 bits: the two may be anything.
                    if ((Int128)w * h > (Int128)width * height)
                    {
                        (width, height) = (w, h);
                    }
                }
                else if (property.Is("irot") && body is [var angle, ..])
                {
                    turned = (angle & 1) != 0;
                }
            }
        }

        return true;
    }

    /// <summary>Takes the first box off; false when it reaches beyond what there is.</summary>
    private static bool TakeBox(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> body, bool isOuter = false)
    {
        type = default;
        body = default;
        if (rest.Length < 8)
        {
            return false;
        }

        ulong size = BinaryPrimitives.ReadUInt32BigEndian(rest);
        var header = 8;
        type = rest.Slice(4, 4);
        if (size == 1)
        {
            if (rest.Length < 16)
            {
                return false;
            }

            size = BinaryPrimitives.ReadUInt64BigEndian(rest[8..]);
            header = 16;
        }
        else if (size == 0 && isOuter)
        {
            // To the end of the file.
            size = (ulong)rest.Length;
        }

        if (size < (ulong)header || size > (ulong)rest.Length)
        {
            return false;
        }

        body = rest[header..(int)size];
        rest = rest[(int)size..];
        return true;
    }
}

internal static class FourLetters
{
    public static bool IsOneOf(this ReadOnlySpan<byte> type, string[] names)
    {
        foreach (var name in names)
        {
            if (type.Is(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a chunk or box is called so.</summary>
    public static bool Is(this ReadOnlySpan<byte> type, string name) =>
        type.Length == 4 && type[0] == name[0] && type[1] == name[1] && type[2] == name[2] && type[3] == name[3];
}
