using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

public sealed class RetentionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_there_is_erased_when_the_time_is_over_and_the_numbers_stay()
    {
        using var folder = new ContentFolder().Lecture("old", seats: 100).Lecture("later", start: "2026-12-10 14:00");
        await using var portal = new PortalHost().Without<Retention>().With("Registration:KeepDays", "30");
        await portal.ImportsAsync(folder);
        var old = await portal.LectureIdAsync("old");
        foreach (var i in Enumerable.Range(1, 60))
        {
            await portal.RegisterAsync(old, $"p{i}@poyraz.example");
        }

        var came = (await portal.RegistrationAsync("p1@poyraz.example")).Id;
        await portal.SeatAsync((book, c) => book.ArriveAsync(came, 1, "Rita", c));
        await portal.SeatAsync((book, c) => book.WalkInAsync(old, SeatPlace.Hall, "Walker", 1, null, "Rita", c));
        await portal.RegisterAsync(await portal.LectureIdAsync("later"), "p1@poyraz.example");
        var retention = portal.Services.GetRequiredService<Retention>();
        // The lecture's end and thirty days.
        var end = new DateTimeOffset(2027, 1, 2, 15, 30, 0, TimeSpan.FromHours(3)).ToUniversalTime();

        portal.Clock.Now = end;
        (await retention.EraseAsync(isFirst: false, Cancellation)).ShouldBe(0);
        portal.Clock.Now = end.AddSeconds(1);
        (await retention.EraseAsync(isFirst: false, Cancellation)).ShouldBe(61);
        (await retention.EraseAsync(isFirst: true, Cancellation)).ShouldBe(0);

        var rows = await portal.QueryAsync(db => db.Registrations.AsNoTracking().Where(r => r.LectureId == old).ToListAsync(Cancellation));
        rows.Count.ShouldBe(61);
        rows.ShouldAllBe(r => r.Name == "" && r.Email == "" && r.EmailKey == null && r.ErasedAt != null);
        rows.Count(r => r.State == RegistrationState.Attended).ShouldBe(2);
        rows.Sum(r => r.Came ?? 0).ShouldBe(2);
        // Only what belongs to the lecture that is not over so long.
        (await portal.QueryAsync(db => db.Letters.AsNoTracking().Select(letter => letter.Registration!.LectureId).Distinct().ToListAsync(Cancellation))).ShouldNotContain(old);
        (await portal.QueryAsync(db => db.RegistrationLinks.Where(link => link.Registration.LectureId == old).CountAsync(Cancellation))).ShouldBe(0);
        (await portal.LettersToAsync("p1@poyraz.example")).ShouldNotBeEmpty();
        (await portal.RegistrationAsync("p1@poyraz.example")).ErasedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Two_nodes_erase_once()
    {
        using var folder = new ContentFolder().Lecture("old");
        await using var portal = new PortalHost().With("Registration:KeepDays", "1");
        await portal.ImportsAsync(folder);
        await portal.RegisterAsync(await portal.LectureIdAsync("old"), "p@poyraz.example");
        var id = (await portal.RegistrationAsync("p@poyraz.example")).Id;
        portal.Clock.Now = portal.Clock.Now.AddDays(60);
        (await portal.SeatAsync((book, c) => book.EraseAsync(id, c))).ShouldBe(SeatOutcome.Done);
        (await portal.SeatAsync((book, c) => book.EraseAsync(id, c))).ShouldBe(SeatOutcome.Impossible);
        var steps = await portal.QueryAsync(db => db.RegistrationSteps.CountAsync(step => step.RegistrationId == id && step.Action == RegistrationAction.Erased, Cancellation));
        steps.ShouldBe(1);
    }

    [Fact]
    public async Task Form_and_holders_page_say_until_when()
    {
        using var folder = new ContentFolder().Lecture("open");
        await using var portal = new PortalHost().With("Registration:KeepDays", "30");
        await portal.ImportsAsync(folder);
        await portal.RegisterAsync(await portal.LectureIdAsync("open"), "p@poyraz.example");
        var token = await portal.TokenAsync("p@poyraz.example");
        (await portal.Visitor().PageAsync("/en/lectures/lecture-open/register")).Words("main form").ShouldContain("until 2 January 2027");
        (await portal.Visitor().PageAsync(RegistrationLinks.PathOf("en", token))).Words("main").ShouldContain("until 2 January 2027");
        (await portal.Visitor().PageAsync(RegistrationLinks.PathOf("tr", token))).Words("main").ShouldContain("2 Ocak 2027 tarihine kadar");
    }
}
