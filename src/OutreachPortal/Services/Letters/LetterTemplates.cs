using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Letters;

/// <summary>The words of letters about registrations: as staff wrote them, or else the portal's own, which are files of the program.</summary>
public sealed class LetterTemplates(PortalDbContext db)
{
    private const string SubjectMark = "Subject: ";

    private static readonly ConcurrentDictionary<(string, string), LetterWords> Own = new();

    /// <summary>The words of the kinds and languages asked for.</summary>
    public async Task<IReadOnlyDictionary<(string Kind, string Language), LetterWords>> FindAsync(IEnumerable<(string Kind, string Language)> wanted, CancellationToken cancellation)
    {
        var all = wanted.Distinct().ToList();
        var kinds = all.Select(one => one.Kind).Distinct().ToList();
        var rows = await db.LetterTemplates.AsNoTracking().Where(template => kinds.Contains(template.Kind)).ToListAsync(cancellation);
        return all.ToDictionary(one => one, one => rows.Find(row => (row.Kind, row.Language) == one) is { } row ? new(row.Subject, row.Body) : OwnOf(one.Kind, one.Language));
    }

    /// <summary>The portal's own words.</summary>
    /// <param name="kind">One of <see cref="RegistrationLetterKinds"/>.</param>
    public static LetterWords OwnOf(string kind, string language) => Own.GetOrAdd((kind, language), static of =>
    {
        var name = $"OutreachPortal.Resources.Letters.{of.Item1}.{of.Item2}.md";
        using var file = typeof(LetterTemplates).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no {name} in the program.");
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return new(text[SubjectMark.Length..end].Trim(), text[end..].Trim() + "\n");
    });

    /// <summary>What is wrong with words that somebody typed: the field, the key of a sentence and its parts.</summary>
    public static IEnumerable<(string Field, string Key, object[] Parts)> Problems(string kind, LetterWords typed, LetterPaper paper)
    {
        var known = LetterPlaceholders.Of(kind).ToHashSet(StringComparer.Ordinal);
        var lines = (Subject: LetterPlaceholders.Tidy(typed.Subject), Body: LetterPlaceholders.Tidy(typed.Body));
        foreach (var (field, text, longest) in new[] { (nameof(LetterTemplate.Subject), lines.Subject, Letter.SubjectLength), (nameof(LetterTemplate.Body), lines.Body, LetterTemplate.BodyLength) })
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return (field, "Templates.Empty", []);
                continue;
            }

            if (text.Length > longest)
            {
                yield return (field, "Templates.TooLong", [longest, text.Length]);
                continue;
            }

            foreach (var name in LetterPlaceholders.In(text).Select(one => one.Name).Where(name => !known.Contains(name)).Distinct().Take(5))
            {
                yield return (field, "Templates.Unknown", ["{{" + (name.Length <= 40 ? name : name[..40] + "…") + "}}"]);
            }

            // What is left when all parts are opened has lost its other half.
            foreach (var (mark, name) in LetterPlaceholders.In(LetterPlaceholders.Open(text, _ => true)).Where(one => one.Mark.Length > 0 && known.Contains(one.Name)).Distinct().Take(5))
            {
                yield return (field, mark == "#" ? "Templates.NotClosed" : "Templates.NotOpened", ["{{" + mark + name + "}}"]);
            }
        }

        if (LetterPlaceholders.In(lines.Subject).Any(one => LetterPlaceholders.Addresses.Contains(one.Name) || one.Name == LetterPlaceholders.Registrations))
        {
            yield return (nameof(LetterTemplate.Subject), "Templates.NoLinkInSubject", []);
        }

        if (string.IsNullOrWhiteSpace(lines.Body) || lines.Body.Length > LetterTemplate.BodyLength)
        {
            yield break;
        }

        var required = LetterPlaceholders.Required(kind);
        // Also where everything is left out that may be.
        if (!LetterPlaceholders.In(LetterPlaceholders.Open(lines.Body, name => !LetterPlaceholders.Optional.Contains(name))).Contains(("", required)))
        {
            yield return (nameof(LetterTemplate.Body), "Templates.Missing", ["{{" + required + "}}"]);
        }

        foreach (var problem in paper.Problems(lines.Body).Take(5))
        {
            yield return (nameof(LetterTemplate.Body), problem.Template, [problem.Subject]);
        }
    }
}
