using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>A page below a policy's own: finds the policy and its versions, or says what there is not.</summary>
public abstract class PolicyPageController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock) : PublicController
{
    protected PortalDbContext Db => db;

    protected IStringLocalizer<Words> T => words;

    protected DateOnly Today => site.Today(clock);

    /// <summary>UTC.</summary>
    protected DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Answers with something of the policy behind a slug, or says that it moved, is gone, or never was.</summary>
    /// <param name="ending">What stands behind the slug in the address, so that a moved policy's pages move with it.</param>
    /// <param name="show">Gets the policy with its titles and its versions, without their texts, and the address of its page.</param>
    protected async Task<IActionResult> OfPolicyAsync(string? slug, string ending, Func<Policy, string, Task<IActionResult>> show)
    {
        if (slug is null)
        {
            return NotFound();
        }

        var lookup = await pages.FindAsync(ContentKind.Policy, Culture, slug, Aborted);
        if (lookup is not PageLookup.Found found)
        {
            return Elsewhere(lookup, ending);
        }

        // Which version is in force, and whether remarks are taken, changes with the day.
        PageCache.KeepUntil(HttpContext, site.EndOfToday(clock), Now);
        var policy = await With(db.Policies.AsNoTracking()).FirstOrDefaultAsync(p => p.Id == found.ItemId, Aborted);
        return policy is null || policy.Versions.Count == 0 ? NotFound()
            : await show(policy, PortalAddress.Page(Culture, ContentKind.Policy, policy.TextIn(Culture).Slug));
    }

    /// <summary>What a page needs of the policy.</summary>
    protected virtual IQueryable<Policy> With(IQueryable<Policy> policies) => policies.Include(p => p.Texts).Include(p => p.Versions).AsSplitQuery();

    /// <summary>Reads a version's texts; of the passages only those that a page asks for.</summary>
    protected async Task ReadTextsAsync(PolicyVersion version) =>
        version.Texts.AddRange(version.Texts.Count > 0 ? [] : await db.Set<PolicyVersionText>().AsNoTracking().Where(t => t.PolicyVersionId == version.Id).ToListAsync(Aborted));

    /// <summary>A page in the site's look that says what is wrong with an address, and leads on.</summary>
    /// <param name="status">400 or 404.</param>
    /// <param name="sentence">Names what is wrong.</param>
    /// <param name="page">Address of the policy's page.</param>
    protected ViewResult Wrong(int status, string sentence, Policy policy, string page) => Wrong(status, new PolicyWrongViewModel(policy, sentence, page));

    protected ViewResult Wrong(int status, PolicyWrongViewModel model)
    {
        PageCache.Skip(HttpContext);
        Response.StatusCode = status;
        var meta = PageMeta.Of(model.Policy, Culture) with { Title = words["Policy.NotThere"], NoIndex = true, Item = null };
        return Page("~/Views/Policies/Wrong.cshtml", model, meta);
    }

    /// <summary>Says that the policy has no such version.</summary>
    protected ViewResult NoVersion(string? number, Policy policy, string page) => Wrong(StatusCodes.Status404NotFound, words["Policy.NoVersion", Shorten(number)], policy, page);

    /// <summary>As much of what stood in an address as a sentence has room for.</summary>
    protected static string Shorten(string? text) => text is null ? "" : text.Length > 40 ? text[..40] + "…" : text;
}
