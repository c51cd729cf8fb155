using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed class StructureTests(PublicSite site)
{
    [Fact]
    public async Task Every_page_has_one_main_heading_its_language_and_a_title() =>
        (await site.FaultsAsync(Check.Structure)).ShouldBeNone();

    [Fact]
    public async Task No_two_pages_of_a_language_have_the_same_title()
    {
        var faults = from page in (await site.MapAsync()).Pages
                     where page.IsOrdinary
                     group page by (page.Language, page.Title) into same
                     where same.Count() > 1
                     select new Fault(Check.Structure, same.First().Path, "", "title",
                         $"\"{same.Key.Title}\" is also that of {string.Join(", ", same.Skip(1).Select(page => page.Path))}");
        faults.ShouldBeNone();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("tr")]
    public async Task The_walk_comes_to_every_kind_of_page(string language)
    {
        var templates = (await site.MapAsync()).Pages.Select(page => page.Template).ToHashSet();
        string[] kinds =
        [
            "", "/seminars", "/seminars/*", "/lectures", "/lectures/*", "/programmes", "/programmes/*", "/policies", "/policies/*", "/policies/changes", "/policies/*/versions",
            "/policies/*/versions/*", "/policies/*/versions/*/bilingual", "/policies/*/versions/*/comments", "/policies/*/compare/*", "/policies/*/clauses/*", "/partners", "/partners/*",
            "/stories", "/stories/*", "/people", "/people/*", "/pages", "/pages/*", "/reports", "/reports/*", "/impact", "/impact/*", "/impact/figures/*", "/calendar", "/search",
        ];
        kinds.Select(kind => $"/{language}{kind}").ShouldBeSubsetOf(templates);
    }
}
