using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Editing;

/// <summary>A policy as it would be if a draft were published, which nothing knows of.</summary>
/// <param name="Policy">With its versions; only those that the draft was held against have texts.</param>
/// <param name="Version">What the draft would make of its version.</param>
/// <param name="Follows">The version that the draft is held against: itself as the public reads it, or else the one before it by number; null for the first.</param>
/// <param name="Correction">What would be written down as a correction; null where it is none.</param>
/// <param name="LastClause">The last identifier that the policy has given so far.</param>
public sealed record Rehearsed(Policy Policy, PolicyVersion Version, PolicyVersion? Follows, PolicyCorrection? Correction, int LastClause)
{
    /// <summary>Texts of <see cref="Follows"/> by language, as the public reads them.</summary>
    public IReadOnlyDictionary<string, PublicText> Before { get; init; } = new Dictionary<string, PublicText>();

    /// <summary>Whether it changes a version that is public already.</summary>
    public bool IsKnown => Follows == Version;
}

/// <summary>A text of a version as the public reads it.</summary>
public sealed record PublicText(string Title, string Summary, IReadOnlyList<PolicyPassage> Passages);

/// <summary>
/// Writes a draft into a copy of its policy in memory: which clause is which, and what would be a correction, is said by what publishing itself does.
/// The context tracks nothing of it, so nothing can be saved by mistake.
/// </summary>
public sealed class PolicyRehearsal(PortalDbContext db, MarkdownRenderer markdown, SiteSettings site, TimeProvider clock)
{
    /// <param name="item">The policy, with its states; nothing of it is changed.</param>
    /// <param name="form">As it is: what is missing gets a stand-in.</param>
    public async Task<Rehearsed> WriteAsync(ContentItem item, PolicyForm form, CancellationToken cancellation)
    {
        var typed = (PolicyForm)ContentForm.FromJson(ContentKind.Policy, form.ToJson());
        typed.Fill(Languages.Current, site.Today(clock), _ => "…");
        var policy = await CopyAsync(item, cancellation);
        var (last, known) = (policy.LastClause, policy.Find(typed.Version));
        var version = policy.VersionFor(typed.Version!);
        var follows = known ?? policy.Before(version);
        await ReadAsync(policy, version, follows, cancellation);
        var before = (follows?.Texts ?? []).ToDictionary(text => text.Culture, text => new PublicText(text.Title, text.Summary, [.. text.Passages.OrderBy(p => p.Position)]), StringComparer.Ordinal);
        var corrections = version.Corrections.Count;
        var now = clock.GetUtcNow().UtcDateTime;
        PolicyWriting.Write(policy, version, typed, new(markdown, site.TimeZone, now, new Dictionary<(ContentKind, string), ContentItem>(), new Dictionary<string, Unit>(), new Dictionary<string, Tag>()));
        return new(policy, version, follows, version.Corrections.Count > corrections ? version.Corrections[^1] : null, last) { Before = before };
    }

    private async Task<Policy> CopyAsync(ContentItem item, CancellationToken cancellation)
    {
        var policy = new Policy { Id = item.Id };
        foreach (var culture in Languages.All)
        {
            policy.SetTranslation(culture, item.TranslationIn(culture));
        }

        if (item.Id != 0)
        {
            policy.LastClause = await db.Policies.Where(p => p.Id == item.Id).Select(p => p.LastClause).FirstOrDefaultAsync(cancellation);
            policy.Versions.AddRange(await db.Set<PolicyVersion>().AsNoTracking().Where(v => v.PolicyId == item.Id).ToListAsync(cancellation));
        }

        return policy;
    }

    /// <summary>Reads the texts of the version that the draft is held against, and those by whose words its clauses are known.</summary>
    private async Task ReadAsync(Policy policy, PolicyVersion version, PolicyVersion? follows, CancellationToken cancellation)
    {
        var number = PolicyVersionNumber.Of(version.Number);
        var before = policy.Versions.Where(v => PolicyVersionNumber.Of(v.Number) < number).OrderByDescending(v => PolicyVersionNumber.Of(v.Number));
        var after = policy.Versions.Where(v => PolicyVersionNumber.Of(v.Number) > number).OrderBy(v => PolicyVersionNumber.Of(v.Number));
        foreach (var one in new[] { version }.Concat(before).Concat(after).Where(one => one.Id != 0))
        {
            one.Texts.AddRange(await db.Set<PolicyVersionText>().AsNoTracking().Include(text => text.Passages.OrderBy(p => p.Position)).Where(text => text.PolicyVersionId == one.Id).ToListAsync(cancellation));
            if (one.Texts.Exists(text => text.Passages.Exists(p => p.Clause is not null)))
            {
                break;
            }
        }

        if (follows is { Id: not 0, Texts.Count: 0 })
        {
            follows.Texts.AddRange(await db.Set<PolicyVersionText>().AsNoTracking().Include(text => text.Passages.OrderBy(p => p.Position)).Where(text => text.PolicyVersionId == follows.Id).ToListAsync(cancellation));
        }
    }
}
