using System.Text.RegularExpressions;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>Reads addresses of the portal's pages as people copy them from a browser: with the host or without.</summary>
public sealed partial class PastedAddresses(SiteAddress address, ContentPages pages, IHttpContextAccessor accessor)
{
    private const int Longest = 2000;

    /// <summary>The path of an address of this portal; null for another site's and for what is no address.</summary>
    public string? PathOf(string? pasted)
    {
        var text = pasted?.Trim() ?? "";
        if (text.Length is 0 or > Longest || text.Any(char.IsControl))
        {
            return null;
        }

        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return text.StartsWith("//", StringComparison.Ordinal) ? null : text.StartsWith('/') ? text : "/" + text;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && IsOwn(uri)
            ? uri.AbsolutePath : null;
    }

    /// <summary>The path of an address without its query, whichever host it was copied from: a trial portal's is as good here. Null when it is no address.</summary>
    public static string? PathOnAnyHost(string text) => text.StartsWith('/') ? Uri.UnescapeDataString(text.Split('?', '#')[0])
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? Uri.UnescapeDataString(uri.AbsolutePath)
        : null;

    /// <summary>The page that an address means; null when it is none of the portal's.</summary>
    public PortalAddress? Read(string? pasted) =>
        PathOf(pasted)?.ToLowerInvariant() is { } path && PortalAddress.Parse(path) is { } page && (page.Slug is null || Slug().IsMatch(page.Slug)) ? page : null;

    /// <summary>The item whose page the public finds at an address, also when it has moved since; null when there is none.</summary>
    public async Task<int?> FindItemAsync(PortalAddress page, CancellationToken cancellation)
    {
        // A page moves at most once: a redirect leads to an item, and a merged item to one that is public.
        for (var step = 0; step < 2 && page is { Kind: { } kind, Slug: { } slug }; step++)
        {
            switch (await pages.FindAsync(kind, page.Culture, slug, cancellation))
            {
                case PageLookup.Found found:
                    return found.ItemId;
                case PageLookup.Moved moved:
                    page = PortalAddress.Parse(moved.Address)!;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private bool IsOwn(Uri uri) =>
        uri.Authority.Equals(new Uri(address.Value).Authority, StringComparison.OrdinalIgnoreCase)
        || uri.Authority.Equals(accessor.HttpContext?.Request.Host.Value, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Slug();
}
