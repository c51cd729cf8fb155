using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Services.Calendar;

namespace OutreachPortal.Tests.Services.Calendar;

public sealed class ZoneObservanceTests
{
    private static readonly string[] Zones =
    [
        "Europe/Istanbul", "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "Africa/Casablanca",
        "Asia/Tehran", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Antarctica/Troll", "Etc/UTC",
    ];

    private static readonly Arbitrary<(string Zone, DateTime[] Times)> Events = Gen.Elements(Zones)
        .SelectMany(_ => Gen.Choose(0, 60 * 365 * 24).Select(hours => new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hours)).NonEmptyListOf(),
            (zone, times) => (zone, times.ToArray())).ToArbitrary();

    [Fact]
    public void The_last_one_before_a_time_is_in_force_then() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Events, pair =>
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(pair.Zone);
        var observances = ZoneObservance.At(pair.Times, zone);
        return observances.Zip(observances.Skip(1), (one, next) => one.Onset < next.Onset).All(inOrder => inOrder)
            && pair.Times.All(time => observances.Last(observance => observance.Onset <= time).To == zone.GetUtcOffset(time));
    }));

    [Fact]
    public void Istanbul_has_kept_its_clocks_since_2016()
    {
        var times = Enumerable.Range(2018, 30).Select(year => new DateTime(year, 5, 5, 10, 0, 0, DateTimeKind.Utc));
        var observance = ZoneObservance.At(times, TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul")).ShouldHaveSingleItem();
        observance.To.ShouldBe(TimeSpan.FromHours(3));
        observance.From.ShouldBe(observance.To);
    }

    [Theory]
    [InlineData("2015-07-01", 3)]
    [InlineData("2015-11-01", 3)]
    [InlineData("2015-11-20", 2)]
    [InlineData("2016-02-01", 2)]
    [InlineData("2016-12-01", 3)]
    public void Istanbul_had_summer_time_before(string day, int offset)
    {
        var time = DateTime.SpecifyKind(DateTime.Parse(day, null), DateTimeKind.Utc);
        ZoneObservance.At([time, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)], TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul"))
            .Last(observance => observance.Onset <= time).To.ShouldBe(TimeSpan.FromHours(offset));
    }

    [Fact]
    public void Berlin_changes_to_the_second()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var summer = ZoneObservance.At([new(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc)], zone).ShouldHaveSingleItem();
        summer.ShouldBe(new(new(2026, 3, 29, 1, 0, 0, DateTimeKind.Utc), TimeSpan.FromHours(1), TimeSpan.FromHours(2), IsDaylight: true));
        ZoneObservance.At([new(2026, 10, 25, 1, 0, 0, DateTimeKind.Utc)], zone).ShouldHaveSingleItem().To.ShouldBe(TimeSpan.FromHours(1));
        ZoneObservance.At([new(2026, 10, 25, 0, 59, 59, DateTimeKind.Utc)], zone).ShouldHaveSingleItem().ShouldBe(summer);
    }

    [Fact]
    public void Only_what_the_events_need_is_named() =>
        ZoneObservance.At([new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new(2990, 1, 1, 0, 0, 0, DateTimeKind.Utc)], TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
            .Count.ShouldBe(2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9999)]
    public void The_ends_of_time_are_no_trouble(int year)
    {
        foreach (var zone in Zones)
        {
            ZoneObservance.At([new(year, 6, 1, 0, 0, 0, DateTimeKind.Utc)], TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldHaveSingleItem(zone);
        }
    }
}
