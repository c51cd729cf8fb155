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
        var policies = items.Where(item => item.Kind.Kind == ContentKind.Policy).ToList();
        await CheckSuccessionAsync(policies, cancellation);
        foreach (var item in policies)
        {
            CheckTwins(item);
            if (await KnownAsync(item, cancellation) is not { } policy)
            {
                continue;
            }

            CheckChain(item, policy);
            // Clauses are told from the texts, for which nothing else may be wrong but what is said of clauses by hand.
            var files = item.Parts.SelectMany(part => part.Sources).ToDictionary(source => source.Name.File, StringComparer.Ordinal);
            if (item.Form.State != ContentState.Draft && !folder.Mistakes.Exists(mistake => files.TryGetValue(mistake.File, out var source) && !IsOfClauseIds(mistake, source)))
            {
                await CheckClausesAsync(item, policy, cancellation);
            }
        }
    }

    /// <summary>Of policies that take each other's place a reader would learn of none which holds.</summary>
    private async Task CheckSuccessionAsync(List<ImportItem> policies, CancellationToken cancellation)
    {
        if (!policies.Exists(item => ((PolicyForm)item.Form).Supersedes.Count > 0))
        {
            return;
        }

        var superseded = await PolicySuccession.ReadAsync(db, cancellation);
        foreach (var item in policies)
        {
            superseded[item.Key] = ((PolicyForm)item.Form).Supersedes;
        }

        var succession = new PolicySuccession(superseded);
        foreach (var item in policies)
        {
            foreach (var (key, i) in ((PolicyForm)item.Form).Supersedes.Select((key, i) => (key, i)))
            {
                if (succession.Ring(item.Key, key) is { } ring)
                {
                    Add(item.LocationOf(ContentForm.At(nameof(PolicyForm.Supersedes), i)), key == item.Key ? "supersedes: names the policy itself."
                        : $"supersedes: makes a ring of policies that take each other’s place: {PolicySuccession.Listed([.. ring.Select(one => $"{item.Kind.Folder}/{one}")])}.");
                }
            }
        }
    }

    /// <summary>Whether a mistake stands in the rows that say by hand which clause is which.</summary>
    private static bool IsOfClauseIds(ImportMistake mistake, SourceText source) => mistake.Line < source.BodyLine
        && source.Fields.Children.Keys.Where(field => field.Start.Line + 1 <= mistake.Line).MaxBy(field => field.Start.Line) is YamlScalarNode { Value: "clause-ids" };

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
            Report(part, PolicyChain.OfApproved(FormOf(part), policy.Find(FormOf(part).Version), context.Today));
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
            // Of a row that cannot be read, or that another contradicts, that is all there is to say.
            var rows = form.ClauseIds.Select((row, i) => (Row: row, Index: i)).Where(row => row.Row.IsWellFormed)
                .DistinctBy(row => row.Row.Number, StringComparer.Ordinal).DistinctBy(row => row.Row.Clause == ClauseIdForm.New ? row.Row.Number : row.Row.Clause, StringComparer.Ordinal).ToList();
            foreach (var (row, i) in rows.FindAll(row => Clauses.Parse(row.Row.Clause) > policy.LastClause))
            {
                Add(LocationOf(part, i, nameof(ClauseIdForm.Clause)), $"clause-ids: {row.Clause} is no clause of the policy before this version{(policy.LastClause == 0 ? "" : $"; the last is {Clauses.Name(policy.LastClause)}")}.");
            }

            var version = policy.VersionFor(form.Version!);
            var corrections = version.Corrections.Count;
            var last = version.Corrections.OrderBy(correction => correction.Id).LastOrDefault()?.Note;
            form.ClauseIds = [.. rows.Select(row => row.Row)];
            PolicyWriting.Write(policy, version, form, context);
            var numbers = version.Texts.SelectMany(text => text.Passages).Select(passage => passage.Number).ToHashSet(StringComparer.Ordinal);
            foreach (var (row, i) in rows.FindAll(row => !numbers.Contains(row.Row.Number)))
            {
                Add(LocationOf(part, i, nameof(ClauseIdForm.Number)), $"clause-ids: the text has no clause {row.Number}.");
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
