using System.Text;

namespace OutreachPortal.Models;

/// <summary>Names of properties and values as files and addresses spell them.</summary>
public static class KebabCase
{
    /// <summary><c>OnlineLink</c> → <c>online-link</c>.</summary>
    public static string Of(string name)
    {
        var kebab = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character))
            {
                if (kebab.Length > 0 && kebab[^1] is not '.' and not '-')
                {
                    kebab.Append('-');
                }

                kebab.Append(char.ToLowerInvariant(character));
            }
            else
            {
                kebab.Append(character);
            }
        }

        return kebab.ToString();
    }
}
