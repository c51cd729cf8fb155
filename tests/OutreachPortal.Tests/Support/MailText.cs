using System.Text;
using System.Text.RegularExpressions;

namespace OutreachPortal.Tests.Support;

/// <summary>Reading a letter as it was sent.</summary>
public static partial class MailText
{
    /// <summary>What a mail program would show: the parts in base64 or quoted-printable, read.</summary>
    public static string Read(string file) => string.Concat(Base64().Matches(file).Select(match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Value))))
        + Encoding.UTF8.GetString([.. Octets(file.Replace("=\r\n", "", StringComparison.Ordinal))]);

    private static IEnumerable<byte> Octets(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && Uri.IsHexDigit(text[i + 1]) && Uri.IsHexDigit(text[i + 2]))
            {
                yield return Convert.ToByte(text.Substring(i + 1, 2), 16);
                i += 2;
            }
            else
            {
                yield return (byte)text[i];
            }
        }
    }

    [GeneratedRegex(@"(?m)^(?:[A-Za-z0-9+/]{60,}\r?\n)+[A-Za-z0-9+/=]*")]
    private static partial Regex Base64();
}
