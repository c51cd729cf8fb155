using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>Reminding those who have a seat.</summary>
public sealed partial class SeatBook
{
    /// <summary>How long before a lecture its holders are reminded.</summary>
    public static readonly TimeSpan ReminderBefore = TimeSpan.FromDays(1);

    /// <summary>
    /// Puts the reminder of a lecture that is near into the outbox, once: of two nodes that come for the same registration the second finds it
    /// done. A lecture that was put off is reminded of again when its new day is near.
    /// </summary>
    public Task<SeatOutcome> RemindAsync(int id, CancellationToken cancellation) => ChangeAsync(id, (entry, registration) =>
    {
        var from = entry.Lecture.StartsAt - ReminderBefore;
        if (registration.State != RegistrationState.Confirmed || registration.RemindedAt >= from || !entry.Lecture.IsHeld || Now < from || Now >= entry.Lecture.StartsAt)
        {
            return SeatOutcome.Impossible;
        }

        registration.RemindedAt = Now;
        letters.Add(RegistrationLetterKinds.Reminder, registration);
        return SeatOutcome.Done;
    }, cancellation);
}
