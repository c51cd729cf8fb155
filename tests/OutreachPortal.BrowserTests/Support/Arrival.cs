using System.Text.RegularExpressions;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>Waiting for the page that a key or a click leads to.</summary>
public static class Arrival
{
    /// <summary>
    /// Waits until the tab is at an address, and all of that page has loaded. <c>WaitForURLAsync</c> asks where the tab is and only then begins to listen:
    /// a page that comes in between is waited for in vain.
    /// </summary>
    /// <param name="address">A regular expression.</param>
    public static async Task ArriveAsync(this IPage tab, string address)
    {
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex(address));
        await tab.WaitForLoadStateAsync();
    }
}
