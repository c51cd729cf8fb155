using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>To whom of those who registered for a lecture the office writes.</summary>
public enum MessageGroup
{
    /// <summary>Who has a seat, or came.</summary>
    Seated,

    /// <summary>Who waits for a seat, for an answer to an offer included.</summary>
    Waiting,

    /// <summary>Who came.</summary>
    Came,

    /// <summary>All who have not cancelled. Who has not confirmed the address is never written to.</summary>
    All,
}

/// <param name="Parties">How many of a language there are to be written to.</param>
public sealed record MessageReaders(MessageGroup Group, IReadOnlyDictionary<string, int> Parties)
{
    public int Count => Parties.Values.Sum();
}

/// <summary>Writes what the office has to say to those who registered for a lecture: a letter each, in the language in which they registered.</summary>
public sealed class HolderMessages(PortalDbContext db, RegistrationLetters letters, OutboxBell bell, TimeProvider clock)
{
    public const int HeadingLength = 150;
    public const int MessageLength = 5000;

    /// <summary>The same message within this time is a form that was sent twice.</summary>
    public static readonly TimeSpan Twice = TimeSpan.FromMinutes(10);

    private const int Chunk = 500;

    /// <summary>The groups in which there is somebody.</summary>
    public async Task<IReadOnlyList<MessageReaders>> ReadersAsync(int lecture, CancellationToken cancellation)
    {
        var counts = await db.Registrations.Where(r => r.LectureId == lecture && r.Email != "").GroupBy(r => new { r.State, r.Language })
            .Select(g => new { g.Key.State, g.Key.Language, Count = g.Count() }).ToListAsync(cancellation);
        return [.. Enum.GetValues<MessageGroup>()
            .Select(group => new MessageReaders(group, counts.Where(count => StatesOf(group).Contains(count.State))
                .GroupBy(count => LanguageOf(count.Language)).ToDictionary(g => g.Key, g => g.Sum(count => count.Count))))
            .Where(readers => readers.Count > 0)];
    }

    /// <param name="texts">Heading and message, by language.</param>
    /// <returns>How many letters were written; null where the same went out a moment ago.</returns>
    public async Task<int?> SendAsync(int lecture, MessageGroup group, IReadOnlyDictionary<string, LetterFacts> texts, string by, CancellationToken cancellation)
    {
        var states = StatesOf(group);
        var same = texts.Values.Select(facts => JsonSerializer.Serialize(facts)).ToList();
        var written = await db.TransactAsync<int?>(async () =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var since = now - Twice;
            if (await db.Letters.AnyAsync(letter => letter.Registration!.LectureId == lecture && letter.Kind == RegistrationLetterKinds.Message
                && letter.CreatedAt > since && same.Contains(letter.Facts!), cancellation))
            {
                return null;
            }

            var told = 0;
            for (var last = 0; ;)
            {
                var holders = await db.Registrations.Where(r => r.LectureId == lecture && r.Id > last && r.Email != "" && states.Contains(r.State))
                    .OrderBy(r => r.Id).Take(Chunk).ToListAsync(cancellation);
                if (holders.Count == 0)
                {
                    break;
                }

                // Who registered a moment ago, in a language in which nobody had: the other text is better than none.
                holders.ForEach(holder => letters.Add(RegistrationLetterKinds.Message, holder, texts.GetValueOrDefault(LanguageOf(holder.Language)) ?? texts.Values.First()));
                await db.SaveChangesAsync(cancellation);
                db.ChangeTracker.Clear();
                told += holders.Count;
                last = holders[^1].Id;
            }

            db.RegistrationSteps.Add(new() { LectureId = lecture, At = now, Action = RegistrationAction.Told, UserName = by, Remark = StepRemark.Of("Step.Told.Message", told) });
            await db.SaveChangesAsync(cancellation);
            return told;
        }, told => told is not null, cancellation);
        if (written > 0)
        {
            bell.Ring();
        }

        return written;
    }

    private static string LanguageOf(string language) => language == Languages.English ? Languages.English : Languages.Turkish;

    private static IReadOnlyList<RegistrationState> StatesOf(MessageGroup group) => group switch
    {
        MessageGroup.Seated => [RegistrationState.Confirmed, RegistrationState.Attended],
        MessageGroup.Waiting => [RegistrationState.Waiting, RegistrationState.Offered],
        MessageGroup.Came => [RegistrationState.Attended],
        _ => [RegistrationState.Requested, RegistrationState.Confirmed, RegistrationState.Waiting, RegistrationState.Offered, RegistrationState.Attended, RegistrationState.Absent],
    };
}
