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

    private string Link(string path, PortalUser user, string token) =>
        address.Of(string.Create(CultureInfo.InvariantCulture, $"{path}?user={user.Id}&lang={user.Language}&token={token}"));

    /// <summary>Writes in the recipient's language, whoever's the request is.</summary>
    private void Add(string kind, PortalUser user, Func<string, LetterContent> content)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Languages.CultureOf(user.Language);
        try
        {
            outbox.Add(kind, user.Email!, user.Name, user.Language, content($"{site.Name.In(user.Language)}, {site.Office.In(user.Language)}"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
