using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OutreachPortal.Tests.Support;

/// <summary>A reader of iCalendar that forgives nothing: what RFC 5545 forbids is an error, not a matter of taste.</summary>
public sealed partial class ICalendar
{
    private readonly List<ICalendar> _parts = [];
    private readonly List<ICalendarLine> _lines = [];

    private ICalendar(string name) => Name = name;

    public string Name { get; }

    public IReadOnlyList<ICalendarLine> Lines => _lines;

    public IEnumerable<ICalendar> Events => Parts("VEVENT");

    public IEnumerable<ICalendar> Parts(string name) => _parts.Where(part => part.Name == name);

    /// <summary>The one line of a name.</summary>
    public ICalendarLine this[string name] => _lines.Where(line => line.Name == name).ShouldHaveSingleItem(name);

    public bool Has(string name) => _lines.Exists(line => line.Name == name);

    public string Text(string name) => this[name].Text;

    /// <summary>Reads a calendar and checks that it is whole.</summary>
    public static ICalendar Parse(byte[] bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        text.ShouldEndWith("\r\n");
        text.Replace("\r\n", "", StringComparison.Ordinal).Any(c => char.IsControl(c) && c != '\t').ShouldBeFalse("a control character");
        text.Split("\r\n")[..^1].ShouldAllBe(line => line.Length > 0 && Encoding.UTF8.GetByteCount(line) <= 75);
        var open = new Stack<ICalendar>([new ICalendar("")]);
        foreach (var line in text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")[..^1].Select(ICalendarLine.Parse))
        {
            switch (line.Name)
            {
                case "BEGIN":
                    var part = new ICalendar(line.Value);
                    open.Peek()._parts.Add(part);
                    open.Push(part);
                    break;
                case "END":
                    open.Pop().Name.ShouldBe(line.Value);
                    break;
                default:
                    open.Peek()._lines.Add(line);
                    break;
            }
        }

        var calendar = open.ShouldHaveSingleItem()._parts.ShouldHaveSingleItem();
        calendar.Check();
        return calendar;
    }

    /// <summary>The moment that a line names, found by the zones of this calendar alone. UTC.</summary>
    public DateTime Moment(ICalendarLine line)
    {
        if (line.Value.EndsWith('Z'))
        {
            return Date(line.Value[..^1]);
        }

        var local = Date(line.Value);
        var zone = Parts("VTIMEZONE").Where(part => part.Text("TZID") == line.Parameters["TZID"]).ShouldHaveSingleItem(line.Value);
        var observance = zone._parts.Where(part => Date(part["DTSTART"].Value) <= local).OrderBy(part => part["DTSTART"].Value, StringComparer.Ordinal).LastOrDefault();
        return local - Offset(observance.ShouldNotBeNull(line.Value).Text("TZOFFSETTO"));
    }

    private void Check()
    {
        Name.ShouldBe("VCALENDAR");
        Text("VERSION").ShouldBe("2.0");
        Text("PRODID").ShouldNotBeEmpty();
        _parts.ShouldNotBeEmpty();
        string[] once = ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "STATUS", "SEQUENCE", "CREATED", "LAST-MODIFIED", "CLASS", "TRANSP"];
        foreach (var item in Events)
        {
            foreach (var name in once)
            {
                _ = item[name];
            }

            item.Text("UID").ShouldSatisfyAllConditions(uid => Guid.TryParse(uid, out _).ShouldBeTrue());
            item.Has("DURATION").ShouldBeFalse();
            Moment(item["DTEND"]).ShouldBeGreaterThan(Moment(item["DTSTART"]));
        }

        Events.Select(item => item.Text("UID")).ShouldBeUnique();
        Parts("VTIMEZONE").Select(zone => zone.Text("TZID")).ShouldBeUnique();
        foreach (var zone in Parts("VTIMEZONE"))
        {
            zone._parts.ShouldNotBeEmpty();
            zone._parts.Select(part => part["DTSTART"].Value).ShouldBeUnique();
            foreach (var part in zone._parts)
            {
                part.Name.ShouldBeOneOf("STANDARD", "DAYLIGHT");
                Offset(part.Text("TZOFFSETFROM"));
            }
        }
    }

    private static DateTime Date(string value) =>
        DateTime.SpecifyKind(DateTime.ParseExact(value, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture), DateTimeKind.Utc);

    private static TimeSpan Offset(string value)
    {
        OffsetForm().IsMatch(value).ShouldBeTrue(value);
        var offset = new TimeSpan(int.Parse(value[1..3], CultureInfo.InvariantCulture), int.Parse(value[3..5], CultureInfo.InvariantCulture), 0);
        return value[0] == '-' ? -offset : offset;
    }

    [GeneratedRegex(@"^[+-]\d{4}(\d{2})?\z")]
    private static partial Regex OffsetForm();
}

/// <param name="Value">As written, without the folds.</param>
public sealed partial record ICalendarLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    /// <summary>The value as TEXT; every escape has to be one that there is.</summary>
    public string Text => Texts.ShouldHaveSingleItem();

    /// <summary>The values of a list of TEXT.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            var texts = new List<StringBuilder> { new() };
            for (var i = 0; i < Value.Length; i++)
            {
                switch (Value[i])
                {
                    case '\\':
                        texts[^1].Append(Value[++i] switch { 'n' or 'N' => '\n', '\\' or ';' or ',' => Value[i], _ => throw new ShouldAssertException(Value) });
                        break;
                    case ',':
                        texts.Add(new());
                        break;
                    case ';':
                        throw new ShouldAssertException("A semicolon is not escaped: " + Value);
                    default:
                        texts[^1].Append(Value[i]);
                        break;
                }
            }

            return [.. texts.Select(text => text.ToString())];
        }
    }

    public static ICalendarLine Parse(string line)
    {
        var match = Form().Match(line);
        match.Success.ShouldBeTrue(line);
        var parameters = match.Groups["parameter"].Captures.Zip(match.Groups["text"].Captures, (name, text) => (name.Value, text.Value.Trim('"')));
        return new(match.Groups["name"].Value, parameters.ToDictionary(pair => pair.Item1, pair => pair.Item2), match.Groups["value"].Value);
    }

    [GeneratedRegex("""^(?<name>[A-Z-]+)(;(?<parameter>[A-Z-]+)=(?<text>"[^"]*"|[^";:,]*))*:(?<value>.*)\z""", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
