using System.Data;
using Microsoft.EntityFrameworkCore;

namespace OutreachPortal.Data;

/// <summary>Work that is done as a whole or not at all.</summary>
public static class Transactions
{
    /// <summary>Runs work in one transaction; again from the start, with nothing tracked, where the database met a transient error.</summary>
    /// <param name="isKept">Whether what the work answered is committed; otherwise all that it wrote is undone.</param>
    /// <exception cref="DbUpdateException">The database refused what was saved; nothing is kept.</exception>
    public static Task<T> TransactAsync<T>(this PortalDbContext db, Func<Task<T>> work, Func<T, bool> isKept, CancellationToken cancellation) =>
        db.TransactAsync(IsolationLevel.Unspecified, work, isKept, cancellation);

    /// <summary>The same under an isolation level: <see cref="IsolationLevel.Serializable"/> where what was looked at has to hold until the end.</summary>
    public static Task<T> TransactAsync<T>(this PortalDbContext db, IsolationLevel isolation, Func<Task<T>> work, Func<T, bool> isKept, CancellationToken cancellation) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(isolation, cancellation);
            var answer = await work();
            if (isKept(answer))
            {
                await transaction.CommitAsync(cancellation);
            }

            return answer;
        });
}
