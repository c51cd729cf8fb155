using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What a posted field is called to people, and where it stands on the page.</summary>
public static partial class FieldNames
{
    /// <summary>"Title (Turkish)" for <c>Texts[tr].Title</c>, "Speakers 2: Role (English)" for <c>Speakers[1].Role.En</c>. Words: <c>Field.{Name}</c>.</summary>
    public static string Label(this IStringLocalizer words, string field)
    {
        var text = TextField().Match(field);
        if (text.Success)
        {
            return words["{0} ({1})", words["Field." + text.Groups["name"].Value], Language(words, text.Groups["culture"].Value)];
        }

        var language = field.EndsWith(".En", StringComparison.Ordinal) ? "en" : field.EndsWith(".Tr", StringComparison.Ordinal) ? "tr" : null;
        var parts = (language is null ? field : field[..^3]).Split('.');
        var names = parts.Select(part =>
        {
            var entry = Entry().Match(part);
            return entry.Success
                ? string.Create(CultureInfo.InvariantCulture, $"{words["Field." + entry.Groups["name"].Value]} {int.Parse(entry.Groups["index"].Value, CultureInfo.InvariantCulture) + 1}")
                : words["Field." + part].Value;
        });
        var name = string.Join(": ", names);
        return language is null ? name : words["{0} ({1})", name, Language(words, language)];
    }

    /// <summary>The id that tag helpers give the field.</summary>
    public static string Id(string field) => TagBuilder.CreateSanitizedId(field, "_");

    private static string Language(IStringLocalizer words, string culture) => words["Language." + culture];

    [GeneratedRegex(@"^Texts\[(?<culture>\w{2})\]\.(?<name>\w+)$")]
    private static partial Regex TextField();

    [GeneratedRegex(@"^(?<name>\w+)\[(?<index>[0-9]{1,6})\]$")]
    private static partial Regex Entry();
}
