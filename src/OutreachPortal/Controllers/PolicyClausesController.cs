using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>One clause: its words today, and what became of it over all versions.</summary>
[Route("{culture:culture}/policies/{slug}/clauses")]
public sealed partial class PolicyClausesController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock)
    : PolicyPageController(db, pages, words, site, clock)
{
    [HttpGet("{clause}")]
    public Task<IActionResult> Details([FromRoute] string? slug, [FromRoute] string? clause) => OfPolicyAsync(slug, "/clauses/" + clause, async (policy, page) =>
    {
        var versions = policy.Versions.Select(v => v.Id).ToList();
        var texts = await Db.Set<PolicyVersionText>().Where(t => versions.Contains(t.PolicyVersionId)).Select(t => new ClauseText(t.Id, t.PolicyVersionId, t.Culture, t.Title)).ToListAsync(Aborted);
        // The page cache takes capitals and small letters for the same.
        var id = Clauses.Parse(clause?.ToLowerInvariant());
        if (id is null && clause is not null && Number().IsMatch(clause))
        {
            return await ClauseWithAsync(clause, policy, texts) is { } named ? Redirect(PolicyAddress.Clause(page, named)) : NoClause(clause, policy, page);
        }

        if (id is null || await ReadAsync(policy, page, id.Value, texts) is not { } model)
        {
            return NoClause(clause, policy, page);
        }

        // A number may have been another clause's before, and may be one's that is to come.
        var title = model.RemovedBy is { } removed ? T["Policy.Clause.TitleRemoved", model.Passage.Number!, model.Title, removed.Number]
            : model.IsToCome ? T["Policy.Clause.TitleToCome", model.Passage.Number!, model.Title, model.Shown.Number]
            : T["Policy.Clause.Title", model.Passage.Number!, model.Title];
        return Page("~/Views/Policies/Clause.cshtml", model,
            PageMeta.Below(policy, Culture, texts.Where(t => t.VersionId == model.Shown.Id).Select(t => t.Culture), p => PolicyAddress.Clause(p, id.Value)) with
            {
                Title = title,
                Description = model.Passage.Text.Length > ContentText.SummaryLength ? model.Passage.Text[..ContentText.SummaryLength] : model.Passage.Text,
                Item = null,
                PrintFooter = PolicyViewModel.FooterOf(T, model.Shown, model.Title),
            });
    });

    private async Task<PolicyClauseViewModel?> ReadAsync(Policy policy, string page, int clause, List<ClauseText> texts)
    {
        var ids = texts.Select(t => t.Id).ToList();
        var passages = await Db.Set<PolicyPassage>().AsNoTracking().Where(p => ids.Contains(p.PolicyVersionTextId) && p.Clause == clause).ToListAsync(Aborted);
        if (passages.Count == 0)
        {
            return null;
        }

        var byText = texts.ToDictionary(t => t.Id);
        var byVersion = passages.GroupBy(p => byText[p.PolicyVersionTextId].VersionId)
            .ToDictionary(version => version.Key, version => (IReadOnlyDictionary<string, PolicyPassage>)version.ToDictionary(p => byText[p.PolicyVersionTextId].Culture));
        var shown = ShownAmong(policy, [.. policy.Versions.Where(v => byVersion.ContainsKey(v.Id))]);
        var passage = byVersion[shown.Id].GetValueOrDefault(Culture) ?? byVersion[shown.Id].Values.First();
        var text = byText[passage.PolicyVersionTextId];
        var above = ClauseOrder.Above(passage.Number!).ToList();
        var around = above.Count == 0 ? [] : await Db.Set<PolicyPassage>().AsNoTracking()
            .Where(p => p.PolicyVersionTextId == text.Id && p.Position < passage.Position && above.Contains(p.Number!)).OrderBy(p => p.Position).ToListAsync(Aborted);
        var today = Policy.VersionShownOn(Today, policy.Versions)!;
        var removedBy = shown == today || shown.Stage != PolicyStage.Approved || shown.InForceFrom > today.InForceFrom ? null
            : policy.Versions.Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom > shown.InForceFrom).MinBy(v => v.InForceFrom);
        var history = ClauseHistory.Of(policy.Versions, byVersion, text.Culture);
        return new(policy, page, Today, clause, shown, passage, text.Culture, text.Title, around, removedBy, [.. history.Reverse()]);
    }

    /// <summary>The clause that has a number in the version shown today or, where none has, that had it last.</summary>
    private async Task<int?> ClauseWithAsync(string number, Policy policy, List<ClauseText> texts)
    {
        var ids = texts.Select(t => t.Id).ToList();
        var found = await Db.Set<PolicyPassage>().Where(p => ids.Contains(p.PolicyVersionTextId) && p.Number == number && p.Clause != null)
            .Select(p => new { p.PolicyVersionTextId, p.Clause }).ToListAsync(Aborted);
        var clauses = found.Select(p => (Version: texts.Find(t => t.Id == p.PolicyVersionTextId)!.VersionId, p.Clause)).ToLookup(p => p.Version, p => p.Clause);
        var having = policy.Versions.Where(v => clauses.Contains(v.Id)).ToList();
        return having.Count == 0 ? null : clauses[ShownAmong(policy, having).Id].First();
    }

    /// <summary>Of some versions the one that says most today: the one shown, or the last before it, or the first after it.</summary>
    private PolicyVersion ShownAmong(Policy policy, List<PolicyVersion> some)
    {
        var today = Policy.VersionShownOn(Today, policy.Versions)!;
        return some.Find(v => v == today)
            ?? some.Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom < today.InForceFrom).MaxBy(v => v.InForceFrom)
            ?? some.Where(v => v.Stage == PolicyStage.Approved).MinBy(v => v.InForceFrom)
            ?? some.MinBy(v => v.InForceFrom)!;
    }

    private ViewResult NoClause(string? clause, Policy policy, string page) => Wrong(StatusCodes.Status404NotFound, T["Policy.NoClause", Shorten(clause)], policy, page);

    [GeneratedRegex(@"^[0-9]{1,4}(\.[0-9]{1,4}){0,9}\z")]
    private static partial Regex Number();

    private sealed record ClauseText(int Id, int VersionId, string Culture, string Title);
}
