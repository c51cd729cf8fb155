using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

[Route("{culture:culture}/policies")]
public sealed class PoliciesController(
    PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, TimeProvider clock, SiteSettings site, PolicyReader reader)
    : ContentController<Policy>(ContentKind.Policy, db, pages)
{
    /// <summary>Choices of a filter that are offered: more than any university has offices or topics.</summary>
    private const int MostChoices = 200;

    private DateOnly Today => site.Today(clock);

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        KeepToday();
        var filter = new ListFilter(Request.Query, "q", "unit", "sdg", "owner", "status", "topic", "year", "type");
        var unit = await UnitAsync(filter, Db.Units);
        var (owners, topics) = (await OwnersAsync(), await TopicsAsync());
        // An address may name an owner in either language.
        var owner = filter.Option("owner", owners, (option, value) => option.Key == value || option.Aliases.Contains(value)) is null ? null : filter["owner"];
        var topic = filter.Option("topic", topics, (option, value) => option.Key == value);
        var policies = Db.Policies.Standing(filter.Choice<PolicyStanding>("status"), Today).Mentioning(Db, filter.Words).OfUnit(unit?.Id).WithGoal(filter.Number("sdg", 1, 17))
            .OwnedBy(Db, owner, Today).OnTopic(topic?.Key).BeginningIn(filter.Number("year", Years.First, Years.Last)).OfType(filter.Choice<PolicyType>("type"));
        var (paging, cards) = await PageOfAsync(policies.InTitleOrder(Culture), filter.Page, Cards.ToCards);
        return ListPage("Index", new PolicyListViewModel(filter, paging, cards, unit) { Owners = owners, Topics = topics, Years = await YearsAsync() }, words.Section(Kind), words.SectionLead(Kind));
    }

    /// <summary>Lets the page be kept no longer than the day whose law it shows.</summary>
    private void KeepToday() => PageCache.KeepUntil(HttpContext, site.EndOfToday(clock), clock.GetUtcNow().UtcDateTime);

    /// <summary>Who answers for the policies today.</summary>
    private async Task<List<NamedOption>> OwnersAsync()
    {
        var published = Db.Policies.Published().Select(p => p.Id);
        var owners = await Db.Set<PolicyVersion>().Current(Db, Today).Where(v => published.Contains(v.PolicyId))
            .Select(v => new { v.Owner.En, v.Owner.Tr }).Distinct().OrderBy(owner => owner.En ?? owner.Tr).ThenBy(owner => owner.Tr).Take(MostChoices).ToListAsync(Aborted);
        return Sorted(owners.Select(owner => new LocalizedText { En = owner.En, Tr = owner.Tr }).GroupBy(owner => owner.In(Culture).Text, StringComparer.Ordinal)
            .Select(same => Option(same.Key, same.First(), [.. same.SelectMany(owner => new[] { owner.En, owner.Tr }).OfType<string>().Distinct(StringComparer.Ordinal)])));
    }

    private async Task<List<NamedOption>> TopicsAsync()
    {
        var tags = await Db.Policies.Published().SelectMany(p => p.Tags).Select(tag => new { tag.Key, tag.Name.En, tag.Name.Tr }).Distinct().OrderBy(tag => tag.Key).Take(MostChoices).ToListAsync(Aborted);
        return Sorted(tags.Select(tag => Option(tag.Key, new LocalizedText { En = tag.En, Tr = tag.Tr }, [])));
    }

    private Task<List<int>> YearsAsync() => Db.Policies.Published().SelectMany(p => p.Versions).Where(v => v.Stage == PolicyStage.Approved)
        .Select(v => v.InForceFrom.Year).Distinct().OrderByDescending(year => year).Take(MostChoices).ToListAsync(Aborted);

    private static NamedOption Option(string key, LocalizedText name, IReadOnlyList<string> aliases) =>
        new(key, name.In(Culture).Text, aliases) { Lang = Languages.Lang(name.In(Culture).Culture) };

    private static List<NamedOption> Sorted(IEnumerable<NamedOption> options) =>
        [.. options.OrderBy(option => option.Name, StringComparer.Create(Languages.CultureOf(Culture), ignoreCase: true))];

    protected override IQueryable<Policy> ForPage(IQueryable<Policy> items) => PolicyReader.ForVersionPage(base.ForPage(items));

    protected override async Task<IActionResult> ShowAsync(Policy item, ContentText text)
    {
        KeepToday();
        if (Policy.VersionShownOn(Today, item.Versions) is not { } version)
        {
            return NotFound();
        }

        var model = await reader.ReadAsync(item, version, Culture, isPolicyPage: true, Aborted);
        return Page("Details", model, model.Meta(words, Culture));
    }
}
