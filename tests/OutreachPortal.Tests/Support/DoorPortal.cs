using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Tests.Support;

/// <summary>A portal at 13:52 in Istanbul, eight minutes before its lectures begin.</summary>
public sealed class DoorPortal : PortalHost
{
    /// <summary>Of a lecture that is over by now.</summary>
    public const string Morning = "2026-12-03 10:00";

    private int _lectures;

    public DoorPortal() => Clock.Now = new(2026, 12, 3, 10, 52, 0, TimeSpan.Zero);

    /// <summary>A new published lecture.</summary>
    public async Task<int> LectureAsync(int? seats = 10, string more = "", string start = "2026-12-03 14:00", string end = "15:30")
    {
        var key = "door-" + Interlocked.Increment(ref _lectures);
        using var folder = new ContentFolder().Lecture(key, seats, more, start, end);
        await this.ImportsAsync(folder);
        return await this.LectureIdAsync(key);
    }

    /// <summary>A party that has its seats for certain.</summary>
    public async Task<Registration> SeatedAsync(int lecture, string name, int seats = 1, Func<NewRegistration, NewRegistration>? with = null)
    {
        var email = Guid.NewGuid().ToString("N") + "@poyraz.example";
        var party = await this.RegisterAsync(lecture, email, seats, p => (with?.Invoke(p) ?? p) with { Name = name, AddedBy = "Office" });
        party.Outcome.ShouldBe(SeatOutcome.Done);
        return await this.RegistrationAsync(email);
    }

    public Task<Registration> NowAsync(Registration registration) =>
        this.QueryAsync(db => db.Registrations.AsNoTracking().SingleAsync(r => r.Id == registration.Id, TestContext.Current.CancellationToken));

    public Task<long> SeatsStampAsync() => this.QueryAsync(db => db.ContentStamps.OrderByDescending(row => row.Id).Select(row => row.Value).FirstAsync(TestContext.Current.CancellationToken));
}
