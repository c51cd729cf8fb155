using System.Security.Cryptography;
using System.Text;

namespace OutreachPortal.Services;

/// <summary>The university's colour, as the one inline style that the content security policy allows, by its hash.</summary>
public sealed class SiteTheme(SiteSettings site)
{
    private volatile Painted? _painted;

    public string Style => Current.Style;

    /// <summary>
    /// Sources of styles for the content security policy, in quotation marks. The colour before this one is among them: a page
    /// that was being made or sent while the colour changed has its style.
    /// </summary>
    public string Sources => Current.Sources;

    private Painted Current
    {
        get
        {
            var (painted, color) = (_painted, site.AccentColor);
            return painted?.Color == color ? painted : _painted = new(color, painted?.Source);
        }
    }

    private sealed record Painted
    {
        public Painted(string color, string? before)
        {
            Color = color;
            Style = $":root{{--accent:{color}}}";
            Source = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";
            Sources = before is null ? Source : Source + " " + before;
        }

        public string Color { get; }

        public string Style { get; }

        public string Source { get; }

        public string Sources { get; }
    }
}
