using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Editing;

/// <summary>A version of a policy in staff's list: everything but its words.</summary>
/// <param name="CreatedBy">Who wrote the revision that it was last made of; null where nobody knows.</param>
/// <param name="PublishedBy">Who made that revision public.</param>
/// <param name="PublishedAt">UTC.</param>
public sealed record PolicyVersionLine(PolicyVersion Version, string? CreatedBy, string? PublishedBy, DateTime? PublishedAt);

/// <summary>Makes drafts of what a policy's versions say: a next version, or one of them to be corrected. Nothing public changes here.</summary>
public sealed class PolicyDrafts(PortalDbContext db, ItemSteps steps, AuditTrail trail, CurrentUser user, IStringLocalizer<Words> words, TimeProvider clock)
{
    /// <summary>The versions of a policy, the newest first.</summary>
    public async Task<IReadOnlyList<PolicyVersionLine>> LinesAsync(int id, CancellationToken cancellation)
    {
        var versions = await db.Set<PolicyVersion>().AsNoTracking().Include(v => v.Corrections).Where(v => v.PolicyId == id).ToListAsync(cancellation);
        var numbers = versions.Select(v => v.Revision).Distinct().ToList();
        var authors = await db.Revisions.Where(r => r.ContentItemId == id && numbers.Contains(r.Number)).ToDictionaryAsync(r => r.Number, r => r.CreatedBy, cancellation);
        var published = (await db.AuditEntries.Where(e => e.ItemId == id && AuditQueries.Publishing.Contains(e.Action) && numbers.Contains(e.Revision!.Value))
            .Select(e => new { Number = e.Revision!.Value, e.At, e.UserName }).ToListAsync(cancellation)).GroupBy(e => e.Number).ToDictionary(group => group.Key, group => group.MaxBy(e => e.At)!);
        return [.. versions.OrderByDescending(v => PolicyVersionNumber.Of(v.Number))
            .Select(v => new PolicyVersionLine(v, authors.GetValueOrDefault(v.Revision), published.GetValueOrDefault(v.Revision)?.UserName, published.GetValueOrDefault(v.Revision)?.At))];
    }

    /// <summary>
    /// The numbers that the next version may have, and whether each is a major change: after the version in force and before one that is still to come, after
    /// the last of all, and with a new first part.
    /// </summary>
    /// <param name="versions">At least one.</param>
    public static IReadOnlyList<(string Number, bool IsMajor)> Next(IReadOnlyCollection<PolicyVersion> versions, DateOnly today)
    {
        var numbers = versions.Select(v => PolicyVersionNumber.Of(v.Number)).ToList();
        var major = numbers.Max(number => number.Major);
        var shown = PolicyVersionNumber.Of(Policy.VersionShownOn(today, versions)!.Number).Major;
        return
        [
            .. new[] { shown, major }.Distinct().Select(part => new PolicyVersionNumber(part, numbers.Where(number => number.Major == part).Max(number => number.Minor) + 1)).Append(new(major + 1, 0))
                // Whoever has written ten thousand versions has to type the number.
                .Where(number => number is { Major: < 10_000, Minor: < 10_000 }).Select(number => (number.ToString(), number.Minor == 0)),
        ];
    }

    /// <summary>Makes a draft of a new version that says what another does, less what was decided about that one.</summary>
    /// <param name="from">Number of the version that it begins from.</param>
    /// <param name="number">Its own.</param>
    public Task<StepOutcome> StartAsync(int id, Guid version, string? from, string? number, CancellationToken cancellation) => TakeAsync(id, version, policy =>
    {
        if (Find(policy, "From", from, out var refused) is not { } source)
        {
            return Task.FromResult(refused!);
        }

        if (!PolicyVersionNumber.TryParse(number, out var wanted) || policy.Find(number) is not null)
        {
            return Task.FromResult<StepOutcome>(new StepOutcome.Refused("Number", words["Versions.NotFree", Short(number)]));
        }

        var form = PolicyWriting.FormOf(source, withClauses: false);
        form.Version = wanted.ToString();
        (form.Stage, form.CommentFrom, form.CommentUntil) = (null, null, null);
        (form.Decision, form.ApprovedOn, form.PublishedOn, form.InForceFrom, form.InForceUntil) = (null, null, null, null, null);
        form.ChangeNote = new();
        return SaveAsync(policy, source, form, words["Versions.StartedNote", form.Version, source.Number], cancellation);
    }, cancellation);

    /// <summary>Makes a draft of a version as it stands, with its clauses as they are.</summary>
    public Task<StepOutcome> CorrectAsync(int id, Guid version, string? number, CancellationToken cancellation) => TakeAsync(id, version, async policy =>
    {
        if (Find(policy, "", number, out var refused) is not { } source)
        {
            return refused!;
        }

        await PolicyPassages.LoadAsync(db, source, cancellation);
        return await SaveAsync(policy, source, PolicyWriting.FormOf(source, withClauses: true), words["Versions.CorrectionNote", source.Number], cancellation);
    }, cancellation);

    private Task<StepOutcome> TakeAsync(int id, Guid version, Func<Policy, Task<StepOutcome>> step, CancellationToken cancellation) =>
        steps.TakeAsync(ContentKind.Policy, id, version, item => step((Policy)item), cancellation);

    private PolicyVersion? Find(Policy policy, string field, string? number, out StepOutcome? refused)
    {
        var found = policy.Find(number);
        refused = found is null ? new StepOutcome.Refused(field, words["Versions.NoSuch", Short(number)]) : null;
        return found;
    }

    private async Task<StepOutcome> SaveAsync(Policy policy, PolicyVersion source, PolicyForm form, string note, CancellationToken cancellation)
    {
        var before = await FormAsync(policy, policy.LastRevision, cancellation);
        // What belongs to the policy and not to a version is as the public reads it.
        var said = policy.PublishedRevision is { } published ? await FormAsync(policy, published, cancellation) : before;
        form.TakePolicyFrom(said);
        (form.State, form.WithdrawnReason, form.MergedInto) = (ContentState.Published, new(), null);
        form.OneLanguage = said.OneLanguage && form.Texts.Count == 1;
        policy.Save(form, user.Name, note, clock.GetUtcNow().UtcDateTime, isMajor: true, user.Id, before);
        foreach (var text in source.Texts)
        {
            // As it stood in that version, whatever the draft before had of it.
            policy.SetTranslation(text.Culture, text.IsBehind ? TranslationState.Outdated : TranslationState.Current);
        }

        // Nobody has asked to have this one published.
        policy.MoveTo(DraftStage.Draft);
        trail.Add(AuditAction.Saved, policy, note);
        return new StepOutcome.Done(policy);
    }

    private async Task<PolicyForm> FormAsync(Policy policy, int number, CancellationToken cancellation) => (PolicyForm)ContentForm.FromJson(ContentKind.Policy,
        await db.Revisions.Where(r => r.ContentItemId == policy.Id && r.Number == number).Select(r => r.Form).FirstAsync(cancellation));

    private static string Short(string? typed) => typed is { Length: > 60 } ? typed[..60] + "…" : typed ?? "";
}
