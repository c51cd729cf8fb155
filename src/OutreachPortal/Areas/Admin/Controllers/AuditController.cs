using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Who did what. There is nothing here to change.</summary>
[Route("admin")]
[Authorize(StaffPolicies.Administer)]
public sealed class AuditController(PortalDbContext db, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock) : AdminController
{
    public const int PageSize = 100;

    /// <summary>Rows of a file; who needs more asks for a shorter time.</summary>
    public const int MostInFile = 100_000;

    private const int MostUsers = 500;

    /// <summary>Names of the file's columns for programs, above those for people.</summary>
    private static readonly string[] Columns = ["at", "user", "action", "what", "kind", "item", "revision", "target", "remark", "address"];

    [HttpGet("audit")]
    public async Task<IActionResult> Index()
    {
        ViewData[AdminMenu.PlaceKey] = "audit";
        var (filter, question, users) = await AskedAsync();
        var entries = db.AuditEntries.AsNoTracking().About(question);
        var cursor = AuditCursor.Parse(filter["before"]);
        var page = await (cursor is null ? entries : entries.OlderThan(cursor.At, cursor.Id)).NewestFirst().Take(PageSize + 1).ToListAsync(Aborted);
        var older = page.Count > PageSize ? new AuditCursor(page[PageSize - 1].At, page[PageSize - 1].Id) : null;
        return View(new AuditViewModel(filter, [.. page.Take(PageSize)], users, older) { IsOlder = cursor is not null });
    }

    [HttpGet("audit.csv")]
    public async Task<IActionResult> File()
    {
        var (_, question, _) = await AskedAsync();
        return new CsvResult(string.Create(CultureInfo.InvariantCulture, $"audit-{site.Today(clock):yyyy-MM-dd}.csv"), async file =>
        {
            await file.WriteAsync(Columns, Aborted);
            await file.WriteAsync(Columns.Select(column => words["Audit.Column." + column].Value), Aborted);
            await foreach (var entry in db.AuditEntries.AsNoTracking().About(question).NewestFirst().Take(MostInFile).AsAsyncEnumerable().WithCancellation(Aborted))
            {
                await file.WriteAsync(
                [
                    entry.At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), entry.UserName, entry.Action.ToString(), words.Name(entry.Action), entry.Kind?.ToString(),
                    entry.ItemId?.ToString(CultureInfo.InvariantCulture), entry.Revision?.ToString(CultureInfo.InvariantCulture), entry.Target, entry.Remark, entry.Address,
                ], Aborted);
            }
        });
    }

    private async Task<(ListFilter Filter, AuditQuestion Question, IReadOnlyList<NamedOption> Users)> AskedAsync()
    {
        var filter = new ListFilter(Request.Query, "q", "who", "action", "kind", "item", "from", "to", "before");
        var named = await db.Users.AsNoTracking().OrderBy(user => user.Id).Take(MostUsers).Select(user => new { user.Id, user.Name }).ToListAsync(Aborted);
        var users = named.OrderBy(user => user.Name, StringComparer.Create(Languages.CultureOf(Languages.Current), ignoreCase: true))
            .Select(user => new NamedOption(user.Id.ToString(CultureInfo.InvariantCulture), user.Name, [])).ToList();
        var who = filter.Option("who", users, (user, value) => user.Key == value);
        return (filter, new AuditQuestion(
            who is null ? null : int.Parse(who.Key, CultureInfo.InvariantCulture), filter.Choice<AuditAction>("action"), filter.Choice<ContentKind>("kind"),
            filter.Number("item", 1, int.MaxValue), StartOf(filter.Day("from")), StartOf(filter.Day("to")?.AddDays(1)), filter.Words), users);
    }

    /// <summary>When a day begins at the university, in UTC.</summary>
    private DateTime? StartOf(DateOnly? day)
    {
        if (day is not { } date)
        {
            return null;
        }

        var midnight = date.ToDateTime(TimeOnly.MinValue);
        // Where clocks are put forward at midnight the day begins an hour later.
        return TimeZoneInfo.ConvertTimeToUtc(site.Zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight, site.Zone);
    }
}
