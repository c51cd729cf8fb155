using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

public sealed class PreviewControllerTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ContentKind> Kinds() => [.. ContentKindInfo.All.Select(info => info.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_preview_is_the_page_that_the_public_reads(ContentKind kind)
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var visitor = portal.Visitor();
        var items = await portal.InScopeAsync(s => s.GetRequiredService<PortalDbContext>().ContentTexts
            .Where(text => text.Kind == kind).OrderBy(text => text.Id).Take(12).ToListAsync(Cancellation));
        items.ShouldNotBeEmpty();
        foreach (var text in items)
        {
            var published = await visitor.GetAsync(new Uri(PortalAddress.Page(text.Culture, kind, text.Slug), UriKind.Relative), Cancellation);
            var preview = await alice.GetAsync(new Uri($"/{text.Culture}/preview/{ContentKindInfo.Of(kind).Folder}/{text.ContentItemId}", UriKind.Relative), Cancellation);
            preview.StatusCode.ShouldBe(HttpStatusCode.OK, text.Slug);
            var banner = (await preview.DocumentAsync()).QuerySelector("aside .notice");
            banner.ShouldNotBeNull();
            if (published.StatusCode == HttpStatusCode.OK && kind != ContentKind.Policy)
            {
                Content(await preview.DocumentAsync()).ShouldBe(Content(await published.DocumentAsync()), text.Slug);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_form_with_nothing_in_it_is_shown_with_stand_ins(ContentKind kind)
    {
        var alice = await portal.AliceTheAuthorAsync();
        foreach (var culture in Languages.All)
        {
            var answer = await alice.PostAsync("/admin/stories/new", $"/{culture}/preview/{ContentKindInfo.Of(kind).Folder}", []);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.DocumentAsync()).QuerySelector("h1")!.TextContent.ShouldContain(culture == "tr" ? "[Başlık eksik]" : "[The title is missing]");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_form_with_absurd_fields_is_shown_all_the_same(ContentKind kind)
    {
        var alice = await portal.AliceTheAuthorAsync();
        foreach (var value in new[] { "x", "-1", "99999999999999999999", "0001-01-01", "9999-12-31T23:59", "javascript:alert(1)", new string('y', 3000), "nothing/at-all", "QQ", "true" })
        {
            var fields = PathsOf(ContentKindInfo.Of(kind).FormType, "", 0).Select(path => new KeyValuePair<string, string>(path, value)).ToList();
            fields.Add(new("Texts[en].Title", value));
            fields.Add(new("Texts[en].Body", value));
            var answer = await alice.PostAsync("/admin/stories/new", $"/en/preview/{ContentKindInfo.Of(kind).Folder}", fields);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, value);
            (await answer.DocumentAsync()).QuerySelectorAll("a[href^='javascript:']").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_preview_may_be_framed_by_the_editor_alone_and_is_kept_nowhere()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var answer = await alice.PostAsync("/admin/stories/new", "/en/preview/stories", StoryPages.Fields("In a frame"));
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["SAMEORIGIN"]);
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("frame-ancestors 'self'");
        policy.ShouldContain("default-src 'none'");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("X-Robots-Tag").ShouldHaveSingleItem().ShouldContain("noindex");
        using var visitor = portal.Visitor();
        var page = await visitor.GetAsync(new Uri("/en", UriKind.Relative), Cancellation);
        page.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldNotContain("frame-src");
    }

    [Fact]
    public async Task A_preview_changes_nothing()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var before = await StateAsync();
        var story = await portal.InScopeAsync(s => s.GetRequiredService<PortalDbContext>().Stories.OrderBy(item => item.Id).FirstAsync(Cancellation));
        var fields = StoryPages.Fields("Quite another title");
        fields["Partners[0]"] = "science-center";
        fields["People[0]"] = "nobody-of-this-name";
        fields["Related[0]"] = "programmes/teacher-academy";
        var answer = await alice.PostAsync("/admin/stories/new", $"/en/preview/stories/{story.Id}", fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.DocumentAsync();
        page.QuerySelector("h1")!.TextContent.ShouldBe("Quite another title");
        page.QuerySelector("aside .notice")!.TextContent.ShouldContain("nobody-of-this-name");
        page.QuerySelector("main")!.TextContent.ShouldContain("Teacher Academy");
        (await StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Nobody_but_those_who_write_sees_a_draft()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var id = (await alice.WriteStoryAsync("Only for staff")).Split('/')[^1];
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.GetAsync(new Uri("/en/preview/stories/" + id, UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await rita.PostAsync("/admin", "/en/preview/stories/" + id, [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var visitor = portal.Visitor();
        (await visitor.GetAsync(new Uri("/en/preview/stories/" + id, UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetAsync(new Uri("/en/preview/" + id, UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await alice.GetAsync(new Uri("/en/preview/policies/" + id, UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await alice.PostAsync("/admin/stories/new", "/en/preview/policies/" + id, [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await alice.PostAsync("/admin/stories/new", "/en/preview/nothing", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nothing = new FormUrlEncodedContent([]);
        (await alice.PostAsync(new Uri("/en/preview/stories", UriKind.Relative), nothing, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_version_of_a_policy_that_is_typed_is_the_one_shown()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var policy = await portal.InScopeAsync(s => s.GetRequiredService<PortalDbContext>().Policies.OrderBy(item => item.Id).FirstAsync(Cancellation));
        var answer = await alice.PostAsync("/admin/stories/new", $"/en/preview/policies/{policy.Id}", [new("Texts[en].Title", "To come"), new("Texts[en].Body", "1. A new clause."), new("Version", "9.1"), new("InForceFrom", "2030-01-01")]);
        var page = await answer.DocumentAsync();
        page.QuerySelector("main")!.TextContent.ShouldContain("A new clause.");
        page.QuerySelector("main")!.TextContent.ShouldContain("Not yet in force");
        page.QuerySelector("#clause-1").ShouldNotBeNull();
    }

    /// <summary>What the page says of its item. What is not public is not offered to be shared.</summary>
    private static string Content(AngleSharp.Html.Dom.IHtmlDocument page)
    {
        page.QuerySelector(".share")?.Remove();
        return string.Join(' ', page.QuerySelector("main")!.InnerHtml.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private Task<string> StateAsync() => portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDbContext>();
        var items = await db.ContentItems.OrderBy(item => item.Id).Select(item => new { item.Id, item.Version, item.LastRevision }).ToListAsync(Cancellation);
        return string.Join(';', items) + await db.Set<ContentLink>().CountAsync(Cancellation) + "/" + await db.Revisions.CountAsync(Cancellation) + "/" + await db.ContentTexts.CountAsync(Cancellation);
    });

    /// <summary>The names of all fields that a form may post.</summary>
    private static IEnumerable<string> PathsOf(Type type, string prefix, int depth) => type.GetProperties()
        .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0 && property.Name is not ("Texts" or "State" or "WithdrawnReason"))
        .SelectMany(property => property.PropertyType == typeof(LocalizedText) ? [prefix + property.Name + ".En", prefix + property.Name + ".Tr"]
            : property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(List<>)
                ? property.PropertyType.GetGenericArguments()[0] is { IsClass: true } part && part != typeof(string) && depth == 0
                    ? PathsOf(part, prefix + property.Name + "[0].", 1) : [prefix + property.Name + "[0]"]
            : (IEnumerable<string>)[prefix + property.Name]);
}
