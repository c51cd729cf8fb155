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
    public void Between_tells_what_each_side_has_and_loses_no_letter_of_either()
    {
        var (from, to) = ("Rüzgâr kuzeyden esti.\n\nSonra durdu 🌬.", "Rüzgâr doğudan esti!\nSonra durdu 🌞.");
        var parts = FormDifferences.Between(Of(from), Of(to)).ShouldHaveSingleItem().Parts;
        string.Concat(parts.Where(part => part.Kind != DiffKind.New).Select(part => part.Text)).ShouldBe(from);
        string.Concat(parts.Where(part => part.Kind != DiffKind.Gone).Select(part => part.Text)).ShouldBe(to);
        parts.ShouldContain(new DiffPart(DiffKind.Gone, "kuzeyden"));
        parts.ShouldContain(new DiffPart(DiffKind.New, "doğudan"));
        // Each is two UTF-16 units, and the first is the same in both.
        parts.ShouldContain(new DiffPart(DiffKind.Gone, "🌬"));
        parts.ShouldContain(new DiffPart(DiffKind.New, "🌞"));
    }

    private static StoryForm Of(string body) => new() { Texts = { ["en"] = new() { Body = body } } };
}
