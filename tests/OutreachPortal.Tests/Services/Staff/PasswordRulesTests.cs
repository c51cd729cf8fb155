using OutreachPortal.Services.Staff;

namespace OutreachPortal.Tests.Services.Staff;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("password1234", "PasswordCommon")]
    [InlineData("P4ssw0rd2026!", "PasswordCommon")]
    [InlineData("!!Galatasaray1905", "PasswordCommon")]
    [InlineData("GALATASARAY1905", "PasswordCommon")]
    [InlineData("İSTANBUL34343434", "PasswordCommon")]
    [InlineData("qwerty123456", "PasswordCommon")]
    [InlineData("123123123123", "PasswordCommon")]
    [InlineData("19951203199512", "PasswordCommon")]
    [InlineData("aaaaaaaaaaaaaaa", "PasswordSimple")]
    [InlineData("abcdabcdabcdabcd", "PasswordSimple")]
    [InlineData("tree2 tree2 tree2 ", "PasswordSimple")]
    [InlineData("abcdefghijklmnop", "PasswordSimple")]
    [InlineData("poiuytrewqlkjhgfdsa", "PasswordSimple")]
    [InlineData("uıeaütkmlyşx", "PasswordSimple")]
    [InlineData("ada wrote the first", null)]
    [InlineData("GREENWOOD at the sea", "PasswordAboutYou")]
    [InlineData("my address is countess", "PasswordAboutYou")]
    [InlineData("seven quiet lanterns", null)]
    [InlineData("çay bardağı ve üç kedi", null)]
    [InlineData("k7#pQz!m2Lx9", null)]
    public void Passwords_that_are_guessed_first_are_refused(string password, string? complaint) =>
        PasswordRules.Complaint(password, "Ada Greenwood", "countess.of@poyraz.example").ShouldBe(complaint);

    [Fact]
    public void Longest_password_is_bounded()
    {
        var words = string.Join(' ', Enumerable.Range(0, 400).Select(n => "word" + n));
        PasswordRules.Complaint(words[..200], "", "").ShouldBeNull();
        PasswordRules.Complaint(words[..201], "", "").ShouldBe("PasswordTooLong");
    }
}
