using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

public sealed class AttendanceTests(DoorPortal portal) : IClassFixture<DoorPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Public_reads_how_many_came_where_the_office_says_so_and_it_is_over()
    {
        var lecture = await EndedAsync("attendance-shown: true");
        var stamp = await portal.SeatsStampAsync();
        await ComeAsync(lecture, 20, Audience.Pupils);
        await ComeAsync(lecture, 1, Audience.Adults);
        (await portal.SeatsStampAsync()).ShouldBeGreaterThan(stamp);
        var page = await PageAsync(lecture);
        page.ShouldContain("21 people came, one class among them (checked in)");
        // One adult would be one person.
        page.ShouldNotContain("Adults: 1");
        page.ShouldNotContain("Pupils: 20");

        (await PageAsync(await EndedAsync(""))).ShouldNotContain("came");
        var upcoming = await portal.LectureAsync(seats: 50, more: "attendance-shown: true");
        await ComeAsync(upcoming, 20, Audience.Pupils);
        (await PageAsync(upcoming)).ShouldNotContain("people came");
        (await PageAsync(await EndedAsync("attendance-shown: true"))).ShouldNotContain("came");
    }

    [Fact]
    public async Task Headcount_goes_before_check_ins_and_says_how_it_was_found()
    {
        var lecture = await EndedAsync("attendance-shown: true\nonline-seats: 20");
        await ComeAsync(lecture, 20, Audience.Pupils);
        await ComeAsync(lecture, 12, Audience.Students, SeatPlace.Online);
        (await PageAsync(lecture)).ShouldContain("32 people came, 2 classes among them 20 in the hall (checked in), 12 online (checked in) Pupils: 20, University students: 12");
        await portal.QueryAsync(db =>
        {
            db.Headcounts.Add(new() { LectureId = lecture, Count = 90, Method = CountingMethod.Estimated });
            return db.SaveChangesAsync(Cancellation);
        });
        var counted = await portal.QueryAsync(db => new Attendance(db).PublicAsync(lecture, Cancellation));
        counted!.People.ShouldBe(102);
        counted.Parts.ShouldBe([new(SeatPlace.Hall, 90, CountingMethod.Estimated), new(SeatPlace.Online, 12, CountingMethod.CheckedIn)]);
        counted.Audiences.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("1:4", 4, "")]
    [InlineData("1:5", 5, "1:5")]
    [InlineData("1:60 2:20", 80, "1:60 2:20")]
    // Four are left over and could be found: the smallest goes too.
    [InlineData("1:60 2:20 4:4", 84, "1:60")]
    [InlineData("1:60 2:3 4:4", 67, "1:60")]
    // Three who said nothing.
    [InlineData("1:60", 63, "")]
    [InlineData("1:60", 65, "1:60")]
    public void Small_groups_are_not_shown_and_cannot_be_found_by_subtracting(string groups, int all, string shown)
    {
        static List<(Audience, int)> Read(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':')).Select(part => ((Audience)int.Parse(part[0], null), int.Parse(part[1], null)))];
        PublicAttendance.Shown(Read(groups), all).ShouldBe(Read(shown));
    }

    private Task<int> EndedAsync(string more) => portal.LectureAsync(seats: 50, more: more, start: DoorPortal.Morning, end: "11:00");

    private async Task ComeAsync(int lecture, int people, Audience audience, SeatPlace place = SeatPlace.Hall)
    {
        var party = await portal.SeatedAsync(lecture, "P", people, p => p with { Audience = audience, Place = place });
        (await portal.SeatAsync((book, c) => book.ArriveAsync(party.Id, null, "Rita", c))).ShouldBe(SeatOutcome.Done);
    }

    private async Task<string> PageAsync(int lecture)
    {
        var slug = await portal.QueryAsync(db => db.ContentTexts.Where(text => text.ContentItemId == lecture && text.Culture == "en").Select(text => text.Slug).SingleAsync(Cancellation));
        return (await portal.Visitor().PageAsync("/en/lectures/" + slug)).Words("main aside");
    }
}
