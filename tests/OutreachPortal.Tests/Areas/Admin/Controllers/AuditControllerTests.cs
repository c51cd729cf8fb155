using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>A trail of three pages, with what spreadsheets and browsers must not run.</summary>
public sealed class AuditedPortal : PortalHost, IAsyncLifetime
{
    public static readonly string[] Payloads = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1", "<script>alert(1)</script>", "a\"b;c,d\r\ne"];

    public const int Rows = 250;

    public async ValueTask InitializeAsync() => await this.QueryAsync(async db =>
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        for (var n = 0; n < Rows; n++)
        {
            db.AuditEntries.Add(new AuditEntry
            {
                // Several in one moment, so that the order is by number too.
                At = now.AddMinutes(-(n / 5 * 60)),
                UserName = n % 2 == 0 ? "Zeynep" : Payloads[n % Payloads.Length],
                Action = n % 3 == 0 ? AuditAction.Published : AuditAction.SignInFailed,
                Kind = n % 3 == 0 ? ContentKind.Story : null,
                ItemId = n % 3 == 0 ? 7 + n : null,
                Target = n == 4 ? "100% a_b [x]" : "Target " + n + " " + Payloads[n % Payloads.Length],
                Remark = Payloads[n % Payloads.Length],
                Address = "192.0.2." + (n % 250),
            });
        }

        return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });
}

public sealed class AuditControllerTests(AuditedPortal portal) : IClassFixture<AuditedPortal>
{
    [Fact]
    public async Task Trail_is_for_administrators()
    {
        foreach (var address in new[] { "/admin/audit", "/admin/audit.csv" })
        {
            (await (await portal.AliceTheAuthorAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await (await portal.EdTheEditorAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await (await portal.RitaTheRegistrarAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await (await portal.NilWithoutRoleAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await portal.Visitor().AnswerAsync(address)).Target()!.ShouldContain("/account/sign-in");
            (await (await portal.AdaTheAdministratorAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_schedule_is_told_in_the_time_of_the_site()
    {
        using var host = new PortalHost();
        var ed = await host.EdTheEditorAsync();
        var desk = await Desk.NewAsync(host, ed);
        await desk.DoneAsync(ed, "schedule", ("Day", "2026-12-24"), ("Time", "09:30"));
        var remark = (await (await host.AdaTheAdministratorAsync()).PageAsync("/admin/audit?action=scheduled")).Words("td.remark");
        remark.ShouldContain("24 December, 09:30");
        remark.ShouldNotContain("06:30Z");
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var targets = new List<string>();
        var address = "/admin/audit?q=Target";
        for (var pages = 0; address is not null && pages < 10; pages++)
        {
            var page = await ada.PageAsync(address);
            targets.AddRange(page.AllWords("table.audit tbody tr td:nth-child(4)").Select(target => string.Join(' ', target.Split(' ').Take(2))));
            address = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        var all = await portal.QueryAsync(db => db.AuditEntries.Where(e => e.Target.StartsWith("Target ")).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Select(e => e.Target).ToListAsync(TestContext.Current.CancellationToken));
        targets.ShouldBe(all.Select(target => string.Join(' ', target.Split(' ').Take(2))));
        targets.Count.ShouldBe(AuditedPortal.Rows - 1);
    }

    [Theory]
    [InlineData("action=published", 84)]
    [InlineData("action=published&kind=story&item=7", 1)]
    [InlineData("q=100%25+a_b+%5Bx%5D", 1)]
    [InlineData("from=2026-11-23&to=2026-11-23&action=sign-in-failed", 43)]
    [InlineData("to=2026-11-20&from=2026-11-21", 0)]
    [InlineData("from=2026-02-31&action=published", 84)]
    [InlineData("before=1-1", 0)]
    [InlineData("before=nonsense&action=published", 84)]
    [InlineData("before=9223372036854775807-1&action=published", 84)]
    public async Task Trail_is_narrowed_by(string query, int rows)
    {
        var page = await (await portal.AdaTheAdministratorAsync()).PageAsync("/admin/audit?" + query);
        page.QuerySelectorAll("table.audit tbody tr").Length.ShouldBe(rows);
    }

    [Fact]
    public async Task Trail_is_narrowed_to_one_person()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var id = await portal.QueryAsync(async db =>
        {
            var user = await db.Users.FirstAsync(u => u.Name == "Ada", TestContext.Current.CancellationToken);
            db.AuditEntries.Add(new AuditEntry { At = portal.Clock.GetUtcNow().UtcDateTime, UserId = user.Id, UserName = "Ada", Action = AuditAction.SettingsChanged, Target = "Site" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return user.Id;
        });
        (await ada.PageAsync($"/admin/audit?who={id}")).QuerySelectorAll("table.audit tbody tr").Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_stands_in_the_trail_runs_nowhere()
    {
        var page = await (await portal.AdaTheAdministratorAsync()).PageAsync("/admin/audit?q=script");
        page.QuerySelectorAll("table.audit script, table.audit [onerror]").ShouldBeEmpty();
        page.Body!.TextContent.ShouldContain("<script>alert(1)</script>");
    }

    [Theory]
    [InlineData(Languages.English, ',')]
    [InlineData(Languages.Turkish, ';')]
    public async Task File_is_UTF_8_with_a_mark_and_no_cell_is_a_formula(string language, char separator)
    {
        var reader = await portal.SignedInAsync("File reader " + language, Roles.Administrator, language);
        var answer = await reader.AnswerAsync("/admin/audit.csv?q=Target");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe("audit-2026-11-23.csv");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        bytes.AsSpan(0, 3).SequenceEqual(Encoding.UTF8.GetPreamble()).ShouldBeTrue();
        var rows = Read(Encoding.UTF8.GetString(bytes.AsSpan(3)), separator);
        rows[0].ShouldBe(["at", "user", "action", "what", "kind", "item", "revision", "target", "remark", "address"]);
        rows[1][1].ShouldBe(language == Languages.Turkish ? "Kim" : "Who");
        rows.Count.ShouldBe(2 + AuditedPortal.Rows - 1);
        rows.ShouldAllBe(row => row.Count == 10);
        rows.SelectMany(row => row).ShouldAllBe(cell => cell.Length == 0 || !"=+-@\t\r\n＝".Contains(cell.TrimStart(' ').FirstOrDefault('x')));
        rows.Select(row => row[8]).ShouldContain("'" + AuditedPortal.Payloads[0]);
        rows.Select(row => row[8]).ShouldContain("a\"b;c,d\r\ne");
    }

    [Fact]
    public async Task File_has_what_the_page_is_narrowed_to()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var page = await ada.PageAsync("/admin/audit?action=published&item=7");
        var file = await ada.GetStringAsync(new Uri(page.QuerySelector("a[download]")!.GetAttribute("href")!, UriKind.Relative), TestContext.Current.CancellationToken);
        Read(file.TrimStart('\uFEFF'), ',').Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\ta", "'\ta")]
    [InlineData("\ra", "'\ra")]
    [InlineData("\na", "'\na")]
    [InlineData("  =1", "'  =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void Formula_becomes_a_text(string cell, string harmless) => CsvFile.Harmless(cell).ShouldBe(harmless);

    [Fact]
    public async Task No_route_changes_or_deletes_an_entry()
    {
        var endpoints = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.Controllers.ControllerActionDescriptor>()?.ControllerTypeInfo == typeof(AuditController)).ToList();
        endpoints.Count.ShouldBe(2);
        endpoints.ShouldAllBe(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.All(method => method == "GET"));
        var ada = await portal.AdaTheAdministratorAsync();
        var token = await ada.TokenAsync("/admin");
        var before = await RowsAsync();
        foreach (var address in new[] { "/admin/audit", "/admin/audit/1", "/admin/audit/1/delete", "/admin/audit.csv" })
        {
            foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete })
            {
                using var request = new HttpRequestMessage(method, address) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Id", "1"), new("Remark", "changed")]) };
                var answer = await ada.SendAsync(request, TestContext.Current.CancellationToken);
                ((int)answer.StatusCode).ShouldBeOneOf(404, 405);
            }
        }

        (await RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Context_refuses_to_change_or_delete_an_entry()
    {
        foreach (var change in new Action<PortalDbContext, AuditEntry>[] { (_, entry) => entry.Remark = "changed", (db, entry) => db.Remove(entry) })
        {
            await portal.QueryAsync(async db =>
            {
                change(db, await db.AuditEntries.FirstAsync(TestContext.Current.CancellationToken));
                await Should.ThrowAsync<InvalidOperationException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
                Should.Throw<InvalidOperationException>(() => db.SaveChanges());
                return 0;
            });
        }
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Remark = 'changed' WHERE Id = 1")]
    [InlineData("DELETE FROM AuditEntries WHERE Id = 1")]
    public async Task Table_refuses_to_have_an_entry_changed_or_deleted(string sql)
    {
        Assert.SkipWhen(TestDatabase.IsSqlServer, TestDatabase.OnlySqlite);
        var before = await RowsAsync();
        await portal.QueryAsync(async db =>
        {
            await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
            return 0;
        });
        (await RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public void Every_action_has_its_words_in_both_languages()
    {
        foreach (var culture in Languages.All)
        {
            System.Globalization.CultureInfo.CurrentUICulture = Languages.CultureOf(culture);
            var words = portal.Services.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Words>>();
            foreach (var action in Enum.GetValues<AuditAction>())
            {
                words[$"AuditAction.{action}"].ResourceNotFound.ShouldBeFalse($"{action} {culture}");
            }
        }
    }

    private Task<List<string>> RowsAsync() => portal.QueryAsync(db => db.AuditEntries.Where(e => e.UserId == null).OrderBy(e => e.Id).Select(e => e.Id + e.Target + e.Remark).ToListAsync(TestContext.Current.CancellationToken));

    /// <summary>As a spreadsheet reads it.</summary>
    private static List<List<string>> Read(string text, char separator)
    {
        var rows = new List<List<string>> { new() };
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted)
            {
                if (text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(text[i++]);
                }
                else if (text[i] == '"')
                {
                    isQuoted = false;
                }
                else
                {
                    cell.Append(text[i]);
                }
            }
            else if (text[i] == '"')
            {
                isQuoted = true;
            }
            else if (text[i] == separator || text[i] == '\n')
            {
                rows[^1].Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\n' && i + 1 < text.Length)
                {
                    rows.Add([]);
                }
            }
            else if (text[i] != '\r')
            {
                cell.Append(text[i]);
            }
        }

        return rows;
    }
}
