using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Editing;

/// <summary>A story from its first draft to its withdrawal, as an Author and an Editor make it.</summary>
public sealed class EditorialWorkflowTests : IDisposable
{
    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task A_story_is_written_returned_corrected_scheduled_changed_compared_restored_and_withdrawn()
    {
        const string Address = "/en/stories/the-way-of-a-story";
        var (alice, ed) = (await _portal.AliceTheAuthorAsync(), await _portal.EdTheEditorAsync());
        var fields = new Dictionary<string, string>(Desk.Story("The way of a story")) { ["Texts[en].Body"] = "Pupils measured the wnd." };
        var desk = await Desk.NewAsync(_portal, alice, fields);
        await desk.DoneAsync(alice, "submit");
        await desk.DoneAsync(ed, "return", ("Remarks", "A letter is missing."));
        (await desk.PageAsync(alice)).ShouldContain("A letter is missing.");

        fields["Texts[en].Body"] = "Pupils measured the wind.";
        await desk.SaveAsync(alice, fields);
        await desk.DoneAsync(alice, "submit");
        (await desk.StepAsync(alice, "publish")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await desk.DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "08:00"));
        (await _portal.SeeAsync(Address)).Status.ShouldBe(HttpStatusCode.NotFound);
        _portal.Clock.Now = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);
        await Desk.PublishDueAsync(_portal);
        (await _portal.SeeAsync(Address)).Text.ShouldContain("Pupils measured the wind.");

        (alice, ed) = (await _portal.AliceTheAuthorAsync(), await _portal.EdTheEditorAsync());
        await desk.SaveAsync(alice, new(fields) { ["Texts[en].Body"] = "Pupils measured the rain." });
        (await _portal.SeeAsync(Address)).Text.ShouldContain("Pupils measured the wind.");
        await desk.DoneAsync(ed, "publish");
        (await _portal.SeeAsync(Address)).Text.ShouldContain("Pupils measured the rain.");

        var compared = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await desk.PageAsync(alice, "compare/2..3"));
        compared.QuerySelectorAll(".difference del").ShouldHaveSingleItem().TextContent.ShouldContain("wind");
        compared.QuerySelectorAll(".difference ins").ShouldHaveSingleItem().TextContent.ShouldContain("rain");

        await desk.DoneAsync(alice, "revisions/2/restore");
        (await _portal.SeeAsync(Address)).Text.ShouldContain("Pupils measured the rain.");
        await desk.DoneAsync(ed, "publish");
        (await _portal.SeeAsync(Address)).Text.ShouldContain("Pupils measured the wind.");
        await desk.DoneAsync(ed, "withdraw", ("Reason.En", "The instrument was broken."), ("Reason.Tr", "Ölçü aleti bozuktu."));
        var withdrawn = await _portal.SeeAsync(Address);
        withdrawn.Text.ShouldContain("The instrument was broken.");
        withdrawn.Text.ShouldContain("Pupils measured the wind.");

        (await desk.TrailAsync()).Select(entry => entry.Action).ShouldBe([
            AuditAction.Created, AuditAction.Submitted, AuditAction.Returned, AuditAction.Saved, AuditAction.Submitted, AuditAction.Scheduled, AuditAction.Published,
            AuditAction.Saved, AuditAction.Published, AuditAction.Restored, AuditAction.Published, AuditAction.Withdrawn,
        ]);
        var timeline = await desk.PageAsync(alice, "timeline");
        timeline.ShouldContain("The portal, by itself");
        timeline.ShouldContain("A letter is missing.");
    }
}
