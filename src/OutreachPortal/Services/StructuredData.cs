using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services;

/// <summary>
/// What a page says, told to programs: JSON-LD in the words of schema.org, made from the same entities as the page. It
/// says nothing that the page does not; a property without a value is left out.
/// </summary>
public sealed partial class StructuredData(SiteSettings site, SiteAddress address, IStringLocalizer<Words> words, TimeProvider clock)
{
    // Escapes what could end the script element, and leaves Turkish letters as they are.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Texts for <c>script</c> elements, safe to write as they are: what the page is, and where it stands.</summary>
    /// <param name="head">The head that the page shows; null when it shows none.</param>
    /// <param name="culture">Language of the request.</param>
    public IEnumerable<string> Of(PageMeta meta, PageHead? head, string culture)
    {
        // A page without an address of its own is an error's.
        if (meta.Addresses.Count == 0)
        {
            yield break;
        }

        var isHome = meta.Addresses.GetValueOrDefault(culture) == PortalAddress.Home(culture);
        if (isHome)
        {
            yield return Write(Site(culture));
            yield return Write(WholeUniversity(culture));
            yield break;
        }

        yield return Write(
            meta.Item is { } item ? Item(item, meta, culture)
            : meta.List is { } list ? List(list, meta, culture)
            : meta.Certificate is { IsValid: true } certificate ? Certificate(certificate, meta, culture)
            : About("WebPage", meta, culture));
        yield return Write(Breadcrumb(head ?? new PageHead(meta.Title, "", meta.Section) { IsItem = meta.Item is not null }, meta, culture));
    }

    private static string Write(JsonObject thing)
    {
        // First, as readers of JSON-LD expect it.
        thing.Insert(0, "@context", "https://schema.org");
        return thing.ToJsonString(Json);
    }

    private JsonObject Site(string culture) => Thing("WebSite",
        ("name", site.Office.In(culture).Text),
        ("alternateName", site.Name.In(culture).Text),
        ("url", address.Of(PortalAddress.Home(culture))),
        ("inLanguage", culture),
        ("publisher", University(culture)),
        ("potentialAction", Thing("SearchAction",
            ("target", Thing("EntryPoint", ("urlTemplate", address.Of(PortalAddress.Search(culture)) + "?q={search_term_string}"))),
            ("query-input", "required name=search_term_string"))));

    private JsonObject WholeUniversity(string culture) => Thing("CollegeOrUniversity",
        ("name", site.Name.In(culture).Text),
        ("url", address.Of(PortalAddress.Home(culture))),
        ("logo", site.Logo is { Length: > 0 } logo ? address.Of(logo) : null),
        ("email", site.ContactEmail),
        ("telephone", site.ContactPhone),
        ("address", Postal(site.PostalAddress.In(culture).Text)),
        ("department", Organization(site.Office.In(culture).Text)));

    private JsonObject List(ListViewModel list, PageMeta meta, string culture)
    {
        var items = list.Lines.Select((texts, place) => Thing("ListItem",
            ("position", list.Paging.Skip + place + 1),
            ("url", address.Of(texts.In(culture).Address(culture))))).ToArray<JsonNode>();
        var page = About("CollectionPage", meta, culture);
        if (items.Length > 0)
        {
            page.Add("mainEntity", Thing("ItemList", ("numberOfItems", list.Paging.Total), ("itemListElement", new JsonArray(items))));
        }

        return page;
    }

    private JsonObject Breadcrumb(PageHead head, PageMeta meta, string culture) => Thing("BreadcrumbList",
        ("itemListElement", Array(head.Crumbs(words, culture).Select((crumb, place) => Thing("ListItem",
            ("position", place + 1),
            ("name", crumb.Name),
            ("item", crumb.Address is { } to ? address.Of(to) : Url(meta, culture)))))));

    /// <summary>What every work shares: name, description, address, language.</summary>
    private JsonObject About(string type, PageMeta meta, string culture) => Thing(type,
        ("name", meta.Title),
        ("description", meta.Description),
        ("url", Url(meta, culture)),
        ("inLanguage", meta.TextCulture ?? culture));

    private string? Url(PageMeta meta, string culture) => meta.Canonical(culture) is { } path ? address.Of(path) : null;

    private JsonObject University(string culture, Unit? unit = null) => Thing("CollegeOrUniversity",
        ("name", site.Name.In(culture).Text),
        ("url", address.Of(PortalAddress.Home(culture))),
        ("department", unit is null ? null : Organization(unit.Name.In(culture).Text)));

    private static JsonObject? Organization(string name) => name.Length == 0 ? null : Thing("Organization", ("name", name));

    private static JsonObject? Postal(string text) => text.Length == 0 ? null : Thing("PostalAddress", ("streetAddress", text));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>With the offset of its zone.</summary>
    private static string Instant(DateTime utc, string timeZone) =>
        DateWords.WithOffset(utc, timeZone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static JsonObject Thing(string type, params IEnumerable<(string Name, JsonNode? Value)> properties)
    {
        var thing = new JsonObject { ["@type"] = type };
        Set(thing, properties);
        return thing;
    }

    private static void Set(JsonObject thing, params IEnumerable<(string Name, JsonNode? Value)> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (value is not null && !IsEmpty(value))
            {
                thing[name] = value;
            }
        }
    }

    private static bool IsEmpty(JsonNode value) => value switch
    {
        JsonArray { Count: 0 } => true,
        JsonValue text when text.TryGetValue<string>(out var words) => string.IsNullOrWhiteSpace(words),
        _ => false,
    };

    private static JsonArray Array(IEnumerable<JsonNode?> values) => new([.. values]);

    /// <summary>One value as itself, several as a list.</summary>
    private static JsonNode? OneOrMore(IEnumerable<JsonNode?> values)
    {
        var all = values.ToArray();
        return all.Length == 1 ? all[0] : Array(all);
    }
}
