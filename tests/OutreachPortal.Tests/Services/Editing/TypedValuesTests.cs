using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Tests.Services.Editing;

public sealed class TypedValuesTests
{
    [Theory]
    [InlineData("12.5", "12.5")]
    [InlineData("12,5", "12.5")]
    [InlineData(" 310 ", "310")]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1 234,56", "1234.56")]
    [InlineData("1\u00A0234", "1234")]
    [InlineData("0,125", "0.125")]
    [InlineData("1234,567", "1234.567")]
    [InlineData("1,2340", "1.234")]
    [InlineData("-3", "-3")]
    public void A_number_is_read_in_either_language(string typed, string expected)
    {
        TypedValues.ReadNumber(typed, out var number).ShouldBe(NumberFault.None);
        number.ShouldBe(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1.234", NumberFault.Ambiguous)]
    [InlineData("12,500", NumberFault.Ambiguous)]
    [InlineData("0.12345", NumberFault.TooManyDecimals)]
    [InlineData("1.23,4", NumberFault.NotANumber)]
    [InlineData("1,2,3", NumberFault.NotANumber)]
    [InlineData("12.345,678.9", NumberFault.NotANumber)]
    [InlineData("1e9", NumberFault.NotANumber)]
    [InlineData("NaN", NumberFault.NotANumber)]
    [InlineData("١٢", NumberFault.NotANumber)]
    [InlineData("99999999999999999999999999999999", NumberFault.NotANumber)]
    [InlineData("", NumberFault.NotANumber)]
    public void What_could_be_either_or_neither_is_refused(string typed, NumberFault expected) => TypedValues.ReadNumber(typed, out _).ShouldBe(expected);

    [Fact]
    public void A_number_that_is_shown_is_read_as_the_same_whatever_its_digits()
    {
        var random = new Random(7);
        decimal[] odd = [0m, 0.5m, 1.234m, 12.345m, 999.999m, 1234.567m, 0.125m, 1000m, 310m, 99.5000m, 1e12m, 0.0001m];
        var numbers = odd.Concat(Enumerable.Range(0, 3000).Select(_ => random.NextInt64(0, 10_000_000_000) / (decimal)Math.Pow(10, random.Next(0, 5))));
        foreach (var number in numbers)
        {
            foreach (var culture in Languages.All)
            {
                TypedValues.ReadNumber(TypedValues.Write(number, culture), out var read).ShouldBe(NumberFault.None, TypedValues.Write(number, culture));
                read.ShouldBe(number);
            }
        }
    }

    [Theory]
    [InlineData("1000", 1000L)]
    [InlineData("1.000", 1000L)]
    [InlineData("1,000", 1000L)]
    [InlineData("1 000 000", 1_000_000L)]
    [InlineData("12,5", null)]
    [InlineData("1.00", null)]
    [InlineData("1.000,000", null)]
    [InlineData("99999999999999999999", null)]
    public void A_whole_number_may_have_groups_and_no_fraction(string typed, long? expected) => TypedValues.ReadWhole(typed).ShouldBe(expected);

    [Theory]
    [InlineData("2027-05-14", "2027-05-14")]
    [InlineData("14.05.2027", "2027-05-14")]
    [InlineData("4.5.2027", "2027-05-04")]
    [InlineData("2026-02-31", null)]
    [InlineData("05/04/2027", null)]
    [InlineData("2027", null)]
    public void A_day_is_read_only_where_it_can_mean_one_thing(string typed, string? expected) => (TypedValues.ReadDate(typed) is { } date ? TypedValues.Write(date) : null).ShouldBe(expected);

    [Theory]
    [InlineData("2027-05-14T20:30", "2027-05-14T20:30")]
    [InlineData("2027-05-14 20:30", "2027-05-14T20:30")]
    [InlineData("2027-05-14T20:30:15", "2027-05-14T20:30:15")]
    [InlineData("2027-05-14T20:30:15.25", "2027-05-14T20:30:15.25")]
    [InlineData("14.05.2027 20.30", "2027-05-14T20:30")]
    [InlineData("2027-05-14T20:30Z", null)]
    [InlineData("2027-05-14T20:30+03:00", null)]
    [InlineData("2027-05-14T25:00", null)]
    [InlineData("2027-05-14", null)]
    public void A_time_keeps_its_seconds_and_names_no_zone(string typed, string? expected) => (TypedValues.ReadTime(typed) is { } time ? TypedValues.Write(time) : null).ShouldBe(expected);
}
