using OutreachPortal.Models;

namespace OutreachPortal.ViewModels.Account;

public sealed class PasskeyForm
{
    public string? Name { get; set; }

    /// <summary>The browser's to what it was asked, JSON.</summary>
    public string? Answer { get; set; }

    public void Check(Complain complain)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            complain(nameof(Name), "Passkeys.Error.NameMissing");
        }
        else if (Name.Trim().Length > UserMapping.PasskeyNameLength || Name.Any(char.IsControl))
        {
            complain(nameof(Name), "Passkeys.Error.Name");
        }
    }
}

/// <param name="Id">Of the credential, as addresses have it.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record PasskeyRow(string Id, string Name, DateTime CreatedAt);

/// <param name="Email">Whose password it is, for password programs.</param>
public sealed record ProofViewModel(string Email, bool HasPasskeys);

/// <summary>A form that a script fills in with what the browser answers, and sends to the page that holds it. Hidden until there is a script, and a browser that knows passkeys.</summary>
/// <param name="Options">Where the script gets what it asks the browser by.</param>
/// <param name="Word">Key of what stands on the button.</param>
public sealed record PasskeyButton(string Options, string Word);
