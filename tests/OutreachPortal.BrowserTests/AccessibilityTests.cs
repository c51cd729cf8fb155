using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed class AccessibilityTests(PublicSite site)
{
    [Fact]
    public async Task Axe_finds_no_fault_on_any_page_in_light_or_dark() =>
        (await site.FaultsAsync(Check.Accessibility)).ShouldBeNone();
}
