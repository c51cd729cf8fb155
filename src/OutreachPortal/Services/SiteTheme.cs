using System.Security.Cryptography;
using System.Text;

namespace OutreachPortal.Services;

/// <summary>The university's colour, as the one inline style that the content security policy allows, by its hash.</summary>
public sealed class SiteTheme(SiteSettings site)
{
    public string Style { get; } = $":root{{--accent:{site.AccentColor}}}";

    public string StyleHash => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));
}
