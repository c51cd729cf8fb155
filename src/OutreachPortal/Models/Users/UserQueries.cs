using OutreachPortal.Data;

namespace OutreachPortal.Models;

public static class UserQueries
{
    /// <summary>Whoever may look after people now: has the role and is not deactivated.</summary>
    public static IQueryable<PortalUser> ActiveAdministrators(this PortalDbContext db) =>
        db.Users.Where(user => user.DeactivatedAt == null
            && db.UserRoles.Any(link => link.UserId == user.Id && db.Roles.Any(role => role.Id == link.RoleId && role.Name == Roles.Administrator)));
}
