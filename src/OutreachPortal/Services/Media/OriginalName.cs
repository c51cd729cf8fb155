using System.Globalization;
using System.Text;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Media;

/// <summary>The name by which people know a file. It is only ever shown: the store has names of its own.</summary>
public static class OriginalName
{
    private const int LongestExtension = 10;

    /// <summary>
    /// What of a name can be shown: its last part, without signs that are not seen or that turn the direction of writing, and no longer than
    /// <see cref="MediaFile.OriginalNameLength"/>, its end kept. Empty when nothing is left.
    /// </summary>
    public static string Clean(string? typed)
    {
        var last = (typed ?? "").Split('/', '\\')[^1];
        var name = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) && rune != Rune.ReplacementChar)
            {
                name.Append(rune.ToString());
            }
        }

        // Some systems write ş as s and a cedilla; a search would not find it.
        var clean = name.ToString().Normalize(NormalizationForm.FormC).Trim();
        if (clean.Length <= MediaFile.OriginalNameLength)
        {
            return clean;
        }

        var dot = clean.LastIndexOf('.');
        var end = "…" + (dot >= clean.Length - LongestExtension ? clean[dot..] : "");
        var length = MediaFile.OriginalNameLength - end.Length;
        return clean[..(char.IsHighSurrogate(clean[length - 1]) ? length - 1 : length)] + end;
    }
}
