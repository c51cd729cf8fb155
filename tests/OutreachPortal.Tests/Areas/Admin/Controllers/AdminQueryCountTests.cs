using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>How often staff's pages ask the database does not depend on how much there is.</summary>
public sealed class AdminQueryCountTests
{
    [Fact]
    public async Task No_page_asks_more_often_when_there_is_ten_times_more()
    {
        using var little = new PortalHost();
        using var much = new PortalHost();
        await FillAsync(little, 3);
        await FillAsync(much, 30);
        string[] addresses =
        [
            "/admin", "/admin/seminars", "/admin/seminars?q=event&state=published&language=has-en&unit=u0&tag=t0&author=1&sort=title", "/admin/stories?state=draft",
            "/admin/all?q=event", "/admin/translations", "/admin/audit", "/admin/audit?action=created", "/en", "/en/seminars", "/en/seminars/event-0", "/en/search?q=event",
        ];
        var (few, many) = (await little.AdaTheAdministratorAsync(), await much.AdaTheAdministratorAsync());
        foreach (var address in addresses)
        {
            (await CountAsync(much, many, address)).ShouldBe(await CountAsync(little, few, address), address);
        }
    }

    private static async Task<int> CountAsync(PortalHost portal, HttpClient reader, string address)
    {
        // What is read once is read by the first.
        await reader.PageAsync(address);
        portal.Commands.Reset();
        await reader.PageAsync(address);
        portal.Commands.Count.ShouldBeGreaterThan(0);
        return portal.Commands.Count;
    }

    private static async Task FillAsync(PortalHost portal, int count)
    {
        using var folder = new ContentFolder();
        folder.File("units.yaml", string.Concat(Enumerable.Range(0, count).Select(n => $"u{n}:\n  en: Unit {n}\n  tr: Birim {n}\n")))
            .File("tags.yaml", string.Concat(Enumerable.Range(0, count).Select(n => $"t{n}:\n  en: Tag {n}\n  tr: Etiket {n}\n")));
        for (var n = 0; n < count; n++)
        {
            folder.Seminar("event-" + n, "Event " + n, $"slug: event-{n}\nunit: u{n}\ntags: [t{n}]");
        }

        await portal.ImportAllAsync(folder);
        var ada = await portal.AdaTheAdministratorAsync();
        for (var n = 0; n < count; n++)
        {
            var id = await ListedPortal.DraftAsync(ada, "Event story " + n);
            await portal.QueryAsync(async db =>
            {
                var item = await db.ContentItems.FindAsync([id], TestContext.Current.CancellationToken);
                if (n % 3 == 0)
                {
                    item!.MoveTo(DraftStage.InReview);
                }
                else if (n % 3 == 1)
                {
                    item!.PublishLater(1, portal.Clock.GetUtcNow().UtcDateTime.AddDays(1), 1);
                }

                return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            });
        }
    }
}
