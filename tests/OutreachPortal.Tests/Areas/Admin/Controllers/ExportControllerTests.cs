using System.IO.Compression;
using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class ExportControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Page = "/admin/export";

    [Fact]
    public async Task The_page_gives_a_file_that_another_portal_imports()
    {
        using var content = new ContentFolder().Seminar("downloaded", "Downloaded").Item("people/hidden", Fields.Person.With("title", "Hidden").With("state", "draft"));
        await portal.ImportsAsync(content);
        using var ada = await portal.AdaTheAdministratorAsync();
        (await ada.PageAsync(Page)).Words("nav [aria-current=page]").ShouldBe("Export");

        using var answer = await ada.PostAsync(Page, Page, []);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Header("Content-Type").ShouldBe("application/zip");
        answer.Header("Content-Disposition")!.ShouldContain("attachment; filename=outreach-portal-");
        answer.Header("Cache-Control")!.ShouldContain("no-store");
        using var folder = new ContentFolder();
        using (var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)))
        {
            archive.ExtractToDirectory(folder.Path);
        }

        using var other = new PortalHost();
        await other.ImportsAsync(folder);
        (await other.PortraitAsync()).ShouldBe(await portal.PortraitAsync());
        var entry = await portal.QueryAsync(db => db.AuditEntries.SingleAsync(e => e.Action == AuditAction.Exported, TestContext.Current.CancellationToken));
        (entry.UserName, entry.Target.EndsWith(".zip", StringComparison.Ordinal)).ShouldBe(("Ada", true));
        Directory.EnumerateFiles(Path.GetTempPath(), "outreach-export-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visitor_is_sent_to_sign_in()
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.AnswerAsync(Page);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Target()!.ShouldContain(StaffAccess.SignInPath);
    }

    [Fact]
    public async Task Only_an_administrator_gets_it()
    {
        foreach (var client in new[] { await portal.AliceTheAuthorAsync(), await portal.EdTheEditorAsync(), await portal.RitaTheRegistrarAsync(), await portal.NilWithoutRoleAsync() })
        {
            using (client)
            {
                using var page = await client.AnswerAsync(Page);
                page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
                using var file = await client.AnswerAsync(HttpMethod.Post, Page);
                file.StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.BadRequest);
                file.Header("Content-Type").ShouldNotBe("application/zip");
            }
        }
    }

    [Fact]
    public async Task Nothing_is_made_without_a_token()
    {
        using var ada = await portal.AdaTheAdministratorAsync();
        using var answer = await ada.AnswerAsync(HttpMethod.Post, Page);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
