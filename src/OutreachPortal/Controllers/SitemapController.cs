using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Feeds;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>
/// Tells search engines what there is (sitemaps.org, with Google's alternates) and what is not worth their visit. Parts are
/// cut by the numbers of items, so that none has to be counted or sorted.
/// </summary>
[OutputCache(PolicyName = PageCache.Page)]
public sealed class SitemapController(PortalDbContext db, SiteSettings site, SiteAddress address) : Controller
{
    /// <summary>Items of a part: at most 20,000 addresses, one or two in each language.</summary>
    private const int PartSize = 5000;
    private const int LastPart = 100_000;
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";
    private const string ContentType = "application/xml; charset=utf-8";

    private CancellationToken Aborted => HttpContext.RequestAborted;

    [HttpGet("/sitemap.xml")]
    public async Task<IActionResult> Index()
    {
        var parts = await db.ContentItems.Published().Select(item => (item.Id - 1) / PartSize).Distinct().OrderBy(part => part).ToListAsync(Aborted);
        return parts is [] or [0] ? await PartAsync(0) : Xml(xml =>
        {
            xml.WriteStartElement("sitemapindex", Namespace);
            foreach (var part in parts.Union([0]).Order())
            {
                xml.WriteStartElement("sitemap", Namespace);
                xml.WriteElementString("loc", Namespace, address.Of(string.Create(CultureInfo.InvariantCulture, $"/sitemap-{part + 1}.xml")));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        });
    }

    [HttpGet("/sitemap-{part}.xml")]
    public async Task<IActionResult> Part([FromRoute] string? part) =>
        // One spelling a part: each that is answered is kept.
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LastPart
            && part == number.ToString(CultureInfo.InvariantCulture)
            ? await PartAsync(number - 1)
            : NotFound();

    [HttpGet("/robots.txt")]
    public IActionResult Robots()
    {
        var text = new StringBuilder("User-agent: *\nAllow: /\nDisallow: /admin\nDisallow: /account\n");
        foreach (var culture in site.Languages)
        {
            text.Append(CultureInfo.InvariantCulture, $"Disallow: {PortalAddress.Search(culture)}\n");
        }

        // A list that is filtered shows what the whole list shows. Its pages are worth reading.
        foreach (var key in ListFilter.AllKeys.Where(key => key != "page"))
        {
            text.Append(CultureInfo.InvariantCulture, $"Disallow: /*?{key}=\nDisallow: /*&{key}=\n");
        }

        return Content(text.Append(CultureInfo.InvariantCulture, $"\nSitemap: {address.Of("/sitemap.xml")}\n").ToString(), "text/plain; charset=utf-8");
    }

    private async Task<IActionResult> PartAsync(int part)
    {
        var (after, until) = (part * PartSize, (part + 1) * PartSize);
        var items = await db.ContentItems.Published().Where(item => item.Id > after && item.Id <= until).OrderBy(item => item.Id)
            .AsSingleQuery().Select(item => new { item.Id, item.PublishedAt, Texts = item.Texts.Select(t => new { t.Kind, t.Culture, t.Slug }).ToList() })
            .ToListAsync(Aborted);
        if (items.Count == 0 && part > 0)
        {
            return NotFound();
        }

        if (Request.Headers.AcceptEncoding.Count == 0)
        {
            // Twenty times as large as it is compressed, and no search engine asks for it so.
            PageCache.Skip(HttpContext);
        }

        var years = part > 0 ? [] : await db.Figures.Published().Select(figure => figure.Year).Distinct().OrderDescending().ToListAsync(Aborted);
        return Xml(xml =>
        {
            xml.WriteStartElement("urlset", Namespace);
            xml.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
            if (part == 0)
            {
                InBoth(xml, PortalAddress.Home);
                foreach (var info in ContentKindInfo.All)
                {
                    InBoth(xml, culture => PortalAddress.List(culture, info.Kind));
                }

                InBoth(xml, PortalAddress.Calendar);
                InBoth(xml, PolicyAddress.Changes);
                foreach (var year in years)
                {
                    InBoth(xml, culture => PortalAddress.Impact(culture, year));
                }
            }

            foreach (var item in items.Where(item => item.Texts.Count > 0))
            {
                var texts = item.Texts.Where(text => site.Languages.Contains(text.Culture)).OrderBy(text => text.Culture, StringComparer.Ordinal).ToList();
                // A site of one language shows a text in the other under its own addresses.
                Versions(xml, texts.Count > 0
                    ? [.. texts.Select(text => (text.Culture, PortalAddress.Page(text.Culture, text.Kind, text.Slug)))]
                    : [(site.DefaultLanguage, PortalAddress.Page(site.DefaultLanguage, item.Texts[0].Kind, item.Texts[0].Slug))], item.PublishedAt);
                if (item.Texts[0].Kind == ContentKind.Policy && texts.Count > 0)
                {
                    // From there on to every version.
                    Versions(xml, [.. texts.Select(text => (text.Culture, PolicyAddress.Versions(PortalAddress.Page(text.Culture, text.Kind, text.Slug))))], item.PublishedAt);
                }
            }

            xml.WriteEndElement();
        });
    }

    private void InBoth(XmlWriter xml, Func<string, string> path) =>
        Versions(xml, [.. site.Languages.Order(StringComparer.Ordinal).Select(culture => (culture, path(culture)))], null);

    /// <summary>One address for each language, each naming all of them.</summary>
    private void Versions(XmlWriter xml, IReadOnlyList<(string Culture, string Path)> versions, DateTime? changed)
    {
        foreach (var version in versions)
        {
            xml.WriteStartElement("url", Namespace);
            xml.WriteElementString("loc", Namespace, address.Of(version.Path));
            if (changed is { } utc)
            {
                xml.WriteElementString("lastmod", Namespace, utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            }

            if (versions.Count > 1)
            {
                foreach (var other in versions)
                {
                    Alternate(xml, other.Culture, other.Path);
                }

                var original = versions.FirstOrDefault(v => v.Culture == site.DefaultLanguage);
                Alternate(xml, "x-default", original.Path ?? versions[0].Path);
            }

            xml.WriteEndElement();
        }
    }

    private void Alternate(XmlWriter xml, string language, string path)
    {
        xml.WriteStartElement("xhtml", "link", Xhtml);
        xml.WriteAttributeString("rel", "alternate");
        xml.WriteAttributeString("hreflang", language);
        xml.WriteAttributeString("href", address.Of(path));
        xml.WriteEndElement();
    }

    private FileContentResult Xml(Action<XmlWriter> write) => File(SafeXml.Document(write), ContentType);
}
