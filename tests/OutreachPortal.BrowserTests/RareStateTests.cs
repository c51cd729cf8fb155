using System.Net;
using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

/// <summary>What a portal with content and in good health never shows: its first day, and its worst.</summary>
public sealed class RareStateTests
{
    [Fact]
    public async Task Empty_portal_is_as_good_to_use_as_a_full_one()
    {
        await using var portal = new EmptyPortal();
        string[] paths =
        [
            "/en", "/tr/seminars", "/tr/stories", "/en/people", "/en/impact", "/tr/calendar", "/en/search", "/tr/search?q=bilim",
            "/en/reports", "/tr/partners", "/en/policies", "/tr/programmes", "/tr/pages",
        ];
        var faults = new List<Fault>();
        foreach (var path in paths)
        {
            faults.AddRange(await portal.FaultsAsync(new(path, "empty", HttpStatusCode.OK)));
        }

        faults.ShouldBeNone();
    }

    [Fact]
    public async Task Page_that_fails_can_be_read_by_everybody()
    {
        await using var portal = new EmptyPortal();
        await portal.BreakAsync();
        var faults = await portal.FaultsAsync(new("/en/seminars", "failed", HttpStatusCode.InternalServerError));
        faults.Concat(await portal.FaultsAsync(new("/tr/policies", "failed", HttpStatusCode.InternalServerError))).ShouldBeNone();
    }
}
