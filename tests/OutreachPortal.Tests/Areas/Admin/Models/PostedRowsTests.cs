using Microsoft.AspNetCore.Http;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;

namespace OutreachPortal.Tests.Areas.Admin.Models;

public sealed class PostedRowsTests
{
    [Fact]
    public void Gaps_are_closed_in_the_order_of_the_numbers() =>
        Compact(("Speakers[99999999999999999999].Name", "C"), ("Speakers[10].Name", "B"), ("Speakers[2].Name", "A"), ("Speakers[2].Role.En", "Chair"))
            .ShouldBe(["Speakers[0].Name=A", "Speakers[0].Role.En=Chair", "Speakers[1].Name=B", "Speakers[2].Name=C"], ignoreOrder: true);

    [Fact]
    public void Rows_that_are_empty_or_marked_for_removal_go() =>
        Compact(("Speakers[0].Name", " "), ("Speakers[1].Name", "Gone"), ("Speakers[1].Remove", "true"), ("Speakers[2].Name", "Stays"), ("Speakers[3].Bogus", "x"))
            .ShouldBe(["Speakers[0].Name=Stays"]);

    [Fact]
    public void A_list_of_texts_is_a_list_of_rows_too() =>
        Compact(("Related[0]", ""), ("Related[3]", "people/ada"), ("partners[1]", "museum")).ShouldBe(["Related[0]=people/ada", "Partners[0]=museum"], ignoreOrder: true);

    [Fact]
    public void What_is_no_list_stays_as_it_is() =>
        Compact(("Texts[en].Title", ""), ("Tags", "a"), ("Start", ""), ("Bogus[4].X", "y")).ShouldBe(["Texts[en].Title=", "Tags=a", "Start=", "Bogus[4].X=y"], ignoreOrder: true);

    private static IEnumerable<string> Compact(params (string Name, string Value)[] fields) =>
        PostedRows.Compact(new FormCollection(fields.ToDictionary(field => field.Name, field => new Microsoft.Extensions.Primitives.StringValues(field.Value))), typeof(SeminarForm))
            .Select(pair => $"{pair.Key}={pair.Value}");
}
