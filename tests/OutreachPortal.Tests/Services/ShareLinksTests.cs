using OutreachPortal.Services;

namespace OutreachPortal.Tests.Services;

public sealed class ShareLinksTests
{
    [Theory]
    [InlineData("half \uD83D of a character")]
    [InlineData("\uDE00")]
    [InlineData("\0\r\n\t")]
    [InlineData("")]
    public void Title_of_any_characters_makes_links_that_can_be_read(string title)
    {
        foreach (var link in ShareLinks.Of(title, "https://example.org/a?b=c&d#e").Select(link => link.Address).Append(ShareLinks.Mail(title, "https://example.org/a")))
        {
            link.ShouldAllBe(letter => char.IsAscii(letter) && !char.IsControl(letter) && letter != ' ');
            Uri.TryCreate(link, UriKind.Absolute, out _).ShouldBeTrue(link);
        }
    }
}
