using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels.Registrations;

namespace OutreachPortal.Services.Registrations;

/// <summary>What a lecture's form asks for, as published. How many seats are left is not in it.</summary>
public sealed record RegistrationOffer(
    LectureFacts Facts, Seating Seating, Audience Audience, string? AccessCode, bool AsksRecording, bool AsksPhotographs,
    IReadOnlyList<SeatPlace> Places, IReadOnlyList<LectureQuestion> Questions)
{
    /// <summary>Which kinds of people it is for; all where it names none.</summary>
    public IReadOnlyList<Audience> Audiences => [.. Enum.GetValues<Audience>().Where(one => Audience == 0 || Audience.HasFlag(one))];

    public bool TakesClasses => Seating.LargestParty > 1;
}

/// <summary>Reads what lectures' forms ask for, each once for a content stamp: a thousand may open the same form at once.</summary>
public sealed class RegistrationOffers(IServiceScopeFactory scopes, ContentStamp stamp)
{
    private const int Most = 500;

    private volatile Known _known = new(-1);

    /// <summary>Null for a lecture that takes no registrations.</summary>
    public async Task<RegistrationOffer?> FindAsync(int lectureId, CancellationToken cancellation)
    {
        var current = await stamp.CurrentAsync(cancellation);
        var known = _known;
        if (known.Stamp != current || known.Offers.Count >= Most)
        {
            _known = known = new(current);
        }

        if (known.Offers.TryGetValue(lectureId, out var offer))
        {
            return offer;
        }

        await using var scope = scopes.CreateAsyncScope();
        return known.Offers[lectureId] = await ReadAsync(scope.ServiceProvider.GetRequiredService<PortalDbContext>(), lectureId, cancellation);
    }

    private static async Task<RegistrationOffer?> ReadAsync(PortalDbContext db, int lectureId, CancellationToken cancellation)
    {
        var lectures = db.Lectures.Where(l => l.Id == lectureId && (l.Seats > 0 || l.OnlineSeats > 0));
        var settings = await lectures.Select(l => new { l.Audience, l.AccessCode, l.AsksRecording, l.AsksPhotographs, l.Seats, l.OnlineSeats }).FirstOrDefaultAsync(cancellation);
        if (settings is null || await lectures.ToSeating().FirstOrDefaultAsync(cancellation) is not { } seating
            || await lectures.AsSingleQuery().ToFacts().FirstOrDefaultAsync(cancellation) is not { } facts)
        {
            return null;
        }

        var questions = await db.Set<LectureQuestion>().AsNoTracking().Where(question => question.LectureId == lectureId).OrderBy(question => question.Position).ToListAsync(cancellation);
        List<SeatPlace> places = [.. settings.Seats > 0 ? [SeatPlace.Hall] : Array.Empty<SeatPlace>(), .. settings.OnlineSeats > 0 ? [SeatPlace.Online] : Array.Empty<SeatPlace>()];
        return new(facts, seating, settings.Audience, settings.AccessCode, settings.AsksRecording, settings.AsksPhotographs, places, questions);
    }

    private sealed record Known(long Stamp)
    {
        public System.Collections.Concurrent.ConcurrentDictionary<int, RegistrationOffer?> Offers { get; } = [];
    }
}
