using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OutreachPortal.Models;

namespace OutreachPortal.Tests.Models;

/// <summary>Whatever a form complains of, staff read it in their language.</summary>
public sealed partial class ComplaintTests
{
    private static readonly string Source = FindSource();

    private static readonly Dictionary<string, string> Turkish = XDocument.Load(Path.Combine(Source, "Resources", "Words.tr.resx")).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    [Fact]
    public void Every_complaint_of_a_form_has_a_turkish_translation()
    {
        var complaints = Code("Models").SelectMany(text => Template().Matches(text).Select(match => match.Groups["text"].Value)).Distinct().ToList();
        complaints.Count.ShouldBeGreaterThan(15);
        complaints.Where(complaint => !Turkish.TryGetValue(complaint, out var word) || word == complaint).ShouldBeEmpty();
    }

    [Fact]
    public void No_form_complains_in_a_way_that_cannot_be_translated() =>
        Code("Models").Where(text => text.Contains("new ValidationResult(", StringComparison.Ordinal) || Untranslatable().IsMatch(text)).ShouldBeEmpty();

    [Fact]
    public void Every_attribute_of_a_form_says_something_that_is_translated()
    {
        // FormChecks has sentences of its own for these.
        Type[] known = [typeof(RequiredAttribute), typeof(RequiredTextAttribute), typeof(MinLengthAttribute), typeof(StringLengthAttribute), typeof(TextLengthAttribute), typeof(RangeAttribute), typeof(EachInRangeAttribute), typeof(HttpsAddressAttribute)];
        var attributes = typeof(ContentForm).Assembly.GetTypes().Where(type => type.Name.EndsWith("Form", StringComparison.Ordinal) && type.Namespace == typeof(ContentForm).Namespace)
            .SelectMany(type => type.GetProperties()).SelectMany(property => property.GetCustomAttributes<ValidationAttribute>()).ToList();
        attributes.Count.ShouldBeGreaterThan(30);
        attributes.Where(attribute => !known.Contains(attribute.GetType())).Select(attribute => attribute.ErrorMessage ?? attribute.GetType().Name).Where(message => !Turkish.ContainsKey(message)).ShouldBeEmpty();
        Turkish.ShouldContainKey(new HttpsAddressAttribute().FormatErrorMessage(""));
    }

    [Fact]
    public void Every_problem_of_a_markdown_text_has_a_turkish_translation()
    {
        var problems = Code(Path.Combine("Services", "Markdown")).SelectMany(text => Problem().Matches(text).Select(match => match.Groups["text"].Value)).Distinct().ToList();
        problems.Count.ShouldBeGreaterThan(6);
        problems.Where(problem => !Turkish.ContainsKey(problem)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Code(string folder) => Directory.EnumerateFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OutreachPortal.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "src", "OutreachPortal");
    }

    [GeneratedRegex("""(?:new Complaint\(|ErrorMessage = )"(?<text>[^"]+)"|FormatErrorMessage\(string name\) => "(?<text>[^"]+)""")]
    private static partial Regex Template();

    [GeneratedRegex("""new\(\$?"[^"]+", \[nameof""")]
    private static partial Regex Untranslatable();

    [GeneratedRegex("""(?:problems\.Add\(new|new MarkdownProblem|AsTyped\(markdown, new)\((?:isImage\s+\? )?"(?<text>[^"]+)"|\s: "(?<text>The [^"]+)""")]
    private static partial Regex Problem();
}
