using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;
using YamlDotNet.RepresentationModel;

namespace OutreachPortal.Services.Import;

/// <summary>What can be told only of all versions of a policy together, those of the folder and those that the portal has.</summary>
internal sealed class PolicyChecks(PortalDbContext db, SourceFolder folder, ItemHistories histories, PublishContext context)
{
    private static readonly YamlScalarNode VersionField = new("version");

    /// <summary>The number of the version that some files are, by their name or else by their field; null where neither says one.</summary>
    public static PolicyVersionNumber? NumberOf(IEnumerable<SourceText> files) =>
        files.Select(file => file.Name.Version ?? (file.Fields.Children.TryGetValue(VersionField, out var field) ? (field as YamlScalarNode)?.Value?.Trim() : null))
            .Select(said => PolicyVersionNumber.TryParse(said, out var number) ? number : (PolicyVersionNumber?)null).FirstOrDefault(number => number is not null);

    public async Task RunAsync(IEnumerable<ImportItem> items, CancellationToken cancellation)
    {
        foreach (var item in items.Where(item => item.Kind.Kind == ContentKind.Policy))
        {
            CheckTwins(item);
            foreach (var (property, _, _) in item.Form.References().Where(reference => reference.Property.StartsWith(nameof(PolicyForm.Supersedes), StringComparison.Ordinal) && reference.Key == item.Key))
            {
                Add(item.LocationOf(property), "supersedes: names the policy itself.");
            }

            if (await KnownAsync(item, cancellation) is not { } policy)
            {
                continue;
            }

            CheckChain(item, policy);
            // Clauses are told from the texts, for which nothing else may be wrong.
            var files = item.Files.ToHashSet(StringComparer.Ordinal);
            if (item.Form.State != ContentState.Draft && !folder.Mistakes.Exists(mistake => files.Contains(mistake.File)))
            {
                await CheckClausesAsync(item, policy, cancellation);
            }
        }
    }

    private void CheckTwins(ImportItem item)
    {
        var numbers = new Dictionary<PolicyVersionNumber, ImportItem>();
        foreach (var part in item.Parts)
        {
            if (PolicyVersionNumber.TryParse(FormOf(part).Version, out var number) && !numbers.TryAdd(number, part))
            {
                Add(part.LocationOf(nameof(PolicyForm.Version)), $"version: {FormOf(part).Version} is a duplicate; {numbers[number].Sources[0].Name.File} has it too.");
            }
        }
    }

    /// <summary>What the portal has of a policy, or will have once its history is in it, as an item of its own to try things on; null where its files are skipped.</summary>
    private async Task<Policy?> KnownAsync(ImportItem item, CancellationToken cancellation)
    {
        var known = await db.ContentItems.AsNoTrackingWithIdentityResolution().OfType<Policy>().Where(policy => policy.Key == item.Key)
            .Include(policy => policy.Versions).ThenInclude(version => version.Texts)
            .Include(policy => policy.Versions).ThenInclude(version => version.Corrections).AsSplitQuery().SingleOrDefaultAsync(cancellation);
        if (known is not null)
        {
            return known.ImportFingerprint == item.Fingerprint() ? null : known;
        }

        var policy = new Policy();
        if (histories.Find(item.Id) is { } history)
        {
            foreach (var version in histories.Load(history.File)?.Versions ?? [])
            {
                var form = (PolicyForm)ContentForm.FromJson(ContentKind.Policy, version.Text);
                PolicyWriting.Write(policy, policy.VersionFor(form.Version!), form, context);
            }
        }

        return policy;
    }

    private void CheckChain(ImportItem item, Policy policy)
    {
        var own = new Dictionary<PolicyVersionNumber, (ImportItem Part, PolicyTermForm? Term)>();
        foreach (var part in item.Parts)
        {
            if (PolicyVersionNumber.TryParse(FormOf(part).Version, out var number))
            {
                own.TryAdd(number, (part, PolicyTermForm.Of(FormOf(part))));
            }
        }

        var all = own.Values.Select(version => version.Term).OfType<PolicyTermForm>()
            .Concat(policy.Versions.Where(version => !own.ContainsKey(NumberOf(version))).Select(PolicyTermForm.Of)).OrderBy(term => PolicyVersionNumber.Of(term.Number)).ToList();
        var numbers = all.Select(term => term.Number).ToList();
        foreach (var (number, (part, term)) in own)
        {
            Report(part, PolicyChain.OfChange(FormOf(part), numbers));
            Report(part, PolicyChain.OfStage(FormOf(part), policy.Find(FormOf(part).Version)?.Stage));
            if (term is null)
            {
                continue;
            }

            // Of two versions of the folder the later one says what is wrong between them.
            Report(part, PolicyChain.Complaints(term, all.Where(other => PolicyVersionNumber.Of(other.Number) < number)));
            if (all.Find(other => other.Stage == PolicyStage.Approved && PolicyVersionNumber.Of(other.Number) > number) is { } next && !own.ContainsKey(PolicyVersionNumber.Of(next.Number)))
            {
                Report(part, PolicyChain.Complaints(term, [next]));
            }
        }
    }

    /// <summary>Writes the versions one after the other, in memory, as the import will, to see which clauses they have and what they correct.</summary>
    private async Task CheckClausesAsync(ImportItem item, Policy policy, CancellationToken cancellation)
    {
        foreach (var part in item.Parts)
        {
            var form = FormOf(part);
            await PolicyPassages.LoadAsync(db, policy, form.Version, cancellation);
            for (var i = 0; i < form.ClauseIds.Count; i++)
            {
                if (Clauses.Parse(form.ClauseIds[i].Clause) > policy.LastClause)
                {
                    Add(LocationOf(part, i, nameof(ClauseIdForm.Clause)), $"clause-ids: {form.ClauseIds[i].Clause} is no clause of the policy before this version{(policy.LastClause == 0 ? "" : $"; the last is {Clauses.Name(policy.LastClause)}")}.");
                }
            }

            var version = policy.VersionFor(form.Version!);
            var corrections = version.Corrections.Count;
            var last = version.Corrections.OrderBy(correction => correction.Id).LastOrDefault()?.Note;
            PolicyWriting.Write(policy, version, form, context);
            var numbers = version.Texts.SelectMany(text => text.Passages).Select(passage => passage.Number).ToHashSet(StringComparer.Ordinal);
            for (var i = 0; i < form.ClauseIds.Count; i++)
            {
                if (!numbers.Contains(form.ClauseIds[i].Number))
                {
                    Add(LocationOf(part, i, nameof(ClauseIdForm.Number)), $"clause-ids: the text has no clause {form.ClauseIds[i].Number}.");
                }
            }

            if (version.Corrections.Count > corrections)
            {
                Report(part, PolicyChain.OfCorrection(form, last));
            }
        }
    }

    private void Report(ImportItem part, IEnumerable<Complaint> complaints)
    {
        foreach (var complaint in complaints)
        {
            var property = complaint.MemberNames.First();
            var culture = property.Split('.') is [_, var language] ? language : null;
            var location = part.HasLocation(property) || culture is null ? part.LocationOf(property) : new Location(part.SourceIn(culture).Name.File, 1);
            Add(location, $"{KebabCase.Of(property.Split('.')[0])}: {complaint.ErrorMessage}");
        }
    }

    private static Location LocationOf(ImportItem part, int row, string property)
    {
        var path = ContentForm.At(nameof(PolicyForm.ClauseIds), row);
        return part.LocationOf(part.HasLocation($"{path}.{property}") ? $"{path}.{property}" : path);
    }

    private static PolicyForm FormOf(ImportItem part) => (PolicyForm)part.Form;

    private static PolicyVersionNumber NumberOf(PolicyVersion version) => PolicyVersionNumber.Of(version.Number);

    private void Add(Location location, string reason) => folder.Add(location.File, location.Line, reason);
}
