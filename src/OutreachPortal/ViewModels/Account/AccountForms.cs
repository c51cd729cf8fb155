using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.ViewModels.Account;

/// <summary>Takes a complaint: the field, and the key of the words that say what is wrong.</summary>
public delegate void Complain(string field, string word);

public sealed class SignInForm
{
    public string? Email { get; set; }

    public string? Password { get; set; }

    public bool Remember { get; set; }

    /// <summary>A passkey's, JSON; then there is no password.</summary>
    public string? Answer { get; set; }

    public void Check(Complain complain)
    {
        if (string.IsNullOrWhiteSpace(Email) || Email.Length > Letter.AddressLength)
        {
            complain(nameof(Email), "Account.Error.EmailMissing");
        }

        if (string.IsNullOrEmpty(Password) || Password.Length > PasswordRules.LongestPassword)
        {
            complain(nameof(Password), "Account.Error.PasswordMissing");
        }
    }
}

public sealed class CodeForm
{
    private const int Longest = 40;

    public string? Code { get; set; }

    public void Check(Complain complain)
    {
        if (string.IsNullOrWhiteSpace(Code) || Code.Length > Longest)
        {
            complain(nameof(Code), "Account.Error.CodeMissing");
        }
    }
}

/// <summary>Who somebody is: what the first administrator says of herself, and an invitation of others.</summary>
public class StaffForm
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Language { get; set; }

    public virtual void Check(Complain complain)
    {
        CheckName(Name, complain);
        if (!IsEmail(Email))
        {
            complain(nameof(Email), "Account.Error.InvalidEmail");
        }

        CheckLanguage(Language, complain);
    }

    public static void CheckName(string? name, Complain complain)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            complain(nameof(Name), "Account.Error.NameMissing");
        }
        else if (name.Trim().Length > PortalUser.NameLength || name.Any(char.IsControl))
        {
            complain(nameof(Name), "Account.Error.Name");
        }
    }

    public static void CheckLanguage(string? language, Complain complain)
    {
        if (!Languages.All.Contains(language, StringComparer.Ordinal))
        {
            complain(nameof(Language), "Account.Error.Language");
        }
    }

    /// <summary>One address and nothing beside it: "Ada &lt;ada@x.example&gt;" would be another in a letter's head.</summary>
    public static bool IsEmail([NotNullWhen(true)] string? text) => text?.Trim() is { Length: > 2 and <= Letter.AddressLength } email
        && !email.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '<' or '>' or ',' or ';' or '"')
        && MailAddress.TryCreate(email, out var address) && address.Address == email && address.Host.Length > 0;

    public PortalUser User(TimeProvider clock) => new()
    {
        UserName = Email!.Trim(),
        Email = Email!.Trim(),
        EmailConfirmed = true,
        Name = Name!.Trim(),
        Language = Language!,
        CreatedAt = clock.GetUtcNow().UtcDateTime,
    };
}

public sealed class SetupForm : StaffForm
{
    public string? Password { get; set; }

    public string? Again { get; set; }
}

public sealed class NewPasswordForm
{
    /// <summary>The account's address, shown so that password programs know where the password belongs; never read.</summary>
    public string? Email { get; set; }

    public string? Current { get; set; }

    public string? Password { get; set; }

    public string? Again { get; set; }
}

public sealed class EmailForm
{
    /// <summary>The new address.</summary>
    public string? Email { get; set; }

    public string? Current { get; set; }
}

public sealed class ProfileForm
{
    public string? Name { get; set; }

    public string? Language { get; set; }
}

/// <summary>What the page of the second step shows.</summary>
/// <param name="Key">Of the authenticator, in groups of four; null while none is being set up.</param>
/// <param name="Picture">The same as a QR code, SVG.</param>
/// <param name="Codes">New recovery codes; shown this once.</param>
public sealed record TwoFactorViewModel(bool IsOn, int CodesLeft, string? Key = null, string? Picture = null, IReadOnlyList<string>? Codes = null);
