namespace OutreachPortal.Services;

/// <summary>An address at which a page can be handed on.</summary>
public sealed record ShareLink(string Name, string Address);

/// <summary>Plain links to hand a page on: nothing is loaded from elsewhere, and nobody learns who reads what.</summary>
public static class ShareLinks
{
    /// <summary>To other people's sites, by their own names.</summary>
    /// <param name="address">The whole address of the page.</param>
    public static IReadOnlyList<ShareLink> Of(string title, string address) =>
    [
        new("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url=" + Encoded(address)),
        new("WhatsApp", "https://wa.me/?text=" + Encoded(title + "\n" + address)),
        new("Facebook", "https://www.facebook.com/sharer/sharer.php?u=" + Encoded(address)),
        new("X", "https://x.com/intent/post?text=" + Encoded(title) + "&url=" + Encoded(address)),
    ];

    /// <summary>A letter without an addressee (RFC 6068): its lines end in CR LF.</summary>
    public static string Mail(string title, string address) =>
        "mailto:?subject=" + Encoded(title) + "&body=" + Encoded(title + "\r\n\r\n" + address);

    // A lone surrogate cannot be encoded as UTF-8.
    private static string Encoded(string text) => Uri.EscapeDataString(string.Concat(text.EnumerateRunes()));
}
