using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>A policy whose next version says everything otherwise.</summary>
public sealed class ComingVersionTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Coming_version_changes_no_word_of_the_one_in_force()
    {
        await ImportAsync("1", "2020-01-01", "The old rule", "P-1", "Old office", "Old board", "2021-01-01");
        await ImportAsync("2", "2030-01-01", "The new rule", "P-2", "New office", "New board", "2031-01-01");

        var page = await portal.Visitor().PageAsync("/en/policies/the-rule");
        page.Words("h1").ShouldBe("The old rule");
        page.Words(".lead").ShouldBe("About The old rule");
        var docket = page.Words(".docket");
        docket.ShouldContain("P-1");
        docket.ShouldContain("Old office");
        docket.ShouldContain("Old board");
        docket.ShouldContain("January 2021; overdue by 70 months");
        page.Body!.TextContent.ShouldNotContain("new rule");
        page.Body!.TextContent.ShouldNotContain("New office");
        page.Body!.TextContent.ShouldNotContain("P-2");

        var row = (await portal.Visitor().PageAsync("/en/policies")).Words(".row");
        row.ShouldContain("The old rule");
        row.ShouldContain("P-1");

        portal.Clock.Now = new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
        portal.Pages.Clear();
        (await portal.Visitor().PageAsync("/en/policies/the-rule")).Words("h1").ShouldBe("The new rule");
        (await portal.Visitor().PageAsync("/en/policies")).Words(".row").ShouldContain("P-2");
    }

    private async Task ImportAsync(string version, string from, string title, string number, string owner, string board, string review)
    {
        using var folder = new ContentFolder().Text("policies/rule.en.md",
            $"title: {title}\nslug: the-rule\nsummary: About {title}\nlanguages: en\nnumber: {number}\nowner: {owner}\napproving-body: {board}\nversion: {version}\nin-force-from: {from}\nnext-review-on: {review}\nchange-note: All of it.",
            $"The text of {title}.");
        await portal.ImportAllAsync(folder);
    }
}
