using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Feeds;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>Atom feeds: of everything, of a kind, of a programme's events.</summary>
[Route("{culture:culture}")]
public sealed class FeedsController(
    PortalDbContext db, ContentPages pages, FeedEntries entries, AtomFeed atom, SiteSettings site, SiteAddress address, IStringLocalizer<Words> words) : PublicController
{
    [HttpGet("feed.atom")]
    public async Task<IActionResult> Everything() => Feed(
        new(words["Everything new"], site.HomeLead[Culture] is { Length: > 0 } lead ? lead : words["Home lead"], address.Of(PortalAddress.Feed(Culture)), address.Of(PortalAddress.Home(Culture))),
        await entries.OfEverythingAsync(Culture, Aborted));

    // Before {kind}/{slug}, for which "feed.atom" could be a slug.
    [HttpGet("{kind}/feed.atom", Order = -1)]
    public async Task<IActionResult> OfKind([FromRoute] string? kind)
    {
        var info = kind is null ? null
            : ContentKindInfo.InFolder(kind.ToLowerInvariant()) ?? ContentKindInfo.All.FirstOrDefault(i => i.ListPath.Equals(kind, StringComparison.OrdinalIgnoreCase));
        return info is null ? NotFound() : Feed(
            new(words.Section(info.Kind), words.SectionLead(info.Kind), address.Of(PortalAddress.Feed(Culture, info.Kind)), address.Of(PortalAddress.List(Culture, info.Kind))),
            await entries.OfAsync(info.Kind, Culture, Aborted));
    }

    [HttpGet("programmes/{slug}.atom")]
    public async Task<IActionResult> OfProgramme([FromRoute] string? slug)
    {
        PageLookup lookup = slug is null ? new PageLookup.Missing() : await pages.FindAsync(ContentKind.Programme, Culture, slug, Aborted);
        if (lookup is not PageLookup.Found found)
        {
            return Elsewhere(lookup, PortalAddress.FeedEnding);
        }

        var texts = await db.ContentTexts.Where(text => text.ContentItemId == found.ItemId)
            .Select(text => new TextLine(text.Kind, text.Culture, text.Slug, text.Title, text.Summary)).ToListAsync(Aborted);
        if (texts.Count == 0)
        {
            // Taken away between two questions.
            return NotFound();
        }

        var text = texts.In(Culture);
        var page = address.Of(text.Address(Culture));
        return Feed(new(text.Title, text.Summary, page + PortalAddress.FeedEnding, page), await entries.OfProgrammeAsync(found.ItemId, Culture, Aborted));
    }

    private FileContentResult Feed(FeedHead head, IReadOnlyList<FeedEntry> read) =>
        File(atom.Write(head with { Title = $"{head.Title} · {site.Name.In(Culture)}" }, read, Culture), AtomFeed.ContentType);
}
