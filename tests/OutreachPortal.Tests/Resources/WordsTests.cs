using System.Text.RegularExpressions;
using System.Xml.Linq;
using OutreachPortal.Controllers;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.Tests.Resources;

/// <summary>Every word of the interface exists in both languages.</summary>
public sealed partial class WordsTests
{
    private static readonly string Source = FindSource();
    private static readonly Dictionary<string, string> English = Read("Words.resx");
    private static readonly Dictionary<string, string> Turkish = Read("Words.tr.resx");

    public static TheoryData<Type> NamedEnumerations() =>
    [
        typeof(AttendanceMode), typeof(EventStatus), typeof(Audience), typeof(EventLevel), typeof(SpokenLanguages),
        typeof(ProgrammeKind), typeof(PartnerKind), typeof(AgreementTerm), typeof(FigureRule),
    ];

    [Fact]
    public void Both_languages_have_the_same_keys()
    {
        English.Count.ShouldBeGreaterThan(150);
        Turkish.Keys.ShouldBe(English.Keys, ignoreOrder: true);
    }

    [Fact]
    public void No_word_is_empty() => English.Concat(Turkish).Where(pair => string.IsNullOrWhiteSpace(pair.Value)).ShouldBeEmpty();

    [Fact]
    public void Placeholders_are_the_same_in_both_languages()
    {
        foreach (var (key, value) in English)
        {
            Placeholders(Turkish[key]).ShouldBe(Placeholders(value), key);
        }
    }

    [Fact]
    public void Placeholders_are_those_of_the_key()
    {
        foreach (var (key, value) in English.Where(pair => pair.Key.Contains("{0}", StringComparison.Ordinal)))
        {
            Placeholders(value).ShouldBe(Placeholders(key), key);
        }
    }

    [Fact]
    public void Every_key_that_the_code_names_exists()
    {
        var named = SourceFiles().SelectMany(file => NamedKey().Matches(File.ReadAllText(file))
            .SelectMany(match => match.Groups["key"].Captures).Select(capture => (Key: Unescape(capture.Value), File: Path.GetFileName(file)))).ToList();
        named.Count.ShouldBeGreaterThan(100);
        named.Where(use => !English.ContainsKey(use.Key)).ShouldBeEmpty();
    }

    [Fact]
    public void No_key_is_left_over()
    {
        var code = string.Concat(SourceFiles().Select(File.ReadAllText));
        English.Keys.Where(key => !key.Contains('.', StringComparison.Ordinal) || key.EndsWith('.') || key.Contains(' ', StringComparison.Ordinal))
            .Where(key => !key.StartsWith("Error ", StringComparison.Ordinal) && !code.Contains($"\"{key}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(NamedEnumerations))]
    public void Every_value_of_a_choice_has_a_name(Type choice) =>
        Enum.GetNames(choice).Select(name => $"{choice.Name}.{name}").ShouldAllBe(key => English.ContainsKey(key));

    [Fact]
    public void Every_public_kind_has_its_words()
    {
        foreach (var kind in ContentKindInfo.All.Select(info => info.Kind))
        {
            string[] keys = [$"ContentKind.{kind}", PageWords.ItemsKey(kind), $"Section.{kind}", $"Section.{kind}.lead", $"Count.{kind}.one", $"Count.{kind}.many"];
            keys.ShouldAllBe(key => English.ContainsKey(key));
        }

        Enum.GetNames<When>().ShouldAllBe(name => English.ContainsKey("When." + name.ToLowerInvariant()));
        foreach (var error in new[] { 400, 404, 410, 500 })
        {
            English.Keys.ShouldContain($"Error {error} title");
            English.Keys.ShouldContain($"Error {error} lead");
        }
    }

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(Source, "Resources", file)).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static List<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml" && !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin" or "Migrations"));

    private static string Unescape(string text) => text.Replace("\\\"", "\"", StringComparison.Ordinal);

    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OutreachPortal.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "src", "OutreachPortal");
    }

    /// <summary>T["…"], T[x ? "…" : "…"], words["…"], T.Count(n, "…", "…"), T.Sentence("…".</summary>
    [GeneratedRegex("""(?:\bT|\bwords)(?:\[|\.Count\(|\.Sentence\()(?:[^\]"(]*"(?<key>[^"{$]*(?:\{\d\}[^"{$]*)*)"(?=\]|,|\)| :))+""")]
    private static partial Regex NamedKey();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
