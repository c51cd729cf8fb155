using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

public sealed class NoticesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_start_brings_a_version_of_each_kind_in_both_languages()
    {
        portal.Visitor().Dispose();
        var notices = await portal.QueryAsync(db => db.Notices.AsNoTracking().Where(n => n.Number == 1).ToListAsync(Cancellation));
        notices.Select(n => n.Kind).Order().ShouldBe(Enum.GetValues<NoticeKind>());
        notices.ShouldAllBe(n => n.Text.En!.Length > 50 && n.Text.Tr!.Length > 50 && n.CreatedBy.Length == 0);
        foreach (var notice in notices)
        {
            OutreachPortal.Services.Registrations.Notices.UnknownPlaceholders(notice.Kind, notice.Text.En + notice.Text.Tr).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_version_that_is_missing_is_made_once_however_many_ask()
    {
        await using var own = new PortalHost();
        await own.QueryAsync(db => db.Notices.ExecuteDeleteAsync(Cancellation));
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            own.InScopeAsync(services => services.GetRequiredService<Notices>().CurrentAsync(NoticeKind.Recording, Cancellation)))));
        asked.Select(n => n.Id).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("en", "Poyraz University", "365 days")]
    [InlineData("tr", "Poyraz Üniversitesi", "365 gün")]
    public async Task The_information_notice_names_the_university_and_how_long_data_is_kept(string culture, string name, string days)
    {
        var html = await portal.InScopeAsync(async services =>
        {
            var notices = services.GetRequiredService<Notices>();
            return notices.Html(await notices.CurrentAsync(NoticeKind.Information, Cancellation), culture);
        });
        html.Culture.ShouldBe(culture);
        html.Text.ShouldContain(name);
        html.Text.ShouldContain(days);
        html.Text.ShouldContain("outreach@poyraz.example");
        html.Text.ShouldNotContain("{{");
        html.Text.ShouldContain("<h2");
    }

    [Fact]
    public async Task Whoever_registers_reads_the_notice_with_the_university_in_it()
    {
        using var folder = new ContentFolder().Lecture("noticed", more: "asks-recording: true");
        await portal.ImportsAsync(folder);
        var page = await portal.Visitor().PageAsync("/en/lectures/lecture-noticed/register");
        var form = page.QuerySelector("main form")!.Words();
        form.ShouldContain("Who is responsible: Poyraz University.");
        form.ShouldContain("I agree that my voice and image may be recorded");
        form.ShouldNotContain("{{");
    }

    [Fact]
    public async Task A_name_is_no_Markdown_and_no_HTML()
    {
        await using var own = new PortalHost().With("Site:Name:En", "A *B* <b>[C](x)</b> & D");
        var html = await own.InScopeAsync(services => Task.FromResult(services.GetRequiredService<Notices>().Html(NoticeKind.Information, new("By {{ site }} {{nobody}}", "en"))));
        html.Text.Trim().ShouldBe("<p>By A *B* &lt;b&gt;[C](x)&lt;/b&gt; &amp; D {{nobody}}</p>");
    }

    [Fact]
    public void A_consent_has_no_placeholders()
    {
        OutreachPortal.Services.Registrations.Notices.UnknownPlaceholders(NoticeKind.Photographs, "At {{site}}").ShouldBe(["site"]);
        OutreachPortal.Services.Registrations.Notices.UnknownPlaceholders(NoticeKind.Information, "At {{site}} {{days}}").ShouldBe(["days"]);
    }
}
