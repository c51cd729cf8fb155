using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>Takes steps on an item's way: each in one transaction, and only on the item as whoever asks for it has seen it.</summary>
public sealed class ItemSteps(PortalDbContext db, Publisher publisher)
{
    /// <summary>Takes a step.</summary>
    /// <param name="version">The item's <see cref="ContentItem.Version"/> when it was seen; null where nobody looked.</param>
    /// <param name="step">Changes the item, which is tracked with everything, and adds to the trail. What it answers besides Done undoes it all.</param>
    public async Task<StepOutcome> TakeAsync(ContentKind kind, int id, Guid? version, Func<ContentItem, Task<StepOutcome>> step, CancellationToken cancellation)
    {
        try
        {
            var outcome = await db.TransactAsync<StepOutcome>(async () =>
            {
                if (await publisher.LoadAsync(kind, id, cancellation) is not { } item)
                {
                    return new StepOutcome.Missing();
                }

                if (version is not null && item.Version != version)
                {
                    return new StepOutcome.Stale();
                }

                var taken = await step(item);
                if (taken is StepOutcome.Done)
                {
                    await db.SaveChangesAsync(cancellation);
                }

                return taken;
            }, taken => taken is StepOutcome.Done, cancellation);
            if (outcome is StepOutcome.Done)
            {
                await publisher.CommittedAsync();
            }

            return outcome;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody was faster by a moment.
            return new StepOutcome.Stale();
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}
