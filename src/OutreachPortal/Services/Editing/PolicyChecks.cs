using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Editing;

/// <summary>What publishing asks of a policy's version among the others: its days, its notes, and its clauses.</summary>
public sealed class PolicyChecks(PortalDbContext db, PolicyRehearsal rehearsal, SiteSettings site, TimeProvider clock, IStringLocalizer<Words> words)
{
    /// <summary>Clauses that a complaint names.</summary>
    private const int Most = 12;

    /// <summary>All that is to be said against publishing a form of a policy, besides what is said of any form.</summary>
    public async Task<IReadOnlyList<FormProblem>> FindAsync(ContentItem item, PolicyForm form, CancellationToken cancellation)
    {
        var rehearsed = await rehearsal.WriteAsync(item, form, cancellation);
        var others = rehearsed.Policy.Versions.Where(version => version != rehearsed.Version).ToList();
        return
        [
            .. OfDays(form, others),
            .. await OfApprovedAsync(item, form, cancellation),
            .. OfChange(form, others),
            .. await OfCorrectionAsync(form, rehearsed, cancellation),
            .. OfIdentifiers(form, rehearsed),
            .. OfTranslations(rehearsed.Version),
            .. await OfSuccessionAsync(item, form, cancellation),
        ];
    }

    /// <summary>Of policies that take each other's place a reader would learn of none which holds.</summary>
    private async Task<IEnumerable<FormProblem>> OfSuccessionAsync(ContentItem item, PolicyForm form, CancellationToken cancellation)
    {
        if (form.Supersedes.Count == 0)
        {
            return [];
        }

        var succession = new PolicySuccession(await PolicySuccession.ReadAsync(db, cancellation));
        var rings = form.Supersedes.Select((key, i) => (Field: ContentForm.At(nameof(form.Supersedes), i), Ring: succession.Ring(item.Key, key))).Where(found => found.Ring is not null).ToList();
        var keys = rings.SelectMany(found => found.Ring!).Distinct(StringComparer.Ordinal).ToList();
        var titles = await db.Policies.Where(policy => keys.Contains(policy.Key)).ToDictionaryAsync(policy => policy.Key, policy => policy.DraftTitle, StringComparer.Ordinal, cancellation);
        return rings.Select(found => new FormProblem(found.Field, found.Ring!.Count == 2 ? words["names the policy itself."]
            : words["makes a ring of policies that take each other’s place: {0}.", PolicySuccession.Listed([.. found.Ring.Select(key => titles[key].In(Languages.Current).Text)])]));
    }

    private IEnumerable<FormProblem> OfDays(PolicyForm form, List<PolicyVersion> others) => PolicyTermForm.Of(form) is { } term
        ? PolicyChain.Complaints(term, others.Select(PolicyTermForm.Of)).Select(complaint => new FormProblem(complaint.MemberNames.First(), words[complaint.Template, [.. complaint.Arguments.Select(Shown)]]))
        : [];

    /// <summary>Days are said as the reader writes them.</summary>
    private static object Shown(object argument) => argument is string text && DateOnly.TryParseExact(text, PolicyAddress.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? DateWords.Date(day, Languages.Current) : argument;

    private async Task<IEnumerable<FormProblem>> OfApprovedAsync(ContentItem item, PolicyForm form, CancellationToken cancellation)
    {
        var versions = await db.PolicyVersions.AsNoTracking().Where(version => version.PolicyId == item.Id).ToListAsync(cancellation);
        var known = PolicyVersionNumber.TryParse(form.Version, out var number) ? versions.Find(version => PolicyVersionNumber.Of(version.Number) == number) : null;
        return PolicyChain.OfApproved(form, known, site.Today(clock)).Select(complaint => new FormProblem(complaint.MemberNames.First(), words[complaint.Template, [.. complaint.Arguments.Select(Shown)]]));
    }

    private IEnumerable<FormProblem> OfChange(PolicyForm form, List<PolicyVersion> others) => Problems(PolicyChain.OfChange(form, others.Select(version => version.Number)));

    private async Task<IEnumerable<FormProblem>> OfCorrectionAsync(PolicyForm form, Rehearsed rehearsed, CancellationToken cancellation)
    {
        if (rehearsed.Correction is null)
        {
            return [];
        }

        var last = await db.Set<PolicyCorrection>().AsNoTracking().Where(c => c.PolicyVersionId == rehearsed.Version.Id).OrderByDescending(c => c.Id).FirstOrDefaultAsync(cancellation);
        return Problems(PolicyChain.OfCorrection(form, last?.Note));
    }

    /// <summary>As the fields of the page are named, which stand for a text in one language.</summary>
    private IEnumerable<FormProblem> Problems(IEnumerable<Complaint> complaints) =>
        from complaint in complaints
        let member = complaint.MemberNames.First().Split('.')
        select new FormProblem($"{member[0]}.{FormChecks.Suffix(member[1])}", words[complaint.Template]);

    private IEnumerable<FormProblem> OfIdentifiers(PolicyForm form, Rehearsed rehearsed)
    {
        var numbers = rehearsed.Version.Texts.SelectMany(text => text.Passages).Select(p => p.Number).OfType<string>().ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < form.ClauseIds.Count; i++)
        {
            var (row, field) = (form.ClauseIds[i], ContentForm.At(nameof(form.ClauseIds), i));
            if (row.Number is { } number && !numbers.Contains(number))
            {
                yield return new($"{field}.{nameof(row.Number)}", words["names clause {0}, which the text does not have.", number]);
            }

            if (row.Clause is { } clause && Clauses.Parse(clause) > rehearsed.LastClause)
            {
                yield return new($"{field}.{nameof(row.Clause)}", words["names {0}, an identifier that this policy has never given.", clause]);
            }
        }
    }

    private IEnumerable<FormProblem> OfTranslations(PolicyVersion version)
    {
        var deciding = NumbersOf(version.Texts.Find(text => text.Culture == version.DecidingLanguage)!);
        foreach (var text in version.Texts.Where(text => text.Culture != version.DecidingLanguage))
        {
            var (field, own) = ($"Texts[{text.Culture}].{nameof(TextForm.Body)}", NumbersOf(text));
            if (deciding.Except(own, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            {
                yield return new(field, words["lacks clauses that the text which decides has: {0}.", Listed(missing)], IsOverridable: true);
            }

            if (own.Except(deciding, StringComparer.Ordinal).ToList() is { Count: > 0 } more)
            {
                yield return new(field, words["has clauses that the text which decides lacks: {0}.", Listed(more)], IsOverridable: true);
            }
        }
    }

    private static List<string> NumbersOf(PolicyVersionText text) => [.. text.Passages.OrderBy(p => p.Position).Select(p => p.Number).OfType<string>()];

    private static string Listed(List<string> numbers) => string.Join(", ", numbers.Take(Most)) + (numbers.Count > Most ? ", …" : "");
}
