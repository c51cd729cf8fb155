namespace OutreachPortal.Tests.Support;

/// <summary>Files that begin as images of their type do; the portal reads no further.</summary>
public static class Images
{
    public static byte[] Png(byte variant = 0) => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, variant];

    public static byte[] Jpeg() => [0xFF, 0xD8, 0xFF, 0xE0, 0];

    public static byte[] Gif() => [.. "GIF89a "u8];

    public static byte[] WebP() => [.. "RIFF0000WEBPVP8 "u8];

    public static byte[] Avif() => [0, 0, 0, 0x1C, .. "ftypavif"u8];
}
