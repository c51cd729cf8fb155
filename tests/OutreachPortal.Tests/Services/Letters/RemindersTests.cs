using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Letters;

public sealed class RemindersTests
{
    private static readonly DateTimeOffset DayBefore = new(2026, 12, 2, 11, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_who_has_a_place_is_reminded_once_a_day_before_and_nobody_else_also_by_two_nodes()
    {
        await using var portal = new PortalHost().Without<Reminders>();
        var lecture = await LectureAsync(portal, "one");
        for (var i = 0; i < 5; i++)
        {
            await portal.RegisterAsync(lecture, $"in{i}@x.example", with: party => party with { IsAddressKnown = true });
        }

        await portal.RegisterAsync(lecture, "pending@x.example");
        await using var second = new PortalHost().Without<Reminders>().Beside(portal);
        _ = second.Services;
        (portal.Clock.Now, second.Clock.Now) = (DayBefore.AddMinutes(-1), DayBefore.AddMinutes(-1));
        (await RemindAsync(portal)).ShouldBe(0);
        (portal.Clock.Now, second.Clock.Now) = (DayBefore, DayBefore);
        await Task.WhenAll(RemindAsync(portal), RemindAsync(second), RemindAsync(portal), RemindAsync(second));
        (await RemindedAsync(portal)).ShouldBe(["in0@x.example", "in1@x.example", "in2@x.example", "in3@x.example", "in4@x.example"]);
        (await portal.RegistrationAsync("in0@x.example")).RemindedAt.ShouldBe(DayBefore.UtcDateTime);
        portal.Clock.Now = DayBefore.AddHours(5);
        (await RemindAsync(portal)).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_lecture_that_was_cancelled_or_of_one_that_they_were_told_of_just_now()
    {
        await using var portal = new PortalHost().Without<Reminders>();
        var off = await LectureAsync(portal, "off");
        await portal.RegisterAsync(off, "off@x.example", with: party => party with { IsAddressKnown = true });
        await LectureAsync(portal, "off", "status: cancelled\nstatus-note: The speaker is ill.");
        portal.Clock.Now = DayBefore;
        var late = await LectureAsync(portal, "late");
        await portal.RegisterAsync(late, "late@x.example", with: party => party with { IsAddressKnown = true });
        (await RemindAsync(portal)).ShouldBe(0);
        portal.Clock.Now = DayBefore + Reminders.Fresh + TimeSpan.FromMinutes(1);
        (await RemindAsync(portal)).ShouldBe(1);
        (await RemindedAsync(portal)).ShouldBe(["late@x.example"]);
    }

    [Fact]
    public async Task Lecture_that_was_put_off_is_reminded_of_again()
    {
        await using var portal = new PortalHost().Without<Reminders>();
        await portal.RegisterAsync(await LectureAsync(portal, "one"), "a@x.example", with: party => party with { IsAddressKnown = true });
        portal.Clock.Now = DayBefore;
        (await RemindAsync(portal)).ShouldBe(1);
        await LectureAsync(portal, "one", start: "2026-12-10 14:00");
        (await RemindAsync(portal)).ShouldBe(0);
        portal.Clock.Now = DayBefore.AddDays(7);
        (await RemindAsync(portal)).ShouldBe(1);
        (await RemindAsync(portal)).ShouldBe(0);
    }

    private static async Task<int> LectureAsync(PortalHost portal, string key, string more = "", string start = "2026-12-03 14:00")
    {
        using var folder = new ContentFolder();
        await portal.ImportAllAsync(folder.Lecture(key, 10, more, start));
        return await portal.LectureIdAsync(key);
    }

    private static Task<int> RemindAsync(PortalHost portal) => portal.Services.GetRequiredService<Reminders>().RemindAsync(Cancellation);

    private static Task<List<string>> RemindedAsync(PortalHost portal) =>
        portal.QueryAsync(db => db.Letters.Where(letter => letter.Kind == RegistrationLetterKinds.Reminder).Select(letter => letter.To).OrderBy(to => to).ToListAsync(Cancellation));
}
