using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

/// <summary>
/// The way from a public page to the form of what it shows, for those who may write. For everybody else it is nothing, to the last blank: a
/// visitor's page, which is kept, is the same whether or not anybody of the staff ever looked at it.
/// </summary>
public sealed class EditLinks(CurrentUser user, IStringLocalizer<Words> words)
{
    private readonly bool _writes = user.Writes;

    /// <summary>Whether somebody of the staff is signed in.</summary>
    public bool IsStaff { get; } = user.IsIn([.. Roles.All]);

    public bool Writes => _writes;

    /// <summary>A link to an item's form.</summary>
    /// <param name="title">Of the item: says to those who hear links one by one which is meant.</param>
    public IHtmlContent To(ContentKind kind, int id, string title)
    {
        if (!_writes || id == 0)
        {
            return HtmlString.Empty;
        }

        var link = new TagBuilder("a") { Attributes = { ["class"] = "edit-link", ["href"] = EditAddress.Of(kind, id) } };
        link.InnerHtml.Append(words["EditLink"]);
        var name = new TagBuilder("span") { Attributes = { ["class"] = "vh" } };
        name.InnerHtml.Append(": " + title);
        link.InnerHtml.AppendHtml(name);
        return link;
    }
}
