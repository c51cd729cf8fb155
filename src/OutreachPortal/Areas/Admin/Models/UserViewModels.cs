using OutreachPortal.Models;
using OutreachPortal.ViewModels;
using OutreachPortal.ViewModels.Account;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What an account is, in a word.</summary>
public enum UserState
{
    Active,
    Invited,
    Locked,
    Deactivated,
}

public sealed record UserLine(int Id, string Name, string Email, IReadOnlyList<string> Roles, UserState State, bool TwoFactor, bool HasPasskey, DateTime? LastSignInAt, DateTime? InvitedAt)
{
    /// <summary>Words for what else than a password opens the account.</summary>
    public IEnumerable<string> SecondStep => (TwoFactor, HasPasskey) switch
    {
        (true, true) => ["Users.Authenticator", "Users.Passkey"],
        (true, false) => ["Users.Authenticator"],
        (false, true) => ["Users.Passkey"],
        _ => ["Users.NoSecondStep"],
    };
}

public sealed record UsersViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<UserLine> Users) : PagedViewModel(Filter, Paging)
{
    public override string Path => "/admin/users";
}

/// <summary>The form of an invitation.</summary>
public sealed class InviteForm : StaffForm
{
    public List<string?>? Roles { get; set; }

    public override void Check(Complain complain)
    {
        base.Check(complain);
        CheckRoles(Roles, complain);
    }

    /// <summary>One role at least, each one that there is.</summary>
    public static void CheckRoles(List<string?>? roles, Complain complain)
    {
        if (roles is null or [] || roles.Any(role => !OutreachPortal.Models.Roles.All.Contains(role, StringComparer.Ordinal)))
        {
            complain("Roles", "Users.Error.Roles");
        }
    }
}

/// <summary>What an administrator may change of an account, and the version that the form was made from.</summary>
public sealed class UserForm
{
    public string? Name { get; set; }

    public string? Language { get; set; }

    public List<string?>? Roles { get; set; }

    public string? Version { get; set; }

    public void Check(Complain complain)
    {
        StaffForm.CheckName(Name, complain);
        StaffForm.CheckLanguage(Language, complain);
        InviteForm.CheckRoles(Roles, complain);
    }
}

/// <param name="Saved">The account as it is now; where the form is stale, not what it was made from.</param>
/// <param name="Me">Whether it is the account of whoever looks.</param>
public sealed record UserViewModel(UserForm Form, UserLine Saved, string Language, bool Me, bool Stale = false);

/// <summary>Shown once, after an invitation was written.</summary>
/// <param name="IsSent">Whether a mail server carries it; otherwise the link is handed over.</param>
public sealed record InvitedViewModel(string Name, string Email, string Link, bool IsSent);
