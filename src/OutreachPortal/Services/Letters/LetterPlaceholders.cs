using System.Text.RegularExpressions;

namespace OutreachPortal.Services.Letters;

/// <summary>
/// What can stand between <c>{{</c> and <c>}}</c> in the words of a letter about a registration. A part between <c>{{#name}}</c> and
/// <c>{{/name}}</c> is there only where that has a value.
/// </summary>
public static partial class LetterPlaceholders
{
    public const string Name = "name";
    public const string Lecture = "lecture";
    public const string Date = "date";
    public const string Time = "time";
    public const string Place = "place";
    public const string Address = "address";
    public const string Seats = "seats";
    public const string School = "school";
    public const string Code = "code";
    public const string Note = "note";
    public const string Link = "link";
    public const string Site = "site";
    public const string Office = "office";
    public const string Contact = "contact";

    /// <summary>Until when to answer.</summary>
    public const string Until = "until";
    public const string Reason = "reason";

    /// <summary>A sentence that says how a registration ended.</summary>
    public const string Ending = "ending";

    /// <summary>In a few words, for a subject, what has ended: the lecture, or only the recipient's registration for it.</summary>
    public const string Ended = "ended";

    /// <summary>A sentence that says how the registration stands after a change of the lecture.</summary>
    public const string Standing = "standing";
    public const string PreviousTime = "previousTime";
    public const string PreviousPlace = "previousPlace";

    /// <summary>Place in the waiting list.</summary>
    public const string Position = "position";
    public const string OnlineLink = "onlineLink";

    /// <summary>From when the holder's own page has the address to take part online.</summary>
    public const string OnlineFrom = "onlineFrom";
    public const string CertificateLink = "certificateLink";

    /// <summary>Subject of a message of the office.</summary>
    public const string Heading = "heading";

    /// <summary>A message of the office, with its lines.</summary>
    public const string Message = "message";

    /// <summary>All registrations of an address, each with its link.</summary>
    public const string Registrations = "registrations";

    /// <summary>What is an address, and can stand where a link goes.</summary>
    public static readonly IReadOnlySet<string> Addresses = new HashSet<string>(StringComparer.Ordinal) { Link, OnlineLink, CertificateLink };

    /// <summary>What is empty in some letters of a kind; only between <c>{{#…}}</c> and <c>{{/…}}</c> is it sure to leave nothing behind.</summary>
    public static readonly IReadOnlySet<string> Optional = new HashSet<string>(StringComparer.Ordinal)
    {
        Place, Address, Seats, School, Code, Note, Contact, Until, Reason, PreviousTime, PreviousPlace, Position, OnlineLink, OnlineFrom,
    };

    private static readonly IReadOnlyList<string> Common = [Name, Lecture, Date, Time, Place, Address, Seats, School, Code, Note, Link, Site, Office, Contact];

    /// <summary>All that a letter of a kind may name.</summary>
    public static IEnumerable<string> Of(string kind) => kind switch
    {
        RegistrationLetterKinds.Confirm or RegistrationLetterKinds.Offer => Common.Append(Until),
        RegistrationLetterKinds.Confirmed => Common.Append(OnlineFrom),
        RegistrationLetterKinds.Waiting => Common.Append(Position),
        RegistrationLetterKinds.Reminder => Common.Append(OnlineLink),
        RegistrationLetterKinds.Changed => [.. Common, Standing, Reason, PreviousTime, PreviousPlace, OnlineFrom],
        RegistrationLetterKinds.Cancelled => [.. Common, Ended, Ending, Reason],
        RegistrationLetterKinds.Thanks => Common.Append(CertificateLink),
        RegistrationLetterKinds.Message => [.. Common, Heading, Message],
        RegistrationLetterKinds.Links => [Name, Registrations, Site, Office, Contact],
        _ => Common,
    };

    /// <summary>What a letter of a kind is of no use without.</summary>
    public static string Required(string kind) => kind switch
    {
        RegistrationLetterKinds.Thanks => CertificateLink,
        RegistrationLetterKinds.Message => Message,
        RegistrationLetterKinds.Links => Registrations,
        _ => Link,
    };

    /// <summary>Writes each placeholder without blanks within its braces.</summary>
    public static string Tidy(string text) => Loose().Replace(text.ReplaceLineEndings("\n").Replace(Gone, ' '), "{{$1$2}}");

    /// <summary>Keeps the parts whose name has a value, without their marks, and drops the others; a line that held nothing but a mark goes too.</summary>
    public static string Open(string text, Func<string, bool> hasValue)
    {
        // A part may stand within another: from the innermost outwards, as far as anybody would go.
        for (var depth = 0; depth < 5; depth++)
        {
            var opened = Part().Replace(text, part => hasValue(part.Groups[1].Value) ? Gone + part.Groups[2].Value + Gone : Gone.ToString());
            if (opened == text)
            {
                break;
            }

            text = opened;
        }

        return EmptyLine().Replace(text, "").Replace(Gone.ToString(), "", StringComparison.Ordinal);
    }

    /// <summary>Each thing between double braces: mark (<c>#</c>, <c>/</c> or nothing) and name.</summary>
    public static IEnumerable<(string Mark, string Name)> In(string text) => Any().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    /// <summary>Puts values in the place of names.</summary>
    public static string Fill(string text, Func<string, string> value) => Any().Replace(text, match => value(match.Groups[2].Value));

    /// <summary>Cuts a text at its placeholders: a piece of text, or a name.</summary>
    public static IEnumerable<(string Text, string? Name)> Cut(string text)
    {
        var end = 0;
        foreach (Match match in Any().Matches(text))
        {
            if (match.Index > end)
            {
                yield return (text[end..match.Index], null);
            }

            yield return ("", match.Groups[2].Value);
            end = match.Index + match.Length;
        }

        if (end < text.Length)
        {
            yield return (text[end..], null);
        }
    }

    /// <summary>Of nobody's alphabet; stands where a mark was.</summary>
    private const char Gone = '\uE000';

    [GeneratedRegex(@"\{\{\s*([#/]?)\s*([^{}\n]*?)\s*\}\}")]
    private static partial Regex Loose();

    [GeneratedRegex(@"\{\{([#/]?)([^{}\n]*)\}\}")]
    private static partial Regex Any();

    // Nothing within begins another part of its own: that one is opened first.
    [GeneratedRegex(@"\{\{#([^{}\n]*)\}\}((?:(?!\{\{#).)*?)\{\{/\1\}\}", RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex(@"(?m)^[ \t]*\uE000[\uE000 \t]*(?:\n|\z)")]
    private static partial Regex EmptyLine();
}
