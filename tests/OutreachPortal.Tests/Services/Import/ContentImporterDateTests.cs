using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

/// <summary>Dates counted from the clock, and times in zones.</summary>
public sealed class ContentImporterDateTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("2026-11-23T09:00:00Z", "week+2 thu 14:00", "2026-12-10T11:00:00Z")]
    [InlineData("2026-11-23T09:00:00Z", "week+0 mon 0:30", "2026-11-22T21:30:00Z")]
    [InlineData("2026-11-23T09:00:00Z", "week-3 tue 9:05", "2026-11-03T06:05:00Z")]
    [InlineData("2026-11-29T20:59:00Z", "week+1 sun 14:00", "2026-12-06T11:00:00Z")]
    [InlineData("2026-11-29T21:01:00Z", "week+1 sun 14:00", "2026-12-13T11:00:00Z")]
    public async Task A_relative_date_is_counted_in_weeks_from_today_at_the_site(string now, string start, string expected)
    {
        portal.Clock.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        using var folder = new ContentFolder().Item("seminars/relative", Fields.Seminar.With("title", "Relative").With("start", start).With("end", "23:00").With("slug", $"relative-{Guid.NewGuid():N}"));
        await portal.ImportsAsync(folder);
        (await portal.ItemAsync<Seminar>("seminars/relative")).StartsAt
            .ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime);
    }

    [Fact]
    public async Task An_unchanged_item_keeps_its_relative_dates()
    {
        portal.Clock.Now = PortalHost.Monday;
        using var folder = new ContentFolder().Item("programmes/steady", Fields.Programme.With("title", "Steady").With("starts", "week+1 mon").With("ends", "week+2 sun"));
        await portal.ImportsAsync(folder);
        portal.Clock.Now = PortalHost.Monday.AddDays(30);
        (await portal.ImportsAsync(folder)).Skipped.ShouldBe(["programmes/steady"]);
        var programme = await portal.ItemAsync<Programme>("programmes/steady");
        programme.Starts.ShouldBe(new DateOnly(2026, 11, 30));
        programme.Ends.ShouldBe(new DateOnly(2026, 12, 13));
    }

    [Theory]
    // The clock of London skips from 1:00 to 2:00, and passes 1:00 to 2:00 twice; Lord Howe's skips half an hour.
    [InlineData("Europe/London", "2027-03-28 00:30", "2027-03-28T00:30:00Z")]
    [InlineData("Europe/London", "2027-03-28 01:30", "2027-03-28T01:30:00Z")]
    [InlineData("Europe/London", "2027-03-28 02:30", "2027-03-28T01:30:00Z")]
    [InlineData("Europe/London", "2026-10-25 00:30", "2026-10-24T23:30:00Z")]
    [InlineData("Europe/London", "2026-10-25 01:30", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/London", "2026-10-25 02:30", "2026-10-25T02:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:45:00Z")]
    [InlineData("Europe/Istanbul", "2027-07-01 14:00", "2027-07-01T11:00:00Z")]
    [InlineData("America/New_York", "2027-07-01 14:00", "2027-07-01T18:00:00Z")]
    [InlineData("Etc/UTC", "2027-07-01 14:00", "2027-07-01T14:00:00Z")]
    public async Task A_time_is_that_of_the_zone_named(string zone, string start, string expected)
    {
        using var folder = new ContentFolder().Item("seminars/zoned", Fields.Seminar.With("title", "Zoned").With("time-zone", zone).With("start", start).With("end", "23:00"));
        await portal.ImportsAsync(folder);
        var seminar = await portal.ItemAsync<Seminar>("seminars/zoned");
        seminar.StartsAt.ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime);
        seminar.StartsAt.Kind.ShouldBe(DateTimeKind.Utc);
        seminar.TimeZone.ShouldBe(zone);
    }

    [Fact]
    public async Task An_event_cannot_end_before_it_starts_where_the_clock_skips_an_hour()
    {
        var fields = Fields.Seminar.With("time-zone", "Europe/London").With("start", "2027-03-28 01:30").With("end", "02:15");
        using var folder = new ContentFolder().Item("seminars/skipped", fields);
        (await portal.MistakesAsync(folder)).ShouldBe([$"seminars/skipped.en.md:{fields.Line("end")}: end: is not after the start."]);
    }
}
