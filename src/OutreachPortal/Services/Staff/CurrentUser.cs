using System.Globalization;
using System.Security.Claims;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

/// <summary>Whoever sends the current request, as history and the audit trail name them.</summary>
public sealed class CurrentUser(IHttpContextAccessor accessor)
{
    public const string NameClaim = "portal:name";
    public const string LanguageClaim = "portal:language";

    private ClaimsPrincipal? Principal => accessor.HttpContext?.User;

    /// <summary>Null for a visitor, and where there is no request.</summary>
    public int? Id => int.TryParse(Principal?.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The user's number, where an action has already asked for staff.</summary>
    public int RequiredId => Id ?? throw new InvalidOperationException("Nobody is signed in.");

    public string Name => Principal?.FindFirstValue(NameClaim) ?? Principal?.Identity?.Name ?? "";

    public bool IsIn(params string[] roles) => Principal is { } principal && roles.Any(principal.IsInRole);

    /// <summary>Whether the user writes content.</summary>
    public bool Writes => IsIn(Roles.Author, Roles.Editor, Roles.Administrator);

    /// <summary>Whether the user decides what the public reads.</summary>
    public bool Publishes => IsIn(Roles.Editor, Roles.Administrator);

    /// <summary>Whether the user looks after registrations and the door.</summary>
    public bool Registers => IsIn(Roles.Registrar, Roles.Administrator);

    public bool Administers => IsIn(Roles.Administrator);

    /// <summary>IP address; empty where there is no request.</summary>
    public string Address => accessor.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "";
}
