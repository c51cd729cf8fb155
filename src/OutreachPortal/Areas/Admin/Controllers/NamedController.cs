using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Search;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Tags and units: things with a key, which never changes, and a name in each language, which does.</summary>
[Authorize(StaffPolicies.Write)]
public abstract class NamedController<T>(NamedThing thing, PortalDbContext db, PublicChange change, SearchNames names, AuditTrail audit, IStringLocalizer<Words> words)
    : AdminController
    where T : class, INamed, new()
{
    private const string ListView = "/Areas/Admin/Views/Named/Index.cshtml";
    private const string FormView = "/Areas/Admin/Views/Named/Edit.cshtml";
    private const string DeleteView = "/Areas/Admin/Views/Named/Delete.cshtml";
    private static readonly string[] Orders = ["name", "key", "items"];

    protected PortalDbContext Db => db;

    /// <summary>Each item with what it names, as published.</summary>
    protected abstract IQueryable<Naming> Namings { get; }

    /// <summary>Whether a draft names it by its key.</summary>
    protected abstract bool Names(ContentForm form, string key);

    /// <summary>Has the items that name it found by its new name. Within the transaction, after the change was saved.</summary>
    protected abstract Task RefreshSearchAsync(SearchNames search, int id);

    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "sort");
        var order = filter.Option("sort", Orders, (name, value) => name == value) ?? Orders[0];
        // A vocabulary is small enough to be sorted as its language does, which no database of ours can; names and keys alone are read.
        var all = await db.Set<T>().Select(named => new NamedRow(named.Id, named.Key, new LocalizedText { En = named.Name.En, Tr = named.Name.Tr })).ToListAsync(Aborted);
        if (filter.Words is { } typed && TextFolding.Words(typed) is var wanted)
        {
            all.RemoveAll(row => !TextFolding.Words($"{row.Name.En} {row.Name.Tr}").Contains(wanted, StringComparison.Ordinal) && !row.Key.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase));
        }

        var paging = new Paging(filter.Page, all.Count);
        if (order == "items")
        {
            all = await WithCountsAsync(all);
        }

        var byName = StringComparer.Create(Languages.CultureOf(Languages.Current), ignoreCase: true);
        var sorted = order switch
        {
            "key" => all.OrderBy(row => row.Key, StringComparer.Ordinal),
            "items" => all.OrderByDescending(row => row.Items).ThenBy(row => row.Name.In(Languages.Current).Text, byName),
            _ => all.OrderBy(row => row.Name.In(Languages.Current).Text, byName),
        };
        var shown = sorted.ThenBy(row => row.Id).Skip(paging.IsBeyond ? 0 : paging.Skip).Take(Paging.Size).ToList();
        return Show(ListView, new NamedListViewModel(thing, filter, paging, order == "items" ? shown : await WithCountsAsync(shown)));
    }

    [HttpGet("new")]
    [Authorize(StaffPolicies.Publish)]
    public IActionResult New() => Show(FormView, new NamedViewModel(thing, null, new()));

    [HttpPost("new")]
    [Authorize(StaffPolicies.Publish)]
    public async Task<IActionResult> New(NamedForm form)
    {
        var name = Clean(form.Name);
        await CheckAsync(name, null);
        var key = ModelState.IsValid ? KeyFor(name) : "";
        if (ModelState.IsValid && key.Length == 0)
        {
            Wrong(Languages.English, "NoKey");
        }

        if (ModelState.IsValid)
        {
            try
            {
                await change.MakeAsync(async () =>
                {
                    db.Add(new T { Key = key, Name = name });
                    audit.Add(thing.Changed, Both(name), "Added with the key " + key);
                    await db.SaveChangesAsync(Aborted);
                    return true;
                }, Aborted);
                Done(words[$"{thing.Words}.Added", name.In(Languages.Current)]);
                return Redirect(thing.Address);
            }
            catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
            {
                Wrong(TextFolding.Slug(name.En ?? "").Length > 0 ? Languages.English : Languages.Turkish, "KeyTaken", key);
            }
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show(FormView, new NamedViewModel(thing, null, form));
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Edit([FromRoute] int id) => await FindAsync(id) is not { } row ? NotFound()
        : Show(FormView, new NamedViewModel(thing, row, new() { Name = row.Name, Was = row.Name }) { Uses = await UsesAsync(row) });

    [HttpPost("{id:int}")]
    [Authorize(StaffPolicies.Publish)]
    public async Task<IActionResult> Edit([FromRoute] int id, NamedForm form)
    {
        if (await FindAsync(id) is not { } row)
        {
            return NotFound();
        }

        var name = Clean(form.Name);
        await CheckAsync(name, id);
        var isStale = false;
        if (ModelState.IsValid)
        {
            var isSaved = await change.MakeAsync(async () =>
            {
                var named = await db.Set<T>().SingleOrDefaultAsync(n => n.Id == id, Aborted);
                if (named is null || !AreSame(named.Name, form.Was))
                {
                    isStale = true;
                    return false;
                }

                isStale = false;
                audit.Add(thing.Changed, Both(name), $"Was {Both(named.Name)}");
                named.Name = name;
                await db.SaveChangesAsync(Aborted);
                await RefreshSearchAsync(names, id);
                return true;
            }, Aborted);
            if (isSaved)
            {
                Done(words["Named.Saved", name.In(Languages.Current)]);
                return Redirect(thing.Address);
            }

            if (await FindAsync(id) is not { } now)
            {
                return NotFound();
            }

            row = now;
            // Whoever saves again has seen what they replace.
            form.Was = row.Name;
        }

        Response.StatusCode = isStale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Show(FormView, new NamedViewModel(thing, row, form) { Uses = await UsesAsync(row), IsStale = isStale });
    }

    [HttpGet("{id:int}/delete")]
    [Authorize(StaffPolicies.Publish)]
    public async Task<IActionResult> Delete([FromRoute] int id) => await FindAsync(id) is not { } row ? NotFound()
        : Show(DeleteView, new NamedViewModel(thing, row, new()) { Uses = await UsesAsync(row) });

    [HttpPost("{id:int}/delete")]
    [Authorize(StaffPolicies.Publish)]
    public async Task<IActionResult> DeleteConfirmed([FromRoute] int id)
    {
        if (await FindAsync(id) is not { } row)
        {
            return NotFound();
        }

        List<NamedUse> uses = [];
        var isDeleted = await change.MakeAsync(async () =>
        {
            uses = await UsesAsync(row);
            if (uses.Count > 0)
            {
                return false;
            }

            audit.Add(thing.Deleted, Both(row.Name), "Had the key " + row.Key);
            await db.SaveChangesAsync(Aborted);
            return await db.Set<T>().Where(named => named.Id == id).ExecuteDeleteAsync(Aborted) == 1;
        }, Aborted);
        if (!isDeleted && uses.Count == 0)
        {
            // Somebody else was faster.
            return NotFound();
        }

        if (isDeleted)
        {
            Done(words["Named.Deleted", row.Name.In(Languages.Current)]);
            return Redirect(thing.Address);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show(DeleteView, new NamedViewModel(thing, row, new()) { Uses = uses });
    }

    private ViewResult Show(string view, object model)
    {
        ViewData[AdminMenu.PlaceKey] = thing.Place;
        return View(view, model);
    }

    private Task<NamedRow?> FindAsync(int id) => db.Set<T>().Where(named => named.Id == id)
        .Select(named => new NamedRow(named.Id, named.Key, new LocalizedText { En = named.Name.En, Tr = named.Name.Tr })).SingleOrDefaultAsync(Aborted);

    private async Task<List<NamedRow>> WithCountsAsync(List<NamedRow> rows)
    {
        var ids = rows.Count > Paging.Size ? null : rows.Select(row => row.Id).ToList();
        var counts = await Namings.Where(naming => ids == null || ids.Contains(naming.NamedId)).GroupBy(naming => naming.NamedId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, Aborted);
        return [.. rows.Select(row => row with { Items = counts.GetValueOrDefault(row.Id) })];
    }

    /// <summary>Where it is named: published, in the newest revision, or in one that becomes public by itself.</summary>
    private async Task<List<NamedUse>> UsesAsync(NamedRow row)
    {
        var published = await Namings.Where(naming => naming.NamedId == row.Id).GroupBy(naming => naming.Kind)
            .Select(group => new { Kind = group.Key, Count = group.Count() }).ToListAsync(Aborted);
        var drafts = new HashSet<(ContentKind Kind, int Item)>();
        var quoted = "\"" + row.Key + "\"";
        // No index helps here; it is asked for one tag or unit at a time.
        await foreach (var revision in (
            from r in db.Revisions
            join item in db.ContentItems on r.ContentItemId equals item.Id
            where (r.Number == item.LastRevision || r.Number == item.ScheduledRevision) && r.Number != item.PublishedRevision && r.Form.Contains(quoted)
                && !Namings.Any(naming => naming.NamedId == row.Id && naming.ItemId == item.Id)
            select new { item.Id, item.Kind, r.Form }).AsAsyncEnumerable().WithCancellation(Aborted))
        {
            if (Names(ContentForm.FromJson(revision.Kind, revision.Form), row.Key))
            {
                drafts.Add((revision.Kind, revision.Id));
            }
        }

        return [.. published.Select(p => p.Kind).Union(drafts.Select(draft => draft.Kind)).Order()
            .Select(kind => new NamedUse(kind, published.Find(p => p.Kind == kind)?.Count ?? 0, drafts.Count(draft => draft.Kind == kind)))];
    }

    private async Task CheckAsync(LocalizedText name, int? id)
    {
        foreach (var culture in Languages.All)
        {
            if (name[culture]!.Length > INamed.NameLength)
            {
                Wrong(culture, "TooLong", INamed.NameLength, name[culture]!.Length);
            }
            else if (TextFolding.Words(name[culture]!).Length == 0)
            {
                Wrong(culture, "Missing");
            }
        }

        if (!ModelState.IsValid)
        {
            return;
        }

        var (en, tr) = (name.En, name.Tr);
        foreach (var other in await db.Set<T>().Where(named => named.Id != id && (named.Name.En == en || named.Name.Tr == tr))
            .Select(named => new LocalizedText { En = named.Name.En, Tr = named.Name.Tr }).ToListAsync(Aborted))
        {
            foreach (var culture in Languages.All.Where(culture => other[culture] == name[culture] && ModelState.IsValid))
            {
                Wrong(culture, "NameTaken");
            }
        }
    }

    private void Wrong(string culture, string reason, params object[] parts) =>
        ModelState.AddModelError("Name." + (culture == Languages.Turkish ? nameof(LocalizedText.Tr) : nameof(LocalizedText.En)),
            words[$"Named.{reason}", [words[$"Named.In.{culture}"].Value, .. parts]]);

    private static string KeyFor(LocalizedText name)
    {
        var slug = TextFolding.Slug(name.En ?? "") is { Length: > 0 } english ? english : TextFolding.Slug(name.Tr ?? "");
        return slug.Length > ContentItem.KeyLength ? slug[..ContentItem.KeyLength].Trim('-') : slug;
    }

    /// <summary>With one space where several, or characters that nobody sees, were typed or pasted.</summary>
    private static LocalizedText Clean(LocalizedText typed) => new() { En = Clean(typed.En), Tr = Clean(typed.Tr) };

    private static string Clean(string? typed) =>
        string.Join(' ', string.Concat((typed ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static bool AreSame(LocalizedText now, LocalizedText was) => Clean(now) == Clean(was);

    private static string Both(LocalizedText name) => $"{name.En} / {name.Tr}";
}
