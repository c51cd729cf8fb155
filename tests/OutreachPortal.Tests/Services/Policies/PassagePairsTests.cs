using OutreachPortal.Models;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Tests.Services.Policies;

/// <summary>Which passages of two languages stand side by side.</summary>
public sealed class PassagePairsTests
{
    [Theory]
    [InlineData("1 2", "1 2", "1=1 2=2")]
    [InlineData("- 1 - 2", "- 1 - 2", "-=- 1=1 -=- 2=2")]
    [InlineData("1 - - 2", "1 - 2", "1=1 -=- -=. 2=2")]
    [InlineData("1 2", "1 2 - 3", "1=1 2=2 .=- .=3")]
    [InlineData("1 3", "1 2 3", "1=1 .=2 3=3")]
    [InlineData("1 2 3", "3 1 2", "1=1 2=2 3=3")]
    [InlineData("1 2", "2 9 1 8", "1=1 .=8 2=2 .=9")]
    [InlineData("1", "", "1=.")]
    [InlineData("", "9 -", ".=9 .=-")]
    public void Clauses_meet_their_like_and_the_rest_stands_behind_the_same_clause(string left, string right, string pairs) =>
        string.Join(' ', PassagePairs.Of(Read(left), Read(right)).Select(pair => $"{Write(pair.Left)}={Write(pair.Right)}")).ShouldBe(pairs);

    private static List<PolicyPassage> Read(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select((passage, position) => new PolicyPassage { Position = position, Clause = passage == "-" ? null : int.Parse(passage, System.Globalization.CultureInfo.InvariantCulture) })];

    private static string Write(PolicyPassage? passage) => passage is null ? "." : passage.Clause?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}
