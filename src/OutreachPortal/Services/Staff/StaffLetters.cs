using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Staff;

/// <summary>Letters to those who sign in. Links begin with the site's own address, never with what a request says it is.</summary>
public sealed class StaffLetters(Outbox outbox, UserManager<PortalUser> users, SiteSettings site, SiteAddress address, IStringLocalizer<Words> words)
{
    /// <summary>Adds the invitation to the context and returns its link. Earlier links to the account have to be closed by a new security stamp.</summary>
    public async Task<string> InviteAsync(PortalUser user, string by)
    {
        var link = Link("/account/invitation", user, await users.GenerateUserTokenAsync(user, LinkTokens.Name, LinkTokens.Invitation));
        Add("invitation", user, name => new(
            words["Letter.InvitationSubject", name],
            [words["Letter.Hello", user.Name], words["Letter.Invitation", by, name]],
            (link, words["Letter.InvitationLink"]),
            [words["Letter.InvitationAfter"]]));
        return link;
    }

    public async Task ResetAsync(PortalUser user)
    {
        var link = Link("/account/reset", user, await users.GeneratePasswordResetTokenAsync(user));
        Add("password", user, name => new(
            words["Letter.ResetSubject", name],
            [words["Letter.Hello", user.Name], words["Letter.Reset"]],
            (link, words["Letter.ResetLink"]),
            [words["Letter.ResetAfter"]]));
    }

    /// <summary>The link to the new address, by which it is taken over; and a word to the one until now, so that its owner learns of it in time.</summary>
    /// <param name="isFree">False where somebody else has the new address: then there is no link to send.</param>
    public async Task ChangeEmailAsync(PortalUser user, string email, bool isFree)
    {
        if (isFree)
        {
            var link = Link("/account/email/confirm", user, await users.GenerateChangeEmailTokenAsync(user, email)) + "&email=" + Uri.EscapeDataString(email);
            Add("email", user, name => new(
                words["Letter.EmailSubject", name],
                [words["Letter.Hello", user.Name], words["Letter.Email"]],
                (link, words["Letter.EmailLink"]),
                [words["Letter.EmailAfter"]]), email);
        }

        Add("email-notice", user, name => new(
            words["Letter.EmailNoticeSubject", name],
            [words["Letter.Hello", user.Name], words["Letter.EmailNotice", email]],
            null,
            [words["Letter.EmailNoticeAfter"]]));
    }

    /// <summary>So that the owner learns in time of a passkey that somebody else made at a session left open.</summary>
    public void PasskeyAdded(PortalUser user, string passkey) => Add("passkey-notice", user, name => new(
        words["Letter.PasskeySubject", name],
        [words["Letter.Hello", user.Name], words["Letter.Passkey", passkey]],
        null,
        [words["Letter.PasskeyAfter"]]));

    private string Link(string path, PortalUser user, string token) =>
        address.Of(string.Create(CultureInfo.InvariantCulture, $"{path}?user={user.Id}&lang={user.Language}&token={token}"));

    /// <summary>Writes in the recipient's language, whoever's the request is.</summary>
    /// <param name="email">Where it goes; the account's own address if null.</param>
    private void Add(string kind, PortalUser user, Func<string, LetterContent> content, string? email = null)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Languages.CultureOf(user.Language);
        try
        {
            outbox.Add(kind, email ?? user.Email!, user.Name, user.Language, content($"{site.Name.In(user.Language)}, {site.Office.In(user.Language)}"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
