using System.Buffers.Binary;

namespace OutreachPortal.Services.Media;

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
