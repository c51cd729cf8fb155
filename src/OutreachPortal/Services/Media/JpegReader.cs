using System.Buffers.Binary;

namespace OutreachPortal.Services.Media;

/// <summary>JPEG: segments behind markers, and the picture between them, from SOI to EOI.</summary>
internal static class JpegReader
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Comment = 0xFE;

    public static FileFault Read(ReadOnlySpan<byte> content, FileProof proof)
    {
        proof.Keep(0, 2);
        var position = 2;
        var (measured, scanned, severalPictures) = (false, false, false);
        while (true)
        {
            if (content.Length - position < 2 || content[position] != 0xFF)
            {
                return FileFault.Damaged;
            }

            var marker = content[position + 1];
            if (marker == 0xFF)
            {
                // A marker may be preceded by any number of these.
                position++;
                continue;
            }

            if (marker == EndOfImage)
            {
                proof.Keep(position, 2);
                return measured && scanned ? After(content[(position + 2)..], severalPictures) : FileFault.Damaged;
            }

            if (marker is 0 or 1 or >= 0xD0 and <= StartOfImage)
            {
                return FileFault.Damaged;
            }

            var length = content.Length - position < 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(content[(position + 2)..]);
            if (length < 2 || length > content.Length - position - 2)
            {
                return FileFault.Damaged;
            }

            var body = content.Slice(position + 4, length - 2);
            if (IsFrame(marker))
            {
                if (measured || body.Length < 6 || body[5] is 0 or > 4 || body.Length != 6 + (3 * body[5]) || body[0] is not (8 or 12 or 16))
                {
                    return FileFault.Damaged;
                }

                var fault = proof.Measure(BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]));
                if (fault != FileFault.None)
                {
                    return fault;
                }

                measured = true;
                if (proof.Orientation > 4)
                {
                    proof.Turn();
                }
            }
            else if (marker == 0xE1 && body.StartsWith("Exif\0\0"u8) && !measured)
            {
                proof.Orientation = OrientationOf(body[6..]);
            }

            severalPictures |= marker == 0xE2 && body.StartsWith("MPF\0"u8);
            if (!IsNote(marker, body))
            {
                proof.Keep(position, length + 2);
            }

            position += length + 2;
            if (marker == StartOfScan)
            {
                var end = AfterScan(content, position);
                if (!measured || end < 0)
                {
                    return FileFault.Damaged;
                }

                proof.Keep(position, end - position);
                position = end;
                scanned = true;
            }
        }
    }

    /// <summary>Exif with one entry, in which a photograph says how it lies.</summary>
    public static byte[] OrientationSegment(int orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8,
        .. "MM\0*"u8, 0, 0, 0, 8, // big-endian; the entries begin at 8
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, // one: tag 0x0112, a short
        0, 0, 0, 0,
    ];

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>Comments, and what programs and cameras write about it; colours and the way it is coded are none.</summary>
    private static bool IsNote(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        Comment => true,
        0xE0 => !body.StartsWith("JFIF\0"u8),
        0xE2 => !body.StartsWith("ICC_PROFILE\0"u8),
        0xEE => !body.StartsWith("Adobe"u8),
        _ => marker is >= 0xE0 and <= 0xEF,
    };

    /// <summary>Where the picture is followed by a marker that ends it; -1 when it breaks off.</summary>
    private static int AfterScan(ReadOnlySpan<byte> content, int position)
    {
        while (true)
        {
            var next = position < content.Length ? content[position..].IndexOf((byte)0xFF) : -1;
            if (next < 0 || position + next + 1 >= content.Length)
            {
                return -1;
            }

            position += next;
            if (content[position + 1] is not (0 or >= 0xD0 and <= 0xD7 or 0xFF))
            {
                return position;
            }

            position += content[position + 1] == 0xFF ? 1 : 2;
        }
    }

    /// <summary>
    /// Telephones put more behind a photograph: a smaller or brighter picture, a short film, notes. That is how most arrive, so it is no
    /// reason to refuse one; it is not kept either.
    /// </summary>
    private static FileFault After(ReadOnlySpan<byte> rest, bool severalPictures)
    {
        var isTelephones = (severalPictures && rest.TrimStart((byte)0) is [0xFF, StartOfImage, 0xFF, ..])
            || (rest.Length > 8 && rest.EndsWith("SEFT"u8))
            || (rest.Length > 8 && rest[4..].StartsWith("ftyp"u8));
        return isTelephones ? FileFault.None : FileProof.After(rest);
    }

    /// <summary>The orientation that Exif gives; 1 when it gives none, or one that cannot be.</summary>
    private static int OrientationOf(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return 1;
        }

        var isLittle = tiff[0] == 'I';
        var first = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (first > tiff.Length - 2)
        {
            return 1;
        }

        var entries = tiff[(int)first..];
        var count = Short(entries, isLittle);
        entries = entries[2..];
        for (var i = 0; i < count && entries.Length >= 12; i++, entries = entries[12..])
        {
            if (Short(entries, isLittle) == 0x0112)
            {
                return Short(entries[8..], isLittle) is var value and >= 1 and <= 8 ? value : 1;
            }
        }

        return 1;
    }

    private static int Short(ReadOnlySpan<byte> at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
}
