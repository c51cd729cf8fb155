using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Policies;
using OutreachPortal.Tests.Controllers;
using OutreachPortal.Tests.Support;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Tests.ViewModels;

/// <summary>What the head of a policy's page says of its versions.</summary>
public sealed class PolicyMetaTests(PolicyListPortal portal) : IClassFixture<PolicyListPortal>
{
    private const string Org = "https://schema.org/";
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task Page_of_a_policy_leads_to_its_versions_its_other_formats_and_the_feed()
    {
        var page = await portal.Visitor().PageAsync("/en/policies/changing");
        page.Href("head link[rel=successor-version]").ShouldNotBeNull().ShouldEndWith("/en/policies/changing/versions/2");
        page.QuerySelector("head link[rel=predecessor-version]").ShouldBeNull();
        page.Href("head link[rel=latest-version]").ShouldNotBeNull().ShouldEndWith("/en/policies/changing");
        page.Href("head link[rel=version-history]").ShouldNotBeNull().ShouldEndWith("/en/policies/changing/versions");
        page.Href("head link[rel=alternate][type='text/markdown']").ShouldNotBeNull().ShouldContain("/en/policies/changing");
        page.Href("head link[rel=alternate][type='application/json']").ShouldNotBeNull().ShouldEndWith(".json");
        page.Href("head link[rel=alternate][type='application/atom+xml']").ShouldNotBeNull().ShouldEndWith("/en/policies/feed.atom");
        page.Thing("Legislation").Text("legislationLegalForce").ShouldBe(Org + "InForce");
        (await portal.Visitor().PageAsync("/tr/policies/changing-tr")).Href("head link[rel=successor-version]").ShouldNotBeNull().ShouldEndWith("/tr/policies/changing-tr/versions/2");
        page.Thing("Legislation").Text("isPartOf").ShouldBeNull();
        (await portal.Visitor().PageAsync("/en/policies/changing/versions/2")).Href("head link[rel=predecessor-version]").ShouldNotBeNull().ShouldEndWith("/en/policies/changing/versions/1");
        (await portal.Visitor().PageAsync("/en/policies")).QuerySelector("head link[rel=version-history]").ShouldBeNull();
    }

    [Fact]
    public async Task Version_names_those_before_and_after_it()
    {
        var policy = await PolicyAsync("lasting");
        var meta = PageMeta.Of(policy, "en") with { Version = policy.Find("2") };
        meta.VersionLinks(Today, "en").ShouldBe(
        [
            ("predecessor-version", "/en/policies/lasting/versions/1"), ("successor-version", "/en/policies/lasting/versions/2.1"),
            ("latest-version", "/en/policies/lasting"), ("version-history", "/en/policies/lasting/versions"),
        ]);
    }

    [Theory]
    [InlineData("lasting", "2.1", "InForce")]
    [InlineData("lasting", "2", "NotInForce")]
    [InlineData("lasting", "1", "NotInForce")]
    [InlineData("changing", "1", "InForce")]
    [InlineData("changing", "2", "NotInForce")]
    [InlineData("asked", "2", "NotInForce")]
    [InlineData("proposed", "1", "NotInForce")]
    [InlineData("ended", "1", "NotInForce")]
    [InlineData("taken", "1", "NotInForce")]
    public async Task Legal_force_is_that_of_the_version_on_the_day(string key, string number, string force) =>
        (await LegislationAsync(await PolicyAsync(key), number)).Text("legislationLegalForce").ShouldBe(Org + force);

    [Fact]
    public async Task Version_is_legislation_with_its_dates_its_clauses_and_its_place()
    {
        var policy = await PolicyAsync("lasting");
        var second = await LegislationAsync(policy, "2");
        second.Text("version").ShouldBe("2");
        second.Text("legislationDateOfApplicability").ShouldBe("2020-03-01");
        second.Text("legislationDateVersion").ShouldBe("2020-03-01");
        second.Text("datePublished").ShouldBe("2020-02-01");
        second.Text("expires").ShouldBe("2021-04-30");
        second.Text("legislationType").ShouldBe("Policy");
        second.Text("legislationPassedBy", "name").ShouldBe("The Senate");
        second.Text("legislationChanges", "url").ShouldNotBeNull().ShouldEndWith("/en/policies/lasting/versions/1");
        second.Text("isPartOf", "url").ShouldNotBeNull().ShouldEndWith("/en/policies/lasting");
        second.Text("translationOfWork", "inLanguage").ShouldBe("tr");
        second.GetProperty("hasPart").EnumerateArray().Select(part => part.Text("legislationIdentifier") + " " + part.Text("name")).ShouldBe(["c1 cl. 1", "c2 cl. 1.1"]);
        second.GetProperty("hasPart")[1].Text("url").ShouldNotBeNull().ShouldEndWith("/en/policies/lasting/clauses/c2");
        second.GetProperty("encoding").EnumerateArray().Select(file => file.Text("encodingFormat")).ShouldBe(["text/html", "text/markdown", "application/json"]);
        second.GetProperty("encoding")[1].Text("contentUrl").ShouldNotBeNull().ShouldEndWith("/en/policies/lasting/versions/2.md");
        var minor = await LegislationAsync(policy, "2.1");
        minor.Text("legislationConsolidates", "version").ShouldBe("2");
        minor.Text("legislationChanges").ShouldBeNull();
        var proposal = await LegislationAsync(await PolicyAsync("asked"), "2");
        proposal.Text("legislationPassedBy").ShouldBeNull();
    }

    [Fact]
    public async Task Text_of_very_many_clauses_names_none_of_them()
    {
        using var own = new PortalHost();
        await own.PublishVersionAsync("long", "1", "2020-01-01", body: "## 1. Scope\n\n" + string.Concat(Enumerable.Range(1, 101).Select(n => $"{n}. Rule number {n}.\n")));
        var policy = await PolicyAsync("long", own);
        (await LegislationAsync(policy, "1", own)).Text("hasPart").ShouldBeNull();
    }

    [Fact]
    public async Task Policy_that_took_the_place_of_another_says_so()
    {
        using var own = new PortalHost();
        await own.PublishVersionAsync("old", "1", "2020-01-01");
        await own.PublishVersionAsync("new", "1", "2024-01-01", "supersedes: [old]");
        var page = await own.Visitor().PageAsync("/en/policies/new");
        page.Thing("Legislation").Text("legislationRepeals", "url").ShouldNotBeNull().ShouldEndWith("/en/policies/old");
        (await own.Visitor().JsonAsync("/api/v1/policies/new")).GetProperty("supersedes")[0].Text("key").ShouldBe("old");
    }

    private async Task<JsonElement> LegislationAsync(Policy policy, string number, PortalHost? host = null)
    {
        CultureInfo.CurrentUICulture = Languages.CultureOf("en");
        await Task.Yield();
        var meta = PageMeta.Of(policy, "en") with
        {
            Version = policy.Find(number),
            Addresses = Languages.All.ToDictionary(culture => culture, culture => PolicyAddress.Version(PortalAddress.Page(culture, ContentKind.Policy, policy.TextIn(culture).Slug), number)),
        };
        CultureInfo.CurrentUICulture = Languages.CultureOf("en");
        return (host ?? portal).Services.GetRequiredService<StructuredData>().Of(meta, null, "en").Select(text => JsonDocument.Parse(text).RootElement).Single(thing => thing.Text("@type") == "Legislation");
    }

    private Task<Policy> PolicyAsync(string key, PortalHost? host = null) => (host ?? portal).InScopeAsync(services =>
        services.GetRequiredService<PortalDbContext>().Policies.AsNoTracking().ForPage().Include(p => p.Versions).ThenInclude(v => v.Texts).SingleAsync(p => p.Key == key, TestContext.Current.CancellationToken));
}
