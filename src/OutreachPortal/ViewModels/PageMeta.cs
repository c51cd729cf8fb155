using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Certificates;
using OutreachPortal.Services.Policies;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.ViewModels;

/// <summary>What the layout needs to know of a page.</summary>
/// <param name="Title">Without the site's name; empty on the home page.</param>
/// <param name="Addresses">Address of the page in each language in which it exists.</param>
public sealed record PageMeta(string Title, string Description, IReadOnlyDictionary<string, string> Addresses)
{
    public const string Key = "Page";

    /// <summary>Section of the navigation that the page belongs to.</summary>
    public ContentKind? Section { get; init; }

    /// <summary>Language of the text, where it is not the page's own.</summary>
    public string? TextCulture { get; init; }

    public bool NoIndex { get; init; }

    /// <summary>Whether it holds a form that is sent with a cookie.</summary>
    public bool HasForm { get; init; }

    /// <summary>Address to which the language switch goes, whether or not the text exists in that language.</summary>
    public string? SwitchAddress { get; init; }

    /// <summary>Address of an item under the language of the request, whichever its text is in.</summary>
    public string? Own { get; init; }

    /// <summary>What the page is about, from which programs are told the same: an item, or a list.</summary>
    public ContentItem? Item { get; init; }

    public ListViewModel? List { get; init; }

    public CertificateViewModel? Certificate { get; init; }

    /// <summary>Version that the page of a policy shows; the one shown today if null.</summary>
    public PolicyVersion? Version { get; init; }

    /// <summary>What stands at the foot of each printed page; null for nothing.</summary>
    public string? PrintFooter { get; init; }

    /// <summary>How registration for the lecture that the page is about stands; null where nobody registers.</summary>
    public SeatStanding? Seats { get; init; }

    /// <summary>The image of the item, for previews of links to it: name in the media store and description.</summary>
    public (string Name, LocalizedText Alt)? Image => Item switch
    {
        Story { Image: { } image } story => (image, story.ImageAlt),
        Person { Photo: { } photo } => (photo, new()),
        Partner { Logo: { } logo } => (logo, new()),
        _ => null,
    };

    /// <summary>The one address of this page: in the reader's language, or else the original's.</summary>
    public string? Canonical(string culture) =>
        Addresses.GetValueOrDefault(TextCulture ?? culture) ?? Addresses.Values.FirstOrDefault();

    /// <summary>What belongs to the page in other formats: calendars, feeds, and the texts of policies.</summary>
    /// <param name="culture">Language of the request.</param>
    public IEnumerable<(string ContentType, string Address, string Title)> OtherFormats(IStringLocalizer words, string culture)
    {
        if (Addresses.Count == 0)
        {
            yield break;
        }

        if (Certificate is not null)
        {
            yield return (OpenBadges.MediaType, Canonical(culture) + OpenBadges.JsonEnding, Title);
            yield break;
        }

        if (Item is Event or Programme)
        {
            yield return ("text/calendar", Own + PortalAddress.CalendarEnding, Title);
        }
        else if (Section is null or ContentKind.Seminar or ContentKind.Lecture)
        {
            yield return ("text/calendar", PortalAddress.CalendarFile(culture), words["Calendar"]);
        }

        if (Item is Programme)
        {
            yield return ("application/atom+xml", Own + PortalAddress.FeedEnding, Title);
        }

        if (Item is Policy { Versions.Count: > 0 } policy)
        {
            var page = Version is null ? PageOf(policy, culture) : PolicyAddress.Version(PageOf(policy, culture), Version.Number);
            yield return ("text/markdown", page + PolicyAddress.MarkdownEnding, Title);
            yield return ("application/json", page + PolicyAddress.JsonEnding, Title);
        }

        yield return Section is { } kind
            ? ("application/atom+xml", PortalAddress.Feed(culture, kind), words.Section(kind))
            : ("application/atom+xml", PortalAddress.Feed(culture), words["Everything new"]);
    }

    /// <summary>How the version that the page of a policy shows stands to the others, as RFC 5829 names it: relation and address.</summary>
    /// <param name="today">Decides which version a page shows that names none.</param>
    /// <param name="culture">Language of the request.</param>
    public IEnumerable<(string Relation, string Address)> VersionLinks(DateOnly today, string culture)
    {
        if (Item is not Policy { Versions.Count: > 0 } policy || (Version ?? Policy.VersionShownOn(today, policy.Versions)) is not { } version)
        {
            yield break;
        }

        var page = PageOf(policy, culture);
        if (policy.Before(version) is { } before)
        {
            yield return ("predecessor-version", PolicyAddress.Version(page, before.Number));
        }

        if (policy.After(version) is { } after)
        {
            yield return ("successor-version", PolicyAddress.Version(page, after.Number));
        }

        yield return ("latest-version", page);
        yield return ("version-history", PolicyAddress.Versions(page));
    }

    private static string PageOf(Policy policy, string culture) => PortalAddress.Page(culture, ContentKind.Policy, policy.TextIn(culture).Slug);

    /// <summary>The same for a site that has only these languages: what it cannot show it names nowhere.</summary>
    /// <param name="culture">Language of the request.</param>
    public PageMeta For(IReadOnlyCollection<string> languages, string culture)
    {
        var shown = Addresses.Where(pair => languages.Contains(pair.Key)).ToDictionary();
        return shown.Count == Addresses.Count ? this
            : this with { Addresses = shown.Count > 0 ? shown : new Dictionary<string, string> { [culture] = Own! } };
    }

    /// <summary>A language as Open Graph writes it.</summary>
    public static string Locale(string culture) => culture == Languages.Turkish ? "tr_TR" : "en_GB";

    /// <summary>A page that exists in both languages at the same path.</summary>
    public static PageMeta InBoth(string title, string description, Func<string, string> address) =>
        new(title, description, Languages.All.ToDictionary(culture => culture, address));

    /// <summary>An item's page: in the languages in which it has a text.</summary>
    public static PageMeta Of(ContentItem item, string culture)
    {
        var text = item.TextIn(culture);
        return new(text.Title, text.Summary, item.Texts.ToDictionary(t => t.Culture, t => PortalAddress.Page(t.Culture, t.Kind, t.Slug)))
        {
            Item = item,
            Section = item.Kind,
            TextCulture = text.Culture == culture ? null : text.Culture,
            NoIndex = item.State == ContentState.Withdrawn,
            Own = PortalAddress.Page(culture, item.Kind, text.Slug),
            SwitchAddress = PortalAddress.Page(Languages.Other(culture), item.Kind, item.TextIn(Languages.Other(culture)).Slug),
        };
    }
    /// <summary>A page below an item's own, or the item's own in other languages than it has texts in.</summary>
    /// <param name="cultures">The languages in which the page exists.</param>
    /// <param name="below">Its address, from that of the item's page.</param>
    public static PageMeta Below(ContentItem item, string culture, IEnumerable<string> cultures, Func<string, string> below)
    {
        string At(string language) => below(PortalAddress.Page(language, item.Kind, item.TextIn(language).Slug));
        var exists = cultures.ToList();
        return Of(item, culture) with
        {
            Addresses = exists.ToDictionary(language => language, At),
            TextCulture = exists.Contains(culture) ? null : exists[0],
            Own = At(culture),
            SwitchAddress = At(Languages.Other(culture)),
        };
    }
}
