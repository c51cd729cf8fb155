using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>An entry of the admin area's menu.</summary>
/// <param name="Place">What a page puts under <see cref="AdminMenu.PlaceKey"/> to mark its entry.</param>
/// <param name="Word">Key of its name among the words.</param>
public sealed record AdminEntry(string Place, string Address, string Word);

/// <summary>The menu, as far as somebody may use it.</summary>
public static class AdminMenu
{
    /// <summary>Key in ViewData of the place where a page stands.</summary>
    public const string PlaceKey = "Place";

    /// <summary>Place of the remarks of the public on policies.</summary>
    public const string PolicyComments = "policy-comments";

    public static IEnumerable<(string? Heading, IReadOnlyList<AdminEntry> Entries)> For(CurrentUser user)
    {
        yield return (null, [new("dashboard", "/admin", "Admin.Dashboard")]);
        if (user.Writes)
        {
            yield return ("Admin.Content", [.. ContentKindInfo.All.Select(info => new AdminEntry(info.Folder, $"/admin/{info.Folder}", PageWords.ItemsKey(info.Kind))),
                new("translations", "/admin/translations", "Admin.Translations"),
                .. user.Publishes ? [new AdminEntry(PolicyComments, RemarksViewModel.List, "Admin.PolicyComments")] : Array.Empty<AdminEntry>()]);
            yield return ("Admin.Library", [new("media", "/admin/media", "Admin.Media"), new("tags", "/admin/tags", "Admin.Tags"), new("units", "/admin/units", "Admin.Units"),
                .. user.Publishes ? [new AdminEntry("redirects", "/admin/redirects", "Admin.Redirects")] : Array.Empty<AdminEntry>()]);
        }

        if (user.Registers)
        {
            yield return ("Admin.Taking", [new("registrations", RegistrationLecturesViewModel.Address, "Admin.Registrations")]);
        }

        if (user.Administers)
        {
            yield return ("Admin.Portal", [new("settings", "/admin/settings", "Admin.Settings"), new("users", "/admin/users", "Admin.Users"),
                new("notices", "/admin/notices", "Admin.Notices"), new("letters", "/admin/letters", "Admin.Letters"), new("audit", "/admin/audit", "Admin.Audit"),
                new("export", "/admin/export", "Admin.Export")]);
        }
        else if (user.IsIn(Roles.Registrar))
        {
            yield return ("Admin.Portal", [new("letters", "/admin/letters", "Admin.Letters")]);
        }
    }
}
