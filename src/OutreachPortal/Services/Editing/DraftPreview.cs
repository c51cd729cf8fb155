using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Editing;

/// <summary>An item as it would be if a form were published, which nothing knows of.</summary>
/// <param name="Missing">What publishing would still ask for, and what was left out.</param>
public sealed record Previewed(ContentItem Item, IReadOnlyList<FormProblem> Missing);

/// <summary>
/// Applies a form to a copy of its item in memory. The context tracks nothing of it, so nothing can be saved by mistake.
/// </summary>
public sealed class DraftPreview(PortalDbContext db, FormChecks checks, MarkdownRenderer markdown, SiteSettings site, IStringLocalizer<Words> words, TimeProvider clock)
{
    /// <param name="id">Null for an item that was never saved.</param>
    /// <returns>Null when there is no such item of the kind.</returns>
    public async Task<Previewed?> ApplyAsync(ContentKind kind, int? id, ContentForm form, CancellationToken cancellation)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var item = id is null ? ContentKindInfo.Of(kind).NewItem()
            : await db.ContentItems.AsNoTrackingWithIdentityResolution().WithEverything().FirstOrDefaultAsync(i => i.Id == id && i.Kind == kind, cancellation);
        if (item is null)
        {
            return null;
        }

        var missing = checks.Wrong(form).Concat(checks.Incomplete(form)).DistinctBy(problem => problem.Field).ToList();
        form.State = item.State == ContentState.Withdrawn ? ContentState.Withdrawn : ContentState.Published;
        form.WithdrawnReason = item.WithdrawnReason.Copy();
        form.Fill(Languages.Current, site.Today(clock), field => words["Preview.Missing." + field]);
        var context = await ContextAsync(form, cancellation);
        missing.AddRange(LeaveOutUnknown(form, context));
        if (item is Policy policy)
        {
            await PolicyPassages.LoadAsync(db, policy, ((PolicyForm)form).Version, cancellation);
        }

        // The public sees the version in force today; whoever previews wants the one that was typed.
        item.Publish(new Revision { Number = item.LastRevision }, form, context);
        (item as Policy)?.Versions.RemoveAll(version => version != ((Policy)item).Find(((PolicyForm)form).Version));
        item.UnitId = item.Unit?.Id;
        if (item is Event anEvent)
        {
            anEvent.ProgrammeId = anEvent.Programme?.Id;
        }

        foreach (var (pledge, number) in ((item as Partner)?.Pledges ?? []).Select((pledge, number) => (pledge, number)))
        {
            // The page names its bars by them.
            pledge.Id = number + 1;
        }

        return new(item, missing);
    }

    private async Task<PublishContext> ContextAsync(ContentForm form, CancellationToken cancellation)
    {
        var items = new Dictionary<(ContentKind, string), ContentItem>();
        foreach (var kind in form.References().Select(reference => (reference.Kind, reference.Key)).Distinct().GroupBy(reference => reference.Kind))
        {
            var keys = kind.Select(reference => reference.Key).ToList();
            foreach (var item in await db.ContentItems.AsNoTracking().Include(item => item.Texts).Include(item => item.Unit)
                .Where(item => item.Kind == kind.Key && keys.Contains(item.Key)).ToListAsync(cancellation))
            {
                items[(item.Kind, item.Key)] = item;
            }
        }

        var units = await db.Units.AsNoTracking().Where(unit => unit.Key == form.Unit).ToDictionaryAsync(unit => unit.Key, StringComparer.Ordinal, cancellation);
        var tags = await db.Tags.AsNoTracking().Where(tag => form.Tags.Contains(tag.Key)).ToDictionaryAsync(tag => tag.Key, StringComparer.Ordinal, cancellation);
        return new(markdown, site.TimeZone, clock.GetUtcNow().UtcDateTime, items, units, tags);
    }

    private IEnumerable<FormProblem> LeaveOutUnknown(ContentForm form, PublishContext context)
    {
        var problems = form.References().Where(reference => !context.Items.ContainsKey((reference.Kind, reference.Key)))
            .Select(reference => (Path: reference.Property, Name: reference.Key))
            .Concat(form.Related.Select((related, i) => (Path: ContentForm.At(nameof(ContentForm.Related), i), Name: related)).Where(related => ContentReference.Parse(related.Name) is null))
            .ToList();
        form.LeaveOut(problems.Select(problem => problem.Path));
        foreach (var tag in form.Tags.Where(tag => !context.Tags.ContainsKey(tag)).ToList())
        {
            form.Tags.Remove(tag);
            problems.Add((nameof(ContentForm.Tags), tag));
        }

        if (form.Unit is { } unit && !context.Units.ContainsKey(unit))
        {
            form.Unit = null;
            problems.Add((nameof(ContentForm.Unit), unit));
        }

        return problems.Select(problem => new FormProblem(problem.Path, words["Preview.NotFound", problem.Name.Length > 60 ? problem.Name[..60] + "…" : problem.Name]));
    }
}
