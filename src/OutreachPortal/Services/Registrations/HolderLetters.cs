using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Services.Registrations;

/// <summary>Sends somebody the links to all registrations of an address, in one letter: whoever did not ask for it gets no more than that. Who asks learns nothing from it.</summary>
public sealed class HolderLetters(IServiceScopeFactory scopes, SeatLine line, RegistrationSettings settings, TimeProvider clock)
{
    /// <summary>Registrations in one letter.</summary>
    public const int Most = 10;

    /// <summary>An answer takes no less, whether there is something to send or not.</summary>
    public static readonly TimeSpan ShortestAnswer = TimeSpan.FromMilliseconds(400);

    /// <param name="email">Usable (<see cref="EmailAddress.IsUsable"/>).</param>
    public async Task SendAsync(string email, CancellationToken cancellation)
    {
        var pause = Task.Delay(ShortestAnswer, cancellation);
        var registrations = await FindAsync(EmailAddress.KeyOf(email), cancellation);
        // Through the line also where there is nothing to send: the wait there is the longest part of the answer.
        await line.TakeAsync(async (book, c) =>
        {
            await book.SendLinksAsync(registrations, c);
            return true;
        }, cancellation);
        await pause;
    }

    /// <summary>What is still to come first, the next first of all; then what is over, the last first; at the end what was given up.</summary>
    private async Task<List<int>> FindAsync(string key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var kept = now.AddDays(-settings.KeepDays);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var found = await db.Registrations.Where(r => r.EmailKey == key && r.ErasedAt == null && r.Lecture.EndsAt > kept)
            .OrderBy(r => r.State == RegistrationState.Cancelled).ThenByDescending(r => r.Lecture.EndsAt)
            .Select(r => new { r.Id, r.State, r.Lecture.StartsAt, r.Lecture.EndsAt }).Take(20 * Most).ToListAsync(cancellation);
        return [.. found.OrderBy(r => r.State == RegistrationState.Cancelled).ThenBy(r => r.EndsAt <= now).ThenBy(r => (r.StartsAt - now).Duration())
            .Take(Most).Select(r => r.Id)];
    }
}
