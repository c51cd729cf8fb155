using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OutreachPortal.Services.Registrations;

/// <summary>
/// Texts that anybody may type and others read. Letters of all scripts and signs stay; what is not seen and changes how the rest is seen is
/// left out: controls, marks of direction, invisible marks.
/// </summary>
public static partial class TypedText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>From here on are the scripts, and the signs, that are written with joiners.</summary>
    private const int FirstJoined = 0x0600;

    /// <summary>Of one line.</summary>
    public static string Line(string? typed) => Clean(typed, keepsLines: false);

    /// <summary>
    /// Whether a text would become a link where it is shown, as mail programs make one of an address. A name that is one would carry
    /// somebody's advertisement, or worse, to a stranger in a letter of the university's.
    /// </summary>
    public static bool HasLink(string text) => Address().IsMatch(text);

    // With a scheme, with www, or a host with a path behind it. "Prof.Dr." is none.
    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://|\bwww\.|[\p{L}\p{Nd}-]\.[a-z]{2,}/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    public static string Lines(string? typed) => Clean(typed, keepsLines: true);

    private static string Clean(string? typed, bool keepsLines)
    {
        if (string.IsNullOrEmpty(typed))
        {
            return "";
        }

        var text = new StringBuilder(typed.Length);
        var previous = 0;
        foreach (var rune in typed.ReplaceLineEndings("\n").EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control when rune.Value == '\n' && keepsLines:
                    TrimEnd(text);
                    text.Append('\n');
                    previous = '\n';
                    break;
                case UnicodeCategory.Control when rune.Value is '\n' or '\t' or '\r':
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    if (text.Length > 0 && text[^1] is not (' ' or '\n'))
                    {
                        text.Append(' ');
                    }

                    previous = ' ';
                    break;
                case UnicodeCategory.Format when rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner && previous >= FirstJoined:
                    text.Append(rune.ToString());
                    break;
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    break;
                default:
                    text.Append(rune.ToString());
                    previous = rune.Value;
                    break;
            }
        }

        // A joiner with nothing behind it joins nothing.
        return text.ToString().Trim(' ', '\n', '\u200C', '\u200D').Normalize();
    }

    private static void TrimEnd(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ')
        {
            text.Length--;
        }
    }
}
