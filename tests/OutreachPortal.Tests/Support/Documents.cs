using System.Text;

namespace OutreachPortal.Tests.Support;

/// <summary>Files that begin and end as a PDF does; the portal reads nothing between.</summary>
public static class Documents
{
    /// <summary>As many bytes as asked for, different for each variant.</summary>
    public static byte[] Pdf(string variant = "", int length = 100)
    {
        var content = new byte[length];
        Encoding.ASCII.GetBytes("%PDF-1.4 " + variant).CopyTo(content, 0);
        "%%EOF"u8.CopyTo(content.AsSpan(length - 5));
        return content;
    }
}
