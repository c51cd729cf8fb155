using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Controllers.Account;

/// <summary>A page about somebody's own account, most of them for people who are not signed in yet. Kept by nobody, indexed by nobody.</summary>
[AdminPage]
[ApiExplorerSettings(IgnoreApi = true)]
public abstract class AccountPageController(IStringLocalizer<Words> words) : Controller
{
    /// <summary>Where to go after signing in, and the language chosen on a page; what a link between account pages keeps.</summary>
    public static readonly IReadOnlyList<string> Kept = [StaffAccess.ReturnUrl, Localization.LanguageKey];

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    /// <summary>An account page's address with what the current one keeps.</summary>
    public static string Keeping(HttpRequest request, string path, string? culture = null)
    {
        var kept = Kept.Select(key => (key, Value: key == Localization.LanguageKey && culture is not null ? culture : (string?)request.Query[key]))
            .Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary(pair => pair.key, pair => pair.Value, StringComparer.Ordinal);
        return QueryHelpers.AddQueryString(path, kept);
    }

    /// <summary>The page in the folder Views/Account, whatever the controller is called.</summary>
    protected ViewResult Page(string view, object? model = null) => View($"~/Views/Account/{view}.cshtml", model);

    /// <summary>The form again with what is wrong; what was typed is still there, but for passwords.</summary>
    protected ViewResult Wrong(string view, object? model)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page(view, model);
    }

    /// <summary>A link that has been used, or whose time is over.</summary>
    protected ViewResult Gone(string view)
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page(view);
    }

    protected RedirectResult Next(string path) => Redirect(Keeping(Request, path));

    /// <summary>Where somebody wanted to go who had to sign in first. Another site's address is not followed.</summary>
    protected RedirectResult Onward() => Redirect(IsOurs(Request.Query[StaffAccess.ReturnUrl], out var wanted) ? wanted : "/admin");

    /// <summary>Whether an address from outside is one of the portal's own, and so may be followed.</summary>
    // An address of ours is ASCII; the server refuses to send a header that holds anything else.
    protected bool IsOurs(string? wanted, [NotNullWhen(true)] out string? path) =>
        (path = Url.IsLocalUrl(wanted) && wanted[0] == '/' && Ascii.IsValid(wanted) ? wanted : null) is not null;

    protected void Problem(string field, string word) => ModelState.AddModelError(field, words[word]);

    /// <summary>Says what Identity refused. Its codes name the words.</summary>
    protected void Problems(IdentityResult refused, string passwordField)
    {
        foreach (var code in refused.Errors.Select(error => error.Code).Distinct())
        {
            Problem(code.StartsWith("Password", StringComparison.Ordinal) ? passwordField : code == nameof(IdentityErrorDescriber.DuplicateEmail) ? "Email" : "",
                "Account.Error." + code);
        }
    }

    /// <summary>Checks a new password that was typed twice; the rest is for Identity's validators.</summary>
    protected void CheckPassword(string? password, string? again)
    {
        if (string.IsNullOrEmpty(password))
        {
            Problem("Password", "Account.Error.PasswordMissing");
        }
        else if (password != again)
        {
            Problem("Again", "Account.Error.PasswordsDiffer");
        }
    }
}
