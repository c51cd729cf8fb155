using System.Buffers.Binary;

namespace OutreachPortal.Services.Media;

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
