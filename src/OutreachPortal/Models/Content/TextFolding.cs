using System.Globalization;
using System.Text;

namespace OutreachPortal.Models;

/// <summary>Makes texts comparable the way Turkish and English readers expect, whatever the culture of the thread.</summary>
public static class TextFolding
{
    /// <summary>Lower case without diacritics: <c>IŞIK</c>, <c>Işık</c> and <c>isik</c> all become <c>isik</c>.</summary>
    public static string Fold(string text, int maxLength = int.MaxValue)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in WellFormed(text).Replace('ı', 'i').Replace('İ', 'I').Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            // Format characters are those that nobody sees: zero-width spaces, soft hyphens, marks of direction.
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format))
            {
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (rune.Value is '\n' or '\r' or '\t')
            {
                folded.Append(' ');
            }
        }

        if (folded.Length <= maxLength)
        {
            return folded.ToString();
        }

        return folded.ToString(0, maxLength > 0 && char.IsHighSurrogate(folded[maxLength - 1]) ? maxLength - 1 : maxLength);
    }

    /// <summary>A letter that Turkish has besides ASCII's, folded as <see cref="Fold"/> does; NUL for any other.</summary>
    public static char Turkish(char letter) => letter switch
    {
        'ı' or 'İ' or 'î' or 'Î' => 'i',
        'ş' or 'Ş' => 's',
        'ğ' or 'Ğ' => 'g',
        'ü' or 'Ü' or 'û' or 'Û' => 'u',
        'ö' or 'Ö' => 'o',
        'ç' or 'Ç' => 'c',
        'â' or 'Â' => 'a',
        _ => '\0',
    };

    /// <summary>The words of a text, folded, with one space between them: what search compares.</summary>
    public static string Words(string text) => string.Join(' ', WordsIn(text));

    /// <summary>The folded words of a text: runs of letters and digits.</summary>
    public static IEnumerable<string> WordsIn(string text)
    {
        var folded = Fold(text);
        var start = -1;
        for (var i = 0; i < folded.Length;)
        {
            // Folding has left no lone half of a character.
            var rune = Rune.GetRuneAt(folded, i);
            if (Rune.IsLetterOrDigit(rune))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                yield return folded[start..i];
                start = -1;
            }

            i += rune.Utf16SequenceLength;
        }

        if (start >= 0)
        {
            yield return folded[start..];
        }
    }

    /// <summary>The text without what <see cref="string.Normalize()"/> throws at: halves of a character, and U+FFFE.</summary>
    private static string WellFormed(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && !text.Contains('\uFFFE', StringComparison.Ordinal) ? text
        : string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0xFFFE).Select(rune => rune.ToString()));

    /// <summary>Address part made from a title: a–z, digits and single hyphens, at most 100.</summary>
    public static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var character in Fold(title).Replace("ß", "ss", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal).Replace("ø", "o", StringComparison.Ordinal))
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            {
                slug.Append(character);
            }
            else if (character is '\'' or '’')
            {
                // A suffix stays with its word: İstanbul'da → istanbulda.
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString();
        if (text.Length > ContentText.SlugLength)
        {
            var cut = text.LastIndexOf('-', ContentText.SlugLength);
            text = text[..(cut > 0 ? cut : ContentText.SlugLength)];
        }

        return text.Trim('-');
    }

    /// <summary>Text whose binary order is the language's own order of titles.</summary>
    public static string SortKey(string title, string culture)
    {
        var key = Convert.ToHexString(Languages.CultureOf(culture).CompareInfo
            .GetSortKey(title, CompareOptions.IgnoreCase).KeyData);
        return key.Length > ContentText.SortKeyLength ? key[..ContentText.SortKeyLength] : key;
    }
}
