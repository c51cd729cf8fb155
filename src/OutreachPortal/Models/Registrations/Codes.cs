using System.Security.Cryptography;
using System.Text;

namespace OutreachPortal.Models;

/// <summary>
/// Codes that people read, type and say: random, of 30 signs of which none is taken for another. There is no 0, O, 1, I, L or U, so that
/// whoever reads one of those knows which was meant, or that it is wrong.
/// </summary>
public static class Codes
{
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>13 signs of 30 are 63.7 random bits.</summary>
    public const int CertificateLength = 13;

    /// <summary>For those who stand at a door before a volunteer: 49 bits, so that a million of them are different.</summary>
    public const int TicketLength = 10;

    private const int Group = 4;

    public static string New(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary>A typed code without its blanks and hyphens, in capitals; null where a sign is none of the alphabet's.</summary>
    public static string? Read(string? typed)
    {
        var code = new StringBuilder();
        foreach (var sign in typed ?? "")
        {
            var capital = char.ToUpperInvariant(sign);
            if (Alphabet.Contains(capital, StringComparison.Ordinal))
            {
                code.Append(capital);
            }
            else if (sign is not ('-' or ' ' or '\u2011' or '\u2013'))
            {
                return null;
            }
        }

        return code.Length == 0 ? null : code.ToString();
    }

    /// <summary>In groups of four with hyphens, to be read; one that would stand alone at the end joins the last group.</summary>
    public static string Spell(string code)
    {
        var groups = code.Chunk(Group).Select(group => new string(group)).ToList();
        if (groups is [.., _, { Length: 1 } alone])
        {
            groups.RemoveAt(groups.Count - 1);
            groups[^1] += alone;
        }

        return string.Join('-', groups);
    }
}
