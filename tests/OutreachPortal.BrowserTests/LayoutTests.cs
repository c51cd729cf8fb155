using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed class LayoutTests(PublicSite site)
{
    [Fact]
    public async Task No_page_scrolls_sideways_or_cuts_anything_off_on_a_phone_or_a_tablet() =>
        (await site.FaultsAsync(Check.Clipping)).ShouldBeNone();
}
