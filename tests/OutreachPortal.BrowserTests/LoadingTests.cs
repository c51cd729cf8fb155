using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed class LoadingTests(PublicSite site)
{
    private const int HomeRequests = 6;
    private const int HomeBytes = 50 * 1024;
    internal const int PageRequests = 5;
    internal const int PageBytes = 30 * 1024;

    [Fact]
    public async Task The_browser_complains_of_no_page_and_no_page_asks_another_host() =>
        (await site.FaultsAsync(Check.Loading)).ShouldBeNone();

    [Fact]
    public async Task Every_link_leads_somewhere() => (await site.MapAsync()).BrokenLinks.ShouldBeNone();

    [Fact]
    public async Task A_first_visit_is_light()
    {
        var faults = from visit in await site.VisitsAsync()
                     let home = visit.Page.Path.Length == "/en".Length
                     where visit.Requests > (home ? HomeRequests : PageRequests) || visit.Bytes > (home ? HomeBytes : PageBytes)
                     select new Fault(Check.Weight, visit.Page.Path, "", "all", $"{visit.Requests} requests, {visit.Bytes} bytes");
        faults.ShouldBeNone();
    }
}
