using Microsoft.EntityFrameworkCore;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

public sealed class NamedListsTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("Faculty:\n  en: A\n  tr: B\n", 1, "'Faculty' is not a key of lower-case letters a–z, digits and hyphens, at most 80.")]
    [InlineData("\"a\\n\":\n  en: A\n  tr: B\n", 1, "'a\uFFFD' is not a key of lower-case letters a–z, digits and hyphens, at most 80.")]
    [InlineData("ok:\n  en: A\n  tr: B\nfaculty:\n  en: A\n", 4, "faculty needs a name in tr of at most 120 characters.")]
    [InlineData("faculty:\n  en: A\n  tr: \n", 1, "faculty needs a name in tr of at most 120 characters.")]
    [InlineData("faculty:\n  en: A\n  tr: B\n  de: C\n", 4, "faculty: 'de' is neither en nor tr.")]
    [InlineData("- faculty\n", 1, "The fields are not lines of 'name: value'.")]
    [InlineData("a:\n  en: A\n  tr: B\na:\n  en: A\n  tr: B\n", 4, "'a' occurs twice.")]
    public async Task Import_names_the_line_of_a_unit_or_tag_that_it_cannot_take(string yaml, int line, string reason)
    {
        foreach (var file in new[] { "units.yaml", "tags.yaml" })
        {
            using var folder = new ContentFolder().File(file, yaml);
            (await portal.MistakesAsync(folder)).ShouldBe([$"{file}:{line}: {reason}"]);
        }
    }

    [Fact]
    public async Task A_name_may_have_120_characters_and_no_more()
    {
        using var longest = new ContentFolder().File("units.yaml", $"long:\n  en: {new string('a', 120)}\n  tr: B\n");
        (await portal.MistakesAsync(longest)).ShouldBeEmpty();
        using var tooLong = new ContentFolder().File("units.yaml", $"long:\n  en: {new string('a', 121)}\n  tr: B\n");
        (await portal.MistakesAsync(tooLong)).ShouldBe(["units.yaml:1: long needs a name in en of at most 120 characters."]);
    }

    [Fact]
    public async Task Units_and_tags_are_added_renamed_and_skipped()
    {
        using var folder = new ContentFolder().File("units.yaml", "science:\n  en: Science\n  tr: Fen\n").File("tags.yaml", "sky:\n  en: Sky\n  tr: Gök\n")
            .Item("people/of-science", Fields.Person.With("title", "Of Science").With("unit", "science").With("tags", "sky"));
        (await portal.ImportsAsync(folder)).Added.ShouldBe(["units/science", "tags/sky", "people/of-science"]);
        var stamp = await portal.StampAsync();

        (await portal.ImportsAsync(folder)).Skipped.ShouldBe(["units/science", "tags/sky", "people/of-science"]);
        (await portal.StampAsync()).ShouldBe(stamp);

        folder.File("units.yaml", "science:\n  en: Faculty of Science\n  tr: Fen\n");
        (await portal.ImportsAsync(folder)).Changed.ShouldBe(["units/science"]);
        (await portal.StampAsync()).ShouldBe(stamp + 1);
        var person = await portal.FindAsync("people/of-science");
        person!.Unit!.Name.En.ShouldBe("Faculty of Science");
        person.Tags.Single().Name.Tr.ShouldBe("Gök");
        (await portal.QueryAsync(db => db.Units.CountAsync(unit => unit.Key == "science", TestContext.Current.CancellationToken))).ShouldBe(1);
    }
}
