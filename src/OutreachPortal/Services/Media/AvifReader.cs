using System.Buffers.Binary;

namespace OutreachPortal.Services.Media;

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
