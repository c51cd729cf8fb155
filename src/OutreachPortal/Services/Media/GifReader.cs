using System.Buffers.Binary;

namespace OutreachPortal.Services.Media;

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
