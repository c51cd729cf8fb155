using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

/// <summary>What a visitor, a program and an operator see when something breaks.</summary>
public sealed class SiteTests
{
    [Fact]
    public async Task Failure_is_logged_and_told_without_details_while_kept_pages_still_answer()
    {
        using var portal = new DemoPortal();
        var kept = await portal.Visitor().PageAsync("/en/seminars");
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>().Database;
            await db.ExecuteSqlRawAsync("DROP TABLE ContentTexts; DROP TABLE ContentStamp");
            return 0;
        });
        await Task.Delay(600, TestContext.Current.CancellationToken);

        using var answer = await portal.Visitor().AnswerAsync("/tr/policies");
        var page = await answer.PageAsync("/tr/policies", HttpStatusCode.InternalServerError);
        page.DocumentElement.GetAttribute("lang").ShouldBe("tr");
        page.Words("h1").ShouldBe("Bizden kaynaklanan bir hata oluştu");
        page.QuerySelector("header.site-head").ShouldNotBeNull();
        page.DocumentElement.OuterHtml.ShouldNotContain("ContentTexts");
        page.DocumentElement.OuterHtml.ShouldNotContain("Exception");
        answer.Header("Cache-Control")!.ShouldContain("no-store");
        answer.Header("Content-Security-Policy").ShouldNotBeNull();
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("ETag").ShouldBeNull();

        (await portal.Visitor().PageAsync("/en/seminars")).Titles().ShouldBe(kept.Titles());
        using var health = await portal.Visitor().AnswerAsync("/health/live");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);

        var events = Log(portal);
        events.ShouldContain(line => line.Contains("ContentTexts", StringComparison.Ordinal) && line.Contains("\"Level\":\"Error\"", StringComparison.Ordinal));
        events.Select(line => JsonDocument.Parse(line).RootElement).ShouldContain(e => e.GetProperty("RenderedMessage").GetString()!.Contains("\"/tr/policies\" responded 500"));
    }

    [Fact]
    public async Task Program_is_told_of_a_failure_in_problem_details()
    {
        using var portal = new BreakingPortal();
        using var answer = await portal.Visitor().AnswerAsync("/api/v1/broken");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Header("Content-Type").ShouldStartWith("application/problem+json");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldNotContain("secret");
        JsonDocument.Parse(text).RootElement.GetProperty("status").GetInt32().ShouldBe(500);

        using var wrong = await portal.Visitor().AnswerAsync(HttpMethod.Delete, "/api/v1/broken");
        wrong.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        wrong.Header("Content-Type").ShouldStartWith("application/problem+json");
    }

    private static string[] Log(PortalHost portal) =>
    [
        .. Directory.GetFiles(Path.Combine(portal.Data, "logs"), "portal-*.json").SelectMany(file =>
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }),
    ];
}
