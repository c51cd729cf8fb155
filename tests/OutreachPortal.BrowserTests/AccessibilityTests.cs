using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed class AccessibilityTests(PublicSite site)
{
    [Fact]
    public async Task Axe_finds_no_fault_on_any_page_nor_in_dark_or_on_a_phone_on_any_kind_of_page() =>
        (await site.FaultsAsync(Check.Accessibility)).ShouldBeNone();
}
