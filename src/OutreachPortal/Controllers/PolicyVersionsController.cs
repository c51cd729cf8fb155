using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>A version of a policy by its number, or by a day on which it was in force.</summary>
[Route("{culture:culture}/policies/{slug}")]
public sealed class PolicyVersionsController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock, PolicyReader reader)
    : PolicyPageController(db, pages, words, site, clock)
{
    [HttpGet("versions/{number}")]
    public Task<IActionResult> Details([FromRoute] string? slug, [FromRoute] string? number) => OfPolicyAsync(slug, "/versions/" + number, async (policy, page) =>
    {
        if (policy.Find(number) is not { } version)
        {
            return NoVersion(number, policy, page);
        }

        // One spelling of an address: 2.0 is 2.
        return version.Number != number ? Redirect(PolicyAddress.Version(page, version.Number)) : await ShowAsync(policy, version, null);
    });

    /// <summary>Leads from the form for a day to its page.</summary>
    [HttpGet("on")]
    public Task<IActionResult> Choose([FromRoute] string? slug) => OfPolicyAsync(slug, "/on" + Request.QueryString, (policy, page) =>
    {
        var day = Request.Query["day"];
        return Task.FromResult<IActionResult>(
            day.Count == 0 ? AskForDay(policy, page)
            : Day(day[0]) is { } wanted ? Redirect(PolicyAddress.On(page, wanted)) : NoDay(day[0], policy, page));
    });

    [HttpGet("on/{day}")]
    public Task<IActionResult> On([FromRoute] string? slug, [FromRoute] string? day) => OfPolicyAsync(slug, "/on/" + day, async (policy, page) =>
    {
        if (Day(day) is not { } wanted)
        {
            return NoDay(day, policy, page);
        }

        if (Policy.VersionOn(wanted, policy.Versions) is not { } version)
        {
            return Wrong(StatusCodes.Status404NotFound, new PolicyWrongViewModel(policy, NothingOn(policy, wanted), page) { AsksForDay = true });
        }

        // There are millions of days; kept are those that are linked to.
        if (wanted != Today && !policy.Versions.Exists(v => v.InForceFrom == wanted || v.InForceUntil == wanted))
        {
            PageCache.Skip(HttpContext);
        }

        return await ShowAsync(policy, version, wanted);
    });

    protected override IQueryable<Policy> With(IQueryable<Policy> policies) => PolicyReader.ForVersionPage(policies.ForPage());

    private async Task<IActionResult> ShowAsync(Policy policy, PolicyVersion version, DateOnly? day)
    {
        var model = await reader.ReadAsync(policy, version, Culture, isPolicyPage: false, Aborted);
        var meta = model.Meta(T, Culture);
        return Page("~/Views/Policies/Details.cshtml", model with { Day = day }, day is null ? meta : meta with
        {
            NoIndex = true,
            Title = T["Policy.On.PageTitle", meta.Title, DateWords.Date(day.Value, Culture)],
            SwitchAddress = PolicyAddress.On(PortalAddress.Page(Languages.Other(Culture), ContentKind.Policy, policy.TextIn(Languages.Other(Culture)).Slug), day.Value),
        });
    }

    private string NothingOn(Policy policy, DateOnly day)
    {
        var on = DateWords.Date(day, Culture);
        var approved = policy.Versions.Where(v => v.Stage == PolicyStage.Approved).OrderBy(v => v.InForceFrom).ToList();
        return approved.Count == 0 ? T["Policy.On.Proposed", on]
            : day < approved[0].InForceFrom ? T["Policy.On.Before", on, approved[0].Number, DateWords.Date(approved[0].InForceFrom, Culture)]
            : T["Policy.On.After", on, approved[^1].Number, DateWords.Date(approved[^1].InForceUntil ?? day, Culture)];
    }

    private ViewResult AskForDay(Policy policy, string page)
    {
        // The page cache does not look at the day.
        PageCache.Skip(HttpContext);
        return Page("~/Views/Policies/Wrong.cshtml", new PolicyWrongViewModel(policy, T["Policy.On.Choose"], page) { Title = T["Policy.On.Title"], AsksForDay = true },
            PageMeta.Below(policy, Culture, Languages.All, PolicyAddress.On) with { Title = T["Policy.On.Title"], Description = T["Policy.On.Choose"], NoIndex = true, Item = null });
    }

    private ViewResult NoDay(string? day, Policy policy, string page) => Wrong(
        StatusCodes.Status400BadRequest, new PolicyWrongViewModel(policy, string.IsNullOrWhiteSpace(day) ? T["Policy.On.Empty"] : T["Policy.On.NoDay", Shorten(day)], page) { AsksForDay = true });

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, PolicyAddress.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
