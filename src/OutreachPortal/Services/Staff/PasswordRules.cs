using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

/// <summary>
/// Refuses passwords that guessing programs try first. Length is Identity's own rule; kinds of characters are nobody's
/// (NIST SP 800-63B). docs/decisions/0008-passwords.md says where the list comes from. The codes name the words to show.
/// </summary>
public sealed class PasswordRules : IPasswordValidator<PortalUser>
{
    /// <summary>Longer ones would cost the server time and nobody a thought.</summary>
    public const int LongestPassword = 200;

    private const int FewestCharacters = 5;
    private const int ShortestPart = 4;
    private const string Leet = "0o1i3e4a5s7t@a$s!i";

    // Rows of the keyboards that staff have (Turkish Q and F besides English), the alphabet, digits, and walks across rows.
    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertyuiopgu", "asdfghjklsi", "zxcvbnmoc",
        "fggiodrnhpqw", "uieautkmlysx", "jovcczsb", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "!@#$%^&*()",
    ];

    private static readonly Lazy<FrozenSet<string>> Common = new(Read);

    public Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password) =>
        Task.FromResult(Complaint(password ?? "", user.Name, user.Email ?? "") is { } code
            ? IdentityResult.Failed(new IdentityError { Code = code, Description = code })
            : IdentityResult.Success);

    /// <summary>What is wrong with a password that is long enough; null when it is good.</summary>
    public static string? Complaint(string password, string name, string email)
    {
        var folded = TextFolding.Fold(password);
        return password.Length > LongestPassword ? "PasswordTooLong"
            : IsCommon(folded) ? "PasswordCommon"
            : folded.Distinct().Count() < FewestCharacters || IsRepetition(folded) || IsSequence(folded) ? "PasswordSimple"
            : Parts(name, email).Any(part => folded.Contains(part, StringComparison.Ordinal)) ? "PasswordAboutYou"
            : null;
    }

    /// <summary>Listed as it is, or with the digits and signs taken off that people put around a word, or with its letters put back: "P4ssword2026!".</summary>
    private static bool IsCommon(string folded)
    {
        var plain = Unleet(folded);
        return new[] { folded, Core(folded), plain, Core(plain), Core(Unleet(Core(folded))) }.Any(form => form.Length >= FewestCharacters && Common.Value.Contains(form))
            || folded.All(letter => !char.IsLetter(letter)) && folded.Length < 20;
    }

    private static string Core(string text) => text.TrimStart([.. text.Where(letter => !char.IsLetter(letter))]).TrimEnd([.. text.Where(letter => !char.IsLetter(letter))]);

    private static string Unleet(string text) => string.Concat(text.Select(letter => Leet.IndexOf(letter, StringComparison.Ordinal) is var i and >= 0 && i % 2 == 0 ? Leet[i + 1] : letter));

    /// <summary>The same few characters again and again: "abcabcabcabc".</summary>
    private static bool IsRepetition(string text) => Enumerable.Range(1, text.Length / 2).Any(period =>
        text.AsSpan(period).SequenceEqual(text.AsSpan(0, text.Length - period)));

    /// <summary>Made of a few runs along a row: "qwertyasdfgh", "987654321abc".</summary>
    private static bool IsSequence(string text)
    {
        var runs = 0;
        for (var at = 0; at < text.Length; runs++)
        {
            at += Rows.SelectMany(row => new[] { row, string.Concat(row.Reverse()) }).Max(row => Along(text.AsSpan(at), row));
        }

        return runs * 4 <= text.Length;
    }

    private static int Along(ReadOnlySpan<char> text, string row)
    {
        var start = row.IndexOf(text[0], StringComparison.Ordinal);
        var length = 1;
        while (start >= 0 && length < text.Length && start + length < row.Length && row[start + length] == text[length])
        {
            length++;
        }

        return length;
    }

    private static IEnumerable<string> Parts(string name, string email) =>
        TextFolding.Fold(name + " " + email.Split('@')[0]).Split([' ', '.', '-', '_', '+', ',', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Length >= ShortestPart);

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(Zxcvbn.Zxcvbn).Assembly.GetManifestResourceStream("zxcvbn-core.Dictionaries.passwords.lst")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(word => TextFolding.Fold(word)).ToFrozenSet(StringComparer.Ordinal);
    }
}
