using System.Globalization;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.Tests.Services;

public sealed class PageWordsTests
{
    [Theory]
    [InlineData("en", 0, "1 KB")]
    [InlineData("en", 1, "1 KB")]
    [InlineData("en", 1024, "1 KB")]
    [InlineData("en", 1025, "2 KB")]
    [InlineData("en", 148 * 1024, "148 KB")]
    [InlineData("tr", 1023 * 1024, "1.023 KB")]
    [InlineData("en", 1024 * 1024, "1 MB")]
    [InlineData("en", 1468006, "1.4 MB")]
    [InlineData("tr", 1468006, "1,4 MB")]
    [InlineData("tr", 20 * 1024 * 1024, "20 MB")]
    public void Size_of_a_file_is_said_in_words(string culture, long bytes, string expected) =>
        In(culture, () => PageWords.Size(bytes)).ShouldBe(expected);

    [Theory]
    [InlineData("en", "60%")]
    [InlineData("tr", "%60")]
    public void Sign_of_a_share_stands_where_the_language_has_it(string culture, string expected) =>
        In(culture, () => PageWords.Percent("60")).ShouldBe(expected);

    private static string In(string culture, Func<string> words)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Languages.CultureOf(culture);
        try
        {
            return words();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
