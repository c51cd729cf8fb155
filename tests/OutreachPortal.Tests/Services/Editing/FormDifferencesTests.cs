using System.Diagnostics;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Tests.Services.Editing;

public sealed class FormDifferencesTests
{
    [Fact]
    public void Between_names_each_field_that_differs_as_it_is_posted()
    {
        var from = new StoryForm { Date = new(2026, 11, 20), Tags = ["a", "b"], Awards = [new() { Title = new() { En = "Prize" } }], Texts = { ["en"] = new() { Title = "One" } } };
        var to = new StoryForm { Date = new(2026, 11, 21), Tags = ["a"], Awards = [new() { Title = new() { En = "Medal" } }], Texts = { ["en"] = new() { Title = "One" }, ["tr"] = new() { Title = "Bir" } } };
        FormDifferences.Between(from, to).Select(difference => difference.Field)
            .ShouldBe(["Date", "Tags", "Awards[0].Title.En", "Texts[tr].Title"], ignoreOrder: true);
        FormDifferences.Between(from, from).ShouldBeEmpty();
    }

    [Fact]
    public void Words_tells_what_each_side_has_and_loses_no_letter_of_either()
    {
        var (from, to) = ("Rüzgâr kuzeyden esti.\n\nSonra durdu 🌬.", "Rüzgâr doğudan esti!\nSonra durdu 🌬.");
        var parts = FormDifferences.Words(from, to);
        string.Concat(parts.Where(part => part.Side != DifferenceSide.OnlyTo).Select(part => part.Text)).ShouldBe(from);
        string.Concat(parts.Where(part => part.Side != DifferenceSide.OnlyFrom).Select(part => part.Text)).ShouldBe(to);
        parts.ShouldContain(new DifferencePart("kuzeyden", DifferenceSide.OnlyFrom));
        parts.ShouldContain(new DifferencePart("doğudan", DifferenceSide.OnlyTo));
    }

    [Fact]
    public void Words_takes_no_text_that_would_keep_it_busy()
    {
        var clock = Stopwatch.StartNew();
        FormDifferences.Words(new string('a', 1_000_000), new string('b', 1_000_000)).ShouldBeEmpty();
        FormDifferences.Words(string.Concat(Enumerable.Repeat("a\n", 80_000)), "b").ShouldBeEmpty();
        FormDifferences.Words(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i} a\n")), string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i} b\n"))).ShouldNotBeEmpty();
        FormDifferences.Words("", "").ShouldBeEmpty();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }
}
