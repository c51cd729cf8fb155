using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using OutreachPortal.Models;

namespace OutreachPortal.Tests.Services.Import;

/// <summary>docs/content.md and the forms know the same fields.</summary>
public sealed class DocumentedFieldsTests
{
    /// <summary>The fields that the tables of docs/content.md give a kind, those of every kind among them.</summary>
    public static IReadOnlySet<string> Of(ContentKind kind)
    {
        var text = Documentation();
        string[] headings = kind switch
        {
            ContentKind.Seminar or ContentKind.Lecture => ["Every kind", "Seminars and lectures"],
            ContentKind.Programme => ["Every kind", "Programmes"],
            ContentKind.Policy => ["Every kind", "Policies"],
            ContentKind.Partner => ["Every kind", "Partners"],
            ContentKind.Person => ["Every kind", "People"],
            ContentKind.Figure => ["Every kind", "Figures"],
            ContentKind.Story => ["Every kind", "Stories"],
            ContentKind.Page => ["Every kind", "Pages"],
            ContentKind.Report => ["Every kind", "Reports"],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return headings.SelectMany(heading => Rows(text, heading))
            .Where(row => kind == ContentKind.Lecture || !row.Contains("lectures only", StringComparison.Ordinal))
            .SelectMany(row => Regex.Matches(row.Split('|')[1], "`([a-z-]+)`").Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_documented_fields_of_a_kind_are_those_that_its_form_knows(ContentKind kind)
    {
        var known = ContentKindInfo.Of(kind).FormType.GetProperties().Select(property => Kebab(property.Name)).Where(name => name is not ("texts" or "one-language"))
            .Concat(["title", "summary", "slug", "languages"]);
        Of(kind).Order(StringComparer.Ordinal).ShouldBe(known.Order(StringComparer.Ordinal));
    }

    public static TheoryData<ContentKind> Kinds() => [.. Enum.GetValues<ContentKind>()];

    public static string Documentation() => File.ReadAllText(Path.Combine(Root(), "docs", "content.md"));

    private static IEnumerable<string> Rows(string text, string heading)
    {
        var section = text.Split($"### {heading}\n")[1].Split("\n#")[0];
        return section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
    }

    // Not the importer's own, which a mistake in it would agree with.
    private static string Kebab(string name) => Regex.Replace(name, "(?<=[a-z])([A-Z])", "-$1").ToLowerInvariant();

    private static string Root([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file)!;
        while (!File.Exists(Path.Combine(folder, "OutreachPortal.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
