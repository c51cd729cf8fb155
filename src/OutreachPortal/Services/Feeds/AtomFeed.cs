using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Feeds;

/// <summary>What a feed says of itself.</summary>
/// <param name="Address">Absolute; names the feed for ever.</param>
/// <param name="Page">Absolute address of the page that shows the same.</param>
public sealed record FeedHead(string Title, string Subtitle, string Address, string Page);

/// <summary>A change that readers of a feed are told of.</summary>
/// <param name="PublishedAt">UTC.</param>
/// <param name="ChangedAt">UTC.</param>
/// <param name="Text">In the language of the feed, or else in the other.</param>
/// <param name="Facts">What stands above the text: when and where. Empty for most.</param>
/// <param name="Html">The rendered text; null where it is too long for a feed.</param>
public sealed record FeedEntry(
    Guid Uid, ContentKind Kind, DateTime PublishedAt, DateTime ChangedAt, TextLine Text, string Facts, string? Html,
    IReadOnlyList<(string Key, string Name)> Tags)
{
    /// <summary>What stands behind the item's address, where the entry is about something below it: <c>/versions/2</c>.</summary>
    public string Below { get; init; } = "";
}

/// <summary>Writes feeds in Atom, RFC 4287.</summary>
public sealed partial class AtomFeed(SiteSettings site, SiteAddress address)
{
    public const string ContentType = "application/atom+xml; charset=utf-8";
    private const string Namespace = "http://www.w3.org/2005/Atom";

    /// <param name="culture">Language of the feed.</param>
    public byte[] Write(FeedHead head, IReadOnlyList<FeedEntry> entries, string culture) => SafeXml.Document(xml =>
    {
        xml.WriteStartElement("feed", Namespace);
        xml.WriteAttributeString("xml", "lang", null, culture);
        Element(xml, "id", head.Address);
        Text(xml, "title", head.Title);
        Text(xml, "subtitle", head.Subtitle);
        // A feed must say when it changed. One without entries never did.
        Time(xml, "updated", entries.Count == 0 ? DateTime.UnixEpoch : entries.Max(entry => entry.ChangedAt));
        Link(xml, "self", ContentType.Split(';')[0], head.Address, null);
        Link(xml, "alternate", "text/html", head.Page, culture);
        xml.WriteStartElement("author", Namespace);
        Element(xml, "name", $"{site.Office.In(culture)}, {site.Name.In(culture)}");
        Element(xml, "uri", address.Of(PortalAddress.Home(culture)));
        if (site.ContactEmail.Length > 0)
        {
            Element(xml, "email", site.ContactEmail);
        }

        xml.WriteEndElement();
        foreach (var entry in entries)
        {
            Write(xml, entry, culture);
        }

        xml.WriteEndElement();
    });

    private void Write(XmlWriter xml, FeedEntry entry, string culture)
    {
        var text = entry.Text;
        // The original's own page, as its canonical address says.
        var page = address.Of(text.Address(site.Languages.Contains(text.Culture) ? text.Culture : culture) + entry.Below);
        xml.WriteStartElement("entry", Namespace);
        if (text.Culture != culture)
        {
            xml.WriteAttributeString("xml", "lang", null, text.Culture);
        }

        Element(xml, "id", "urn:uuid:" + entry.Uid.ToString("D"));
        Text(xml, "title", text.Title);
        Time(xml, "published", entry.PublishedAt);
        Time(xml, "updated", entry.ChangedAt);
        Link(xml, "alternate", "text/html", page, text.Culture);
        foreach (var (term, label) in entry.Tags)
        {
            xml.WriteStartElement("category", Namespace);
            xml.WriteAttributeString("term", SafeXml.Clean(term));
            xml.WriteAttributeString("label", SafeXml.Clean(label));
            xml.WriteEndElement();
        }

        Text(xml, "summary", text.Summary);
        if (entry.Html is { Length: > 0 } html)
        {
            xml.WriteStartElement("content", Namespace);
            xml.WriteAttributeString("type", "html");
            xml.WriteString(SafeXml.Clean(entry.Facts + Absolute(html, page)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>A rendered text whose links lead somewhere wherever it is read.</summary>
    private string Absolute(string html, string page) => Addresses().Replace(HeadingLinks().Replace(html, ""),
        match => match.Groups[1].Value + (match.Groups[2].Value == "#" ? page + "#" : address.Of("/")));

    private static void Text(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name, Namespace);
        xml.WriteAttributeString("type", "text");
        xml.WriteString(SafeXml.Clean(text));
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, SafeXml.Clean(text));

    private static void Time(XmlWriter xml, string name, DateTime utc) =>
        xml.WriteElementString(name, Namespace, utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    private static void Link(XmlWriter xml, string relation, string contentType, string to, string? language)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", contentType);
        if (language is not null)
        {
            xml.WriteAttributeString("hreflang", language);
        }

        xml.WriteAttributeString("href", to);
        xml.WriteEndElement();
    }

    // As MarkdownRenderer writes them: no bracket in an attribute, and no quotation mark but the two around a value.
    [GeneratedRegex("(<[a-z][^>]*? (?:href|src)=\")(#|/(?!/))")]
    private static partial Regex Addresses();

    [GeneratedRegex("<a class=\"(?:heading-link|clause-cite)\"[^>]*>[^<]*</a>")]
    private static partial Regex HeadingLinks();
}
