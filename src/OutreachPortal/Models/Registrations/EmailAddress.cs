using System.Net.Mail;

namespace OutreachPortal.Models;

/// <summary>E-mail addresses as people type them.</summary>
public static class EmailAddress
{
    /// <summary>
    /// Whether a letter can go there: one address with nothing beside it, no blanks, controls or invisible marks, not longer than
    /// <see cref="Letter.AddressLength"/> (RFC 5321, 4.5.3.1), and a host with a dot in it.
    /// </summary>
    public static bool IsUsable(string? typed)
    {
        if (typed is null || typed.Length > Letter.AddressLength || typed.Any(letter => !IsPlain(letter)) || !MailAddress.TryCreate(typed, out var address))
        {
            return false;
        }

        // "Ada" <ada@…> would be read too.
        return address.Address == typed && address.User.Length is > 0 and <= 64 && address.Host.Contains('.', StringComparison.Ordinal) && address.Host[0] != '[';
    }

    /// <summary>The same for all spellings of an address, as far as letters and case go: an address that is usable, folded.</summary>
    public static string KeyOf(string address) => address.Normalize().ToLowerInvariant();

    // Letters beyond ASCII would need a server that knows RFC 6531, which most do not.
    private static bool IsPlain(char letter) => letter is > ' ' and < '\x7f' and not ('"' or '(' or ')' or ',' or ':' or ';' or '<' or '>' or '\\');
}
