using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Tests.Services.Registrations;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("  Ada \t Lovelace\u00A0", "Ada Lovelace")]
    [InlineData("Ada\r\nLovelace", "Ada Lovelace")]
    [InlineData("Ada\u202ELovelace\u202C", "AdaLovelace")]
    [InlineData("A\u200Bd\uFEFFa\u2060", "Ada")]
    [InlineData("A\u200Dda", "Ada")]
    [InlineData("\u2066Ada\u2069\0\u0007\u001B[31m", "Ada[31m")]
    [InlineData("Şükrü Ğ", "Şükrü Ğ")]
    [InlineData("s\u0327", "ş")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("👩\u200D🚀 Ada", "👩\u200D🚀 Ada")]
    [InlineData("李 明", "李 明")]
    [InlineData("\u200B\u200D\u2003", "")]
    public void Line_keeps_what_is_read_and_nothing_that_changes_how_the_rest_is(string? typed, string expected) => TypedText.Line(typed).ShouldBe(expected);

    [Theory]
    [InlineData("https://prize.example", true)]
    [InlineData("Ada HTTP://prize.example/x", true)]
    [InlineData("Ada (www.prize.example)", true)]
    [InlineData("bit.ly/abc", true)]
    [InlineData("ödül.com/abc", true)]
    [InlineData("Prof.Dr. Ayşe Öz", false)]
    [InlineData("Öğr.Gör. Ada/Ece", false)]
    [InlineData("9/A, 10/B", false)]
    [InlineData("St. John's 12: A", false)]
    [InlineData("Poyraz Okulları A.Ş./İstanbul", false)]
    public void Text_that_would_become_a_link_is_known(string text, bool expected) => TypedText.HasLink(text).ShouldBe(expected);

    [Fact]
    public void Half_of_a_letter_becomes_the_sign_for_one_that_is_missing() => TypedText.Line("A\uD83D!").ShouldBe("A\uFFFD!");

    [Theory]
    [InlineData("One \r\n\r\n two\rthree", "One\n\ntwo\nthree")]
    [InlineData("\n\n a \n", "a")]
    public void Lines_stay_lines(string typed, string expected) => TypedText.Lines(typed).ShouldBe(expected);
}
