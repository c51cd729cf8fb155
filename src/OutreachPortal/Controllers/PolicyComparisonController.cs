using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>Two versions of a policy, clause by clause and word by word.</summary>
[Route("{culture:culture}/policies/{slug}/compare")]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class PolicyComparisonController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock)
    : PolicyPageController(db, pages, words, site, clock)
{
    private const string Between = "..";
    private const string Inline = "inline";
    private const string Side = "side";

    /// <summary>Where the form that chooses two versions leads; without any, to the version shown today and the one before it.</summary>
    [HttpGet("")]
    [OutputCache(NoStore = true)]
    public Task<IActionResult> Choose([FromRoute] string? slug) => OfPolicyAsync(slug, "/compare" + Request.QueryString, (policy, page) =>
    {
        var (from, to) = (Request.Query["from"].ToString(), Request.Query["to"].ToString());
        if (policy.Versions.Count == 1)
        {
            return Task.FromResult<IActionResult>(Wrong(StatusCodes.Status404NotFound, T["Comparison.OnlyOne", policy.Versions[0].Number], policy, page));
        }

        var newer = Policy.VersionShownOn(Today, policy.Versions)!;
        var older = policy.Before(newer) ?? policy.Versions.Where(version => version != newer).MinBy(version => PolicyVersionNumber.Of(version.Number))!;
        return Task.FromResult(Answer(policy, page, from.Length > 0 ? from : older.Number, to.Length > 0 ? to : newer.Number,
            (first, second) => Redirect(PolicyAddress.Compare(page, first.Number, second.Number) + ViewEnding())));
    });

    [HttpGet("{versions}")]
    [OutputCache(PolicyName = PageCache.PageWithView)]
    public Task<IActionResult> Compare([FromRoute] string? slug, [FromRoute] string? versions) =>
        OfPolicyAsync(slug, "/compare/" + Uri.EscapeDataString(versions ?? "") + ViewEnding(), async (policy, page) =>
        {
            if ((versions ?? "").Split(Between) is not [var from, var to])
            {
                return Wrong(StatusCodes.Status404NotFound, T["Comparison.NotTwo", Shorten(versions)], policy, page);
            }

            (PolicyVersion From, PolicyVersion To)? found = null;
            var answer = Answer(policy, page, from, to, (first, second) =>
            {
                found = (first, second);
                // One address for each comparison, whichever way the numbers are spelled.
                return Redirect(PolicyAddress.Compare(page, first.Number, second.Number) + ViewEnding());
            });
            return found is { } pair && (pair.From.Number, pair.To.Number) == (from, to) ? await ShowAsync(policy, pair.From, pair.To, page) : answer;
        });

    /// <summary>Answers with two versions by their numbers, or says what is wrong with them.</summary>
    private IActionResult Answer(Policy policy, string page, string from, string to, Func<PolicyVersion, PolicyVersion, IActionResult> show)
    {
        var (first, second) = (policy.Find(from), policy.Find(to));
        return first is null ? NoVersion(from, policy, page)
            : second is null ? NoVersion(to, policy, page)
            : first == second ? Wrong(StatusCodes.Status400BadRequest, T["Comparison.WithItself", first.Number], policy, page)
            : show(first, second);
    }

    private async Task<IActionResult> ShowAsync(Policy policy, PolicyVersion from, PolicyVersion to, string page)
    {
        var texts = await Db.Set<PolicyVersionText>().AsNoTracking().Where(text => text.PolicyVersionId == from.Id || text.PolicyVersionId == to.Id)
            .Select(text => new { text.Id, text.PolicyVersionId, text.Culture, text.Title }).ToListAsync(Aborted);
        // The page's language where both versions have it, or else the other.
        var both = texts.GroupBy(text => text.Culture, StringComparer.Ordinal).Where(group => group.Count() == 2).OrderByDescending(group => group.Key == Culture).FirstOrDefault();
        if (both is null)
        {
            return Wrong(StatusCodes.Status404NotFound, T["Comparison.NoLanguage", from.Number, to.Number], policy, page);
        }

        var (first, second) = (both.Single(text => text.PolicyVersionId == from.Id), both.Single(text => text.PolicyVersionId == to.Id));
        var passages = await Db.Set<PolicyPassage>().AsNoTracking().Where(passage => passage.PolicyVersionTextId == first.Id || passage.PolicyVersionTextId == second.Id)
            .OrderBy(passage => passage.Position)
            .Select(passage => new PolicyPassage
            {
                PolicyVersionTextId = passage.PolicyVersionTextId,
                Clause = passage.Clause,
                Number = passage.Number,
                IsHeading = passage.IsHeading,
                Text = passage.Text,
            }).ToListAsync(Aborted);
        List<PolicyPassage> Of(int text) => passages.FindAll(passage => passage.PolicyVersionTextId == text);
        var compared = new ComparedText(
            PolicyComparison.Compare(Of(first.Id), Of(second.Id)), both.Key, T["Comparison.Version", from.Number], T["Comparison.Version", to.Number], ViewAsked() == Side)
        {
            BeforeAddress = PolicyAddress.Version(page, from.Number),
            AfterAddress = PolicyAddress.Version(page, to.Number),
            Beside = first.Title == second.Title ? [] : [("Field.Title", TextComparison.Whole(first.Title, second.Title))],
        };
        return Page("~/Views/Policies/Compare.cshtml", new PolicyComparisonViewModel(policy, from, to, page, second.Title, compared, Today),
            Meta(policy, from, to, both.Key) with { PrintFooter = $"{second.Title} · {to.PolicyNumber} · {T["Comparison.Title", from.Number, to.Number].Value}" });
    }

    private PageMeta Meta(Policy policy, PolicyVersion from, PolicyVersion to, string textCulture)
    {
        string Address(string culture) => PolicyAddress.Compare(PortalAddress.Page(culture, ContentKind.Policy, policy.TextIn(culture).Slug), from.Number, to.Number);
        return PageMeta.InBoth($"{T["Comparison.Title", from.Number, to.Number].Value}: {policy.TextIn(Culture).Title}", "", Address) with
        {
            Section = ContentKind.Policy,
            NoIndex = true,
            TextCulture = textCulture == Culture ? null : textCulture,
            SwitchAddress = Address(Languages.Other(Culture)) + ViewEnding(),
        };
    }

    /// <summary>The view that the address asks for; null where it names none that there is.</summary>
    private string? ViewAsked() => Request.Query["view"].ToString() switch { Side => Side, Inline => Inline, _ => null };

    private string ViewEnding() => ViewAsked() is { } view ? "?view=" + view : "";
}
