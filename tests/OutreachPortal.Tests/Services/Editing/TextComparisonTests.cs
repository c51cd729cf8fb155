using System.Diagnostics;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Tests.Services.Editing;

public sealed class TextComparisonTests
{
    [Fact]
    public void Words_that_changed_are_told_from_those_that_did_not() =>
        TextComparison.Compare("The wind blew all day.", "The wind blew half the night.").ShouldBe([
            new(DiffKind.Same, "The wind blew "), new(DiffKind.Gone, "all day"), new(DiffKind.New, "half the night"), new(DiffKind.Same, "."),
        ]);

    [Fact]
    public void A_turkish_letter_is_part_of_its_word() =>
        TextComparison.Compare("Işık söndü", "Isık söndü").ShouldBe([new(DiffKind.Gone, "Işık"), new(DiffKind.New, "Isık"), new(DiffKind.Same, " söndü")]);

    [Theory]
    [InlineData("", "")]
    [InlineData("", "new")]
    [InlineData("old", "")]
    [InlineData("same\n", "same\n")]
    [InlineData("a\nb\nc", "a\nc")]
    [InlineData("one\n\ntwo\n\nthree", "three\n\ntwo\n\none")]
    [InlineData("x", "y")]
    [InlineData("a  b\t c\n\n\nd ", " a b\tc\n\nd")]
    [InlineData("a\u0000b \ud800 😀", "a\u0000c \ud800 😁")]
    public void Both_texts_can_be_read_from_it(string before, string after)
    {
        var parts = TextComparison.Compare(before, after);
        string.Concat(parts.Where(part => part.Kind != DiffKind.New).Select(part => part.Text)).ShouldBe(before);
        string.Concat(parts.Where(part => part.Kind != DiffKind.Gone).Select(part => part.Text)).ShouldBe(after);
    }

    [Fact]
    public void Both_texts_can_be_read_from_it_whatever_they_are()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 500; round++)
        {
            string Text() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "abc \n."[random.Next(6)]));
            Both_texts_can_be_read_from_it(Text(), Text());
        }
    }

    [Fact]
    public void Long_stretches_that_are_the_same_are_left_out()
    {
        var lines = Enumerable.Range(1, 100).Select(n => $"Line {n}").ToList();
        var before = string.Join('\n', lines);
        lines[49] = "Line fifty";
        var parts = TextComparison.Compare(before, string.Join('\n', lines));
        parts.Where(part => part.Kind == DiffKind.LeftOut).Select(part => part.Text).ShouldBe(["47", "48"]);
        parts.ShouldContain(new DiffPart(DiffKind.New, "fifty"));
    }

    public static TheoryData<string, string> Megabytes()
    {
        var random = new Random(1);
        string Words(int seed) => string.Join(' ', Enumerable.Range(0, 150_000).Select(_ => "w" + random.Next(seed)));
        return new()
        {
            { Words(50_000), Words(50_000) },
            { Words(3).Replace(' ', '\n'), Words(3).Replace(' ', '\n') },
            { string.Concat(Enumerable.Repeat("a\n", 500_000)), string.Concat(Enumerable.Repeat("b\n", 500_000)) },
            { string.Join('\n', Enumerable.Range(0, 100_000)), string.Join('\n', Enumerable.Range(0, 100_000).Reverse()) },
            { new string('x', 1_000_000), new string('y', 1_000_000) },
        };
    }

    [Theory]
    [MemberData(nameof(Megabytes), DisableDiscoveryEnumeration = true)]
    public void A_megabyte_is_compared_in_bearable_time(string before, string after)
    {
        var start = Stopwatch.GetTimestamp();
        TextComparison.Compare(before, after).ShouldNotBeEmpty();
        // What grows with the square would take hours.
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromMinutes(5));
    }
}
