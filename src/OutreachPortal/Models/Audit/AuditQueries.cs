using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Models;

/// <summary>What the audit trail is narrowed by; null stands for everything.</summary>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; not itself included.</param>
/// <param name="Words">Part of the name of what it was done to, or of the remark.</param>
public sealed record AuditQuestion(int? User, AuditAction? Action, ContentKind? Kind, int? Item, DateTime? From, DateTime? Until, string? Words);

public static class AuditQueries
{
    /// <summary>The actions after which the public reads another revision.</summary>
    public static readonly AuditAction[] Publishing = [AuditAction.Published, AuditAction.PublishedWithOverride, AuditAction.RestoredToPublic];

    public static IQueryable<AuditEntry> About(this IQueryable<AuditEntry> entries, AuditQuestion question)
    {
        var (user, action, kind, item, from, until, words) = question;
        entries = user is null ? entries : entries.Where(e => e.UserId == user);
        entries = action is null ? entries : entries.Where(e => e.Action == action);
        entries = kind is null ? entries : entries.Where(e => e.Kind == kind);
        entries = item is null ? entries : entries.Where(e => e.ItemId == item);
        entries = from is null ? entries : entries.Where(e => e.At >= from);
        entries = until is null ? entries : entries.Where(e => e.At < until);
        if (words is null)
        {
            return entries;
        }

        var pattern = LikePattern.Containing(words);
        return entries.Where(e => EF.Functions.Like(e.Target, pattern, LikePattern.Escape) || EF.Functions.Like(e.Remark, pattern, LikePattern.Escape));
    }

    public static IOrderedQueryable<AuditEntry> NewestFirst(this IQueryable<AuditEntry> entries) => entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id);

    /// <summary>Those that come after an entry where the newest comes first. Said so that an index leads there.</summary>
    public static IQueryable<AuditEntry> OlderThan(this IQueryable<AuditEntry> entries, DateTime at, long id) =>
        entries.Where(e => e.At <= at && (e.At < at || e.Id < id));
}
