using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>People who speak, and may have been taken from the public since.</summary>
public sealed class SpeakerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("draft")]
    [InlineData("unpublished")]
    public async Task Person_who_is_not_public_is_named_nowhere(string state)
    {
        var key = "p-" + state;
        await ImportAsync(key, "published");
        var page = await portal.Visitor().PageAsync($"/en/seminars/talk-{key}");
        page.Words(".speaker").ShouldContain($"Name {key}");
        (await portal.Visitor().PageAsync("/en/seminars")).Body!.TextContent.ShouldContain($"Name {key}");

        await ImportAsync(key, state);
        page = await portal.Visitor().PageAsync($"/en/seminars/talk-{key}");
        page.Body!.TextContent.ShouldNotContain($"Name {key}");
        page.Body!.TextContent.ShouldNotContain("The life of");
        page.QuerySelector(".speaker").ShouldBeNull();
        (await portal.Visitor().PageAsync("/en/seminars")).Body!.TextContent.ShouldNotContain($"Name {key}");
    }

    private async Task ImportAsync(string key, string state)
    {
        using var folder = new ContentFolder()
            .Text($"people/{key}.en.md", $"title: Name {key}\nsummary: The life of {key}\nlanguages: en\nstate: {state}")
            .Seminar("talk-" + key, "Talk " + key, $"slug: talk-{key}\nspeakers:\n  - person: {key}");
        await portal.ImportAllAsync(folder);
    }
}
