using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>All versions of a policy, and the two languages of one.</summary>
[Route("{culture:culture}/policies/{slug}/versions")]
public sealed class PolicyHistoryController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock)
    : PolicyPageController(db, pages, words, site, clock)
{
    [HttpGet("")]
    public Task<IActionResult> Index([FromRoute] string? slug) => OfPolicyAsync(slug, "/versions", async (policy, page) =>
    {
        var versions = policy.Versions.Select(v => v.Id).ToList();
        var texts = (await Db.Set<PolicyVersionText>().Where(t => versions.Contains(t.PolicyVersionId)).Select(t => new { t.PolicyVersionId, t.Culture, t.Title, t.IsBehind }).ToListAsync(Aborted))
            .ToLookup(t => t.PolicyVersionId);
        var corrections = (await Db.Set<PolicyCorrection>().AsNoTracking().Where(c => versions.Contains(c.PolicyVersionId)).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).ToListAsync(Aborted))
            .ToLookup(c => c.PolicyVersionId);
        var lines = policy.Versions.OrderByDescending(v => PolicyVersionNumber.Of(v.Number)).Select(v => new PolicyHistoryLine(
            v, policy.Before(v),
            texts[v.Id].ToDictionary(t => t.Culture, t => t.Title),
            [.. texts[v.Id].Where(t => t.IsBehind).Select(t => t.Culture)],
            [.. corrections[v.Id].Select(c => new CorrectionLine(c.At, c.Note) { Changes = JsonSerializer.Deserialize<List<CorrectedPassage>>(c.Changes, PolicyWriting.Json) ?? [] })])).ToList();
        var title = policy.TextIn(Culture).Title;
        return Page("~/Views/Policies/Versions.cshtml", new PolicyHistoryViewModel(policy, page, Today, lines),
            PageMeta.Below(policy, Culture, Languages.All, PolicyAddress.Versions) with { Title = T["Policy.History.Title", title], Description = T["Policy.History.Lead"], Item = null });
    });

    [HttpGet("{number}/bilingual")]
    public Task<IActionResult> Bilingual([FromRoute] string? slug, [FromRoute] string? number) => OfPolicyAsync(slug, $"/versions/{number}/bilingual", async (policy, page) =>
    {
        if (policy.Find(number) is not { } version)
        {
            return NoVersion(number, policy, page);
        }

        if (version.Number != number)
        {
            return Redirect(PolicyAddress.Bilingual(page, version.Number));
        }

        // The passages say all that is shown: the whole texts are not read.
        version.Texts.AddRange(await Db.Set<PolicyVersionText>().Where(t => t.PolicyVersionId == version.Id)
            .Select(t => new PolicyVersionText { Id = t.Id, PolicyVersionId = t.PolicyVersionId, Culture = t.Culture, Title = t.Title, Summary = t.Summary, IsBehind = t.IsBehind }).ToListAsync(Aborted));
        if (version.Texts.Count < 2)
        {
            return Wrong(StatusCodes.Status404NotFound, T[version.Texts[0].Culture == Languages.Turkish ? "Policy.Bilingual.OnlyTurkish" : "Policy.Bilingual.OnlyEnglish", version.Number], policy, page);
        }

        var ids = version.Texts.Select(t => t.Id).ToList();
        var passages = (await Db.Set<PolicyPassage>().AsNoTracking().Where(p => ids.Contains(p.PolicyVersionTextId)).ToListAsync(Aborted)).ToLookup(p => p.PolicyVersionTextId);
        var left = version.Texts.Find(t => t.Culture == version.DecidingLanguage)!;
        var right = version.Texts.Find(t => t != left)!;
        var pairs = PassagePairs.Of(passages[left.Id], passages[right.Id]);
        var title = (version.Texts.Find(t => t.Culture == Culture) ?? left).Title;
        return Page("~/Views/Policies/Bilingual.cshtml", new PolicyBilingualViewModel(policy, version, page, left, right, pairs, Today),
            PageMeta.Below(policy, Culture, Languages.All, p => PolicyAddress.Bilingual(p, version.Number)) with
            {
                Title = T["Policy.Bilingual.Title", title, version.Number],
                Description = T["Policy.Bilingual.Lead"],
                Item = null,
                PrintFooter = PolicyViewModel.FooterOf(T, version, title),
            });
    });
}
