using OutreachPortal.Models;

namespace OutreachPortal.Tests.Models.Registrations;

public class CertificateNameTests
{
    [Theory]
    [InlineData("  Ayşe   Nur\tYılmaz \r\n", "Ayşe Nur Yılmaz")]
    [InlineData("İ. Iğdır-Öztürk (Dr.)", "İ. Iğdır-Öztürk (Dr.)")]
    [InlineData("محمد عبد الله", "محمد عبد الله")]
    [InlineData("Ay\u200Bse\u202E gnp\u2066\u2069\uFEFF", "Ayse gnp")]
    [InlineData("A\u0000B\u0007C", "A B C")]
    [InlineData("Ngu\u0079\u0302\u0303n", "Nguŷ̃n")]
    [InlineData("Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306o", "Z\u0300\u0301\u0302o")]
    [InlineData("\u0300Ada", "Ada")]
    [InlineData("Ada \U0001F600", "Ada \U0001F600")]
    [InlineData("<b>Ada</b>", "<b>Ada</b>")]
    [InlineData("\uD83DAda\uFFFE", "Ada")]
    [InlineData("\u202E\u200B \u2066", "")]
    [InlineData("--- ...", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Name_loses_what_nobody_sees_and_keeps_the_rest(string? typed, string shown) => CertificateName.Clean(typed).ShouldBe(shown);

    [Theory]
    [InlineData(PartyKind.Person, "Ada", null, null, "Ada")]
    [InlineData(PartyKind.Class, "Teacher", "A school", "10", "A school, 10")]
    [InlineData(PartyKind.Class, "Teacher", "A school", null, "A school")]
    [InlineData(PartyKind.Class, "A group", null, "10", "A group")]
    [InlineData(PartyKind.Person, "Ada", "A school", "10", "Ada")]
    [InlineData(PartyKind.Person, " \u200B", "A school", null, "")]
    public void Certificate_is_in_the_name_of_the_person_or_of_the_class(PartyKind kind, string name, string? school, string? level, string shown) =>
        CertificateName.Of(new() { Kind = kind, Name = name, School = school, Level = level }).ShouldBe(shown);

    [Fact]
    public void Name_of_a_class_is_never_too_long()
    {
        var name = CertificateName.Of(new() { Kind = PartyKind.Class, School = new string('s', Registration.SchoolLength), Level = new string('l', Registration.LevelLength) });
        name.ShouldBe(new string('s', Registration.SchoolLength));
        CertificateName.Of(new() { Kind = PartyKind.Class, School = string.Concat(Enumerable.Repeat("\U0001D49C", 100)) }).Length.ShouldBe(160);
    }
}
