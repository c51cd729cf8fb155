using System.Text.RegularExpressions;

namespace OutreachPortal.Tests.Support;

/// <summary>Front matter, one field a line, in which a test changes one thing. The items have one language: one file each.</summary>
public sealed record Fields(string Text)
{
    public static readonly Fields Seminar = new("""
        title: A seminar
        summary: About it.
        languages: en
        place: Room 1
        start: 2026-12-03 14:00
        end: 2026-12-03 15:30
        mode: on-site
        audience: [pupils]
        """);

    public static readonly Fields Programme = new("""
        title: A programme
        summary: About it.
        languages: en
        kind: summer-school
        """);

    public static readonly Fields Policy = new("""
        title: A policy
        summary: About it.
        languages: en
        number: PP-1
        owner: An office
        approving-body: The Senate
        version: 1
        in-force-from: 2026-01-01
        """);

    public static readonly Fields Partner = new("""
        title: A partner
        summary: About it.
        languages: en
        kind: company
        country: TR
        """);

    public static readonly Fields Person = new("""
        title: A Person
        summary: About her.
        languages: en
        """);

    public static readonly Fields Figure = new("""
        title: A figure
        summary: About it.
        languages: en
        rule: snapshot
        value: 10
        unit-of-measure: pupils
        method: Counted at the door
        as-of: 2026-10-01
        source: A count
        """);

    public static Fields Of(string folder) => folder switch
    {
        "seminars" or "lectures" => Seminar,
        "programmes" => Programme,
        "policies" => Policy,
        "partners" => Partner,
        "people" => Person,
        "figures" => Figure,
        _ => throw new ArgumentOutOfRangeException(nameof(folder)),
    };

    /// <summary>Sets a field in its place, or adds it at the end.</summary>
    public Fields With(string field, string value) => LineOf(field) is { Success: true } line
        ? new(string.Concat(Text.AsSpan(0, line.Index), $"{field}: {value}", Text.AsSpan(line.Index + line.Length)))
        : new($"{Text}\n{field}: {value}");

    public Fields Without(string field) => new(Regex.Replace(Text, $"(?m)^{field}:.*\n?", "").TrimEnd());

    /// <summary>The line of the file on which a field stands, counted from 1.</summary>
    public int Line(string field) => 2 + Text[..LineOf(field).Index].Count(c => c == '\n');

    public override string ToString() => Text;

    private Match LineOf(string field) => Regex.Match(Text, $"(?m)^{Regex.Escape(field)}:.*$");
}

public static class FieldsExtensions
{
    /// <summary>An item of one file, <c>{name}.en.md</c>.</summary>
    public static ContentFolder Item(this ContentFolder folder, string name, Fields fields, string body = "A text.") =>
        folder.Text(name + ".en.md", fields.Text, body);

    /// <summary>An item that lacks nothing, as its folder asks.</summary>
    public static ContentFolder Item(this ContentFolder folder, string name, string body = "A text.") =>
        folder.Item(name, Fields.Of(name.Split('/')[0]).With("title", name.Split('/')[^1]), body);
}
