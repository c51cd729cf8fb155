using System.Globalization;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>A page of the audit trail, the newest entries first.</summary>
/// <param name="Users">Everybody who has an account: the key is the user's number.</param>
/// <param name="Older">Where the next page begins; null on the last.</param>
public sealed record AuditViewModel(ListFilter Filter, IReadOnlyList<AuditEntry> Entries, IReadOnlyList<NamedOption> Users, AuditCursor? Older)
{
    public const string Path = "/admin/audit";

    /// <summary>Whether this is not where the trail ends at its new end.</summary>
    public bool IsOlder { get; init; }

    public string OlderAddress => Filter.Address(Path, change: "before", to: Older!.ToString());

    public string FileAddress => Filter.Address(Path + ".csv", change: "before");
}

/// <summary>The last entry of a page, after which the next begins: written as the ticks of its time and its number.</summary>
public sealed record AuditCursor(DateTime At, long Id)
{
    public static AuditCursor? Parse(string? text)
    {
        var parts = (text ?? "").Split('-');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new(new DateTime(ticks, DateTimeKind.Utc), id)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Ticks}-{Id}");
}
