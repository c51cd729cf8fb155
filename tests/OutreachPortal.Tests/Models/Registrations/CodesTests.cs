using OutreachPortal.Models;

namespace OutreachPortal.Tests.Models.Registrations;

public class CodesTests
{
    [Fact]
    public void Codes_of_certificates_hold_60_random_bits_and_no_sign_that_is_taken_for_another()
    {
        (Codes.CertificateLength * Math.Log2(Codes.Alphabet.Length)).ShouldBeGreaterThan(60);
        Codes.Alphabet.ShouldBeUnique();
        Codes.Alphabet.ShouldNotContain(sign => "01OILU".Contains(sign));
        var codes = Enumerable.Range(0, 1000).Select(_ => Codes.New(Codes.CertificateLength)).ToList();
        codes.ShouldBeUnique();
        codes.ShouldAllBe(code => code.Length == Codes.CertificateLength && code.All(Codes.Alphabet.Contains));
        // Each sign at each place: none is fixed.
        Enumerable.Range(0, Codes.CertificateLength).ShouldAllBe(place => codes.Select(code => code[place]).Distinct().Count() > 20);
    }

    [Theory]
    [InlineData("23456789ABCDE", "2345-6789-ABCDE")]
    [InlineData("23456789AB", "2345-6789-AB")]
    [InlineData("2345", "2345")]
    [InlineData("2", "2")]
    public void Codes_are_spelled_in_groups_of_which_none_is_a_single_sign(string code, string spelled)
    {
        Codes.Spell(code).ShouldBe(spelled);
        Codes.Read(spelled).ShouldBe(code);
    }
}
