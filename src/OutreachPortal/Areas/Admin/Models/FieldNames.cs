using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What a posted field is called to people, and where it stands on the page.</summary>
public static partial class FieldNames
{
    /// <summary>"Title (Turkish)" for <c>Texts[tr].Title</c>, "Speaker 2: Role (English)" for <c>Speakers[1].Role.En</c>. Words: <c>Field.{Name}</c>, <c>Row.{List}</c>.</summary>
    public static string Label(this IStringLocalizer words, string field)
    {
        var text = TextField().Match(field);
        if (text.Success)
        {
            return words["{0} ({1})", words["Field." + text.Groups["name"].Value], Language(words, text.Groups["culture"].Value)];
        }

        var language = field.EndsWith(".En", StringComparison.Ordinal) ? "en" : field.EndsWith(".Tr", StringComparison.Ordinal) ? "tr" : null;
        var parts = (language is null ? field : field[..^3]).Split('.');
        var names = parts.Select((part, depth) =>
        {
            var entry = Entry().Match(part);
            return entry.Success
                ? string.Create(CultureInfo.InvariantCulture, $"{words["Row." + entry.Groups["name"].Value]} {int.Parse(entry.Groups["index"].Value, CultureInfo.InvariantCulture) + 1}")
                : Word(words, part, depth == 0 ? null : parts[0]);
        });
        var name = string.Join(": ", names);
        return language is null ? name : words["{0} ({1})", name, Language(words, language)];
    }

    /// <summary>What a field is called within its row: "Role" for <c>Speakers[1].Role</c>.</summary>
    public static string ShortLabel(this IStringLocalizer words, string field)
    {
        var parts = field.Split('.');
        return parts.Length == 1 ? words.Label(field) : Word(words, parts[^1], parts[0]);
    }

    /// <summary>What a newcomer needs to know of a field: <c>Help.{Name}</c>, or <c>Help.{List}.{Name}</c> within a list. Null when there is nothing to say.</summary>
    public static string? Help(IStringLocalizer words, string field, string? with)
    {
        var parts = field.Split('.');
        var list = parts.Length == 1 ? null : Entry().Match(parts[0]).Groups["name"].Value;
        var found = words["Help." + (list is null ? "" : list + ".") + parts[^1], with ?? ""];
        return found.ResourceNotFound ? null : found.Value;
    }

    /// <summary>The id that tag helpers give the field.</summary>
    public static string Id(string field) => TagBuilder.CreateSanitizedId(field, "_");

    /// <summary>A word of a field; in a list the list may have its own.</summary>
    private static string Word(IStringLocalizer words, string name, string? list) =>
        list is not null && words[$"Field.{Entry().Match(list).Groups["name"].Value}.{name}"] is { ResourceNotFound: false } own ? own.Value : words["Field." + Capitalized(name)].Value;

    /// <summary>What MVC binds whatever its case, words do not find.</summary>
    private static string Capitalized(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static string Language(IStringLocalizer words, string culture) => words["Language." + culture];

    [GeneratedRegex(@"^Texts\[(?<culture>\w{2})\]\.(?<name>\w+)$")]
    private static partial Regex TextField();

    [GeneratedRegex(@"^(?<name>\w+)\[(?<index>[0-9]{1,6})\]$")]
    private static partial Regex Entry();
}
