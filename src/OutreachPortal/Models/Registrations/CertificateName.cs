using System.Globalization;
using System.Text;

namespace OutreachPortal.Models;

/// <summary>The name on a certificate: whatever somebody is called, and nothing that would upset the page around it.</summary>
public static class CertificateName
{
    /// <summary>As long as a school's: a class is named by its school.</summary>
    public const int Length = Registration.SchoolLength;

    /// <summary>Marks over one letter; Vietnamese and IPA need two, what has more is made to cover the lines around it.</summary>
    private const int MostMarks = 3;

    /// <summary>
    /// A name without controls, marks of direction, and what else nobody sees; with one blank between its words. Empty where nothing is left.
    /// </summary>
    public static string Clean(string? typed)
    {
        var name = new StringBuilder();
        var marks = 0;
        var isBlank = false;
        foreach (var rune in (typed ?? "").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune) || category is UnicodeCategory.Control)
            {
                isBlank = name.Length > 0;
                continue;
            }

            if (rune == Rune.ReplacementChar || category is UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }

            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarks || (marks > 0 && name.Length == 0))
            {
                continue;
            }

            if (isBlank)
            {
                name.Append(' ');
                isBlank = false;
            }

            name.Append(rune.ToString());
        }

        var clean = name.ToString().Normalize(NormalizationForm.FormC);
        return clean.Any(char.IsLetterOrDigit) ? clean : "";
    }

    /// <summary>What a certificate says until its holder wants it otherwise: the person, or the school with the class's level. Empty where nobody gave a name.</summary>
    public static string Of(Registration registration)
    {
        var person = Cut(Clean(registration.Name));
        var school = Cut(Clean(registration.School));
        if (registration.Kind != PartyKind.Class || school.Length == 0)
        {
            return person;
        }

        return Clean(registration.Level) is { Length: > 0 } level && school.Length + level.Length + 2 <= Length ? $"{school}, {level}" : school;
    }

    private static string Cut(string name) => name.Length <= Length ? name
        // Not through the middle of a character.
        : name[..(char.IsHighSurrogate(name[Length - 1]) ? Length - 1 : Length)].TrimEnd();
}
