using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OutreachPortal.Tests.Support;

/// <summary>Small images of each type, whole from the first byte to the last.</summary>
public static class Images
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A picture of one colour, different for each variant.</summary>
    public static byte[] Png(byte variant = 0, int width = 2, int height = 1)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[width + 1];
            Array.Fill(row, variant, 1, width);
            for (var y = 0; y < Math.Min(height, 2000); y++)
            {
                zlib.Write(row);
            }
        }

        return PngOf(PngHeader(width, height), ("IDAT", pixels.ToArray()));
    }

    /// <summary>A PNG of as many bytes as asked for.</summary>
    public static byte[] PngOfLength(int length) =>
        PngOf(PngHeader(2, 1), ("prVt", new byte[length - Png().Length - 12]), ("IDAT", PngPixels()));

    public static byte[] PngOf(params ReadOnlySpan<(string Type, byte[] Content)> chunks)
    {
        List<byte> png = [.. PngSignature];
        foreach (var (type, content) in chunks)
        {
            AddChunk(png, type, content);
        }

        AddChunk(png, "IEND", []);
        return [.. png];
    }

    /// <summary>Of eight bits, in greys.</summary>
    public static (string Type, byte[] Content) PngHeader(int width, int height) => ("IHDR", [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]);

    public static byte[] PngPixels() => Png()[41..^16];

    /// <param name="segments">Put behind the start, each whole with its marker.</param>
    public static byte[] Jpeg(int width = 2, int height = 1, params ReadOnlySpan<byte[]> segments)
    {
        List<byte> jpeg = [0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0])];
        foreach (var segment in segments)
        {
            jpeg.AddRange(segment);
        }

        return
        [
            .. jpeg, .. Segment(0xDB, new byte[65]), .. Segment(0xC0, [8, .. Big(height)[2..], .. Big(width)[2..], 1, 1, 0x11, 0]),
            .. Segment(0xC4, new byte[17]), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x12, 0xFF, 0, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9,
        ];
    }

    public static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, .. Big(content.Length + 2)[2..], .. content];

    /// <summary>Exif with an orientation, and a place that nobody should read.</summary>
    public static byte[] Exif(int orientation, bool littleEndian = false) => Segment(0xE1,
    [
        .. "Exif\0\0"u8,
        .. littleEndian ? "II*\0\b\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0"u8 : "MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001"u8,
        .. littleEndian ? new byte[] { (byte)orientation, 0, 0, 0 } : [0, (byte)orientation, 0, 0], 0, 0, 0, 0, .. "GPS 41.0082 N"u8,
    ]);

    public static byte[] Gif(int width = 2, int height = 1) =>
    [
        .. "GIF89a"u8, .. Little(width)[..2], .. Little(height)[..2], 0x80, 0, 0, 1, 2, 3, 4, 5, 6, 0x21, 0xF9, 4, 0, 0, 0, 0, 0,
        0x21, 0xFE, 3, .. "GPS"u8, 0, 0x2C, 0, 0, 0, 0, .. Little(width)[..2], .. Little(height)[..2], 0, 2, 2, 0x44, 0x0A, 0, 0x3B,
    ];

    public static byte[] WebP(int width = 2, int height = 1)
    {
        byte[] picture = [0x2F, .. Little((width - 1) | ((height - 1) << 14)), 0, 0, 0];
        return Riff([.. RiffChunk("VP8L", picture)]);
    }

    /// <summary>With notes of the camera behind the picture.</summary>
    public static byte[] WebPWithNotes(int width = 2, int height = 1)
    {
        byte[] canvas = [0x0C, 0, 0, 0, .. Little(width - 1)[..3], .. Little(height - 1)[..3]];
        return Riff([.. RiffChunk("VP8X", canvas), .. WebP(width, height)[12..], .. RiffChunk("EXIF", [.. "GPS 41.0082 N"u8]), .. RiffChunk("XMP ", [.. "<x:place/>"u8])]);
    }

    public static byte[] Avif(int width = 2, int height = 1, string item = "av01") =>
    [
        .. Box("ftyp", [.. "avif"u8, 0, 0, 0, 0, .. "avif"u8, .. "mif1"u8]),
        .. Box("meta",
        [
            0, 0, 0, 0, .. Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. "pict"u8, .. new byte[13]]),
            .. Box("iinf", [0, 0, 0, 0, 0, 1, .. Box("infe", [2, 0, 0, 0, 0, 1, 0, 0, .. Encoding.ASCII.GetBytes(item), 0])]),
            .. Box("iprp", Box("ipco", Box("ispe", [0, 0, 0, 0, .. Big(width), .. Big(height)]))),
        ]),
        .. Box("mdat", [1, 2, 3, 4]),
    ];

    public static byte[] Box(string type, byte[] content) => [.. Big(content.Length + 8), .. Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] Riff(byte[] chunks) => [.. "RIFF"u8, .. Little(chunks.Length + 4), .. "WEBP"u8, .. chunks];

    private static byte[] RiffChunk(string type, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(type), .. Little(content.Length), .. content, .. new byte[content.Length & 1]];

    private static void AddChunk(List<byte> png, string type, byte[] content)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(type), .. content];
        png.AddRange([.. Big(content.Length), .. chunk, .. Big((int)Checksum(chunk))]);
    }

    /// <summary>CRC-32, bit by bit.</summary>
    private static uint Checksum(byte[] content)
    {
        var sum = uint.MaxValue;
        foreach (var octet in content)
        {
            sum ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }

        return ~sum;
    }

    private static byte[] Big(int value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(octets, value);
        return octets;
    }

    private static byte[] Little(int value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(octets, value);
        return octets;
    }
}
