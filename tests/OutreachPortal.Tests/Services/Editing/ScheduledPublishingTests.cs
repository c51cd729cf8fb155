using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Editing;

public sealed class ScheduledPublishingTests : IDisposable
{
    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task What_is_due_appears_by_itself()
    {
        var ed = await _portal.EdTheEditorAsync();
        var fields = Desk.Story("Out on Wednesday");
        var desk = await Desk.NewAsync(_portal, ed, fields);
        await desk.DoneAsync(ed, "schedule", ("Day", "2026-11-25"), ("Time", "09:30"));
        (await desk.ItemAsync()).ScheduledAt.ShouldBe(new DateTime(2026, 11, 25, 6, 30, 0, DateTimeKind.Utc));
        await desk.SaveAsync(ed, new(fields) { ["Texts[en].Body"] = "Written too late." });
        (await desk.PageAsync(ed)).ShouldContain("What was written after it is not part of that.");
        _portal.Clock.Now = new(2026, 11, 25, 6, 29, 59, TimeSpan.Zero);
        await Desk.PublishDueAsync(_portal);
        (await _portal.SeeAsync("/en/stories/out-on-wednesday")).Status.ShouldBe(HttpStatusCode.NotFound);
        _portal.Clock.Now = _portal.Clock.Now.AddSeconds(1);
        await Desk.PublishDueAsync(_portal);
        var page = await _portal.SeeAsync("/en/stories/out-on-wednesday");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldNotContain("Written too late.");
        var item = await desk.ItemAsync();
        (item.PublishedRevision, item.LastRevision, item.Stage, item.ScheduledAt).ShouldBe((1, 2, DraftStage.Draft, null));
        var entry = (await desk.TrailAsync())[^1];
        (entry.Action, entry.Revision, entry.UserId).ShouldBe((AuditAction.Published, 1, null));
    }

    [Fact]
    public async Task It_runs_without_being_asked()
    {
        var ed = await _portal.EdTheEditorAsync();
        var desk = await Desk.NewAsync(_portal, ed, Desk.Story("Nobody asked"));
        await desk.DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:00"));
        _portal.Clock.Now = _portal.Clock.Now.AddDays(2);
        _portal.Services.GetRequiredService<PublishingSignal>().Wake();
        await Eventually.IsAsync(async () => (await _portal.SeeAsync("/en/stories/nobody-asked")).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_failure_is_shown_and_does_not_stop_the_rest()
    {
        var ed = await _portal.EdTheEditorAsync();
        var bad = await Desk.NewAsync(_portal, ed, new(Desk.Story("Will fail")) { ["Texts[en].Slug"] = "taken-meanwhile" });
        var good = await Desk.NewAsync(_portal, ed, Desk.Story("Will do"));
        await bad.DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:00"));
        await good.DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:01"));
        await Desk.PublishedAsync(_portal, ed, new(Desk.Story("The other owner")) { ["Texts[en].Slug"] = "taken-meanwhile" });
        _portal.Clock.Now = _portal.Clock.Now.AddDays(2);
        await Desk.PublishDueAsync(_portal);
        (await _portal.SeeAsync("/en/stories/will-do")).Status.ShouldBe(HttpStatusCode.OK);
        var item = await bad.ItemAsync();
        item.State.ShouldBe(ContentState.Draft);
        item.ScheduleError.ShouldNotBeNull().ShouldContain("is taken by another page");
        (await bad.TrailAsync())[^1].Action.ShouldBe(AuditAction.ScheduleFailed);
        ed = await _portal.EdTheEditorAsync();
        (await bad.PageAsync(ed)).ShouldContain("could not be published");
        (await _portal.Services.GetRequiredService<ScheduledPublishing>().PublishDueAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        // It waits for somebody to decide, and the one who has the address is named.
        var again = await bad.StepAsync(ed, "schedule", ("Day", "2026-11-30"), ("Time", "09:01"), ("Reason", "x"));
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await again.TextAsync()).ShouldContain("The other owner");
    }

    [Fact]
    public async Task Two_nodes_publish_once()
    {
        var ed = await _portal.EdTheEditorAsync();
        var desks = new List<Desk>();
        for (var i = 0; i < 5; i++)
        {
            desks.Add(await Desk.NewAsync(_portal, ed));
            await desks[^1].DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:00"));
        }

        await using var second = new PortalHost().Beside(_portal);
        second.Visitor();
        _portal.Clock.Now = second.Clock.Now = _portal.Clock.Now.AddDays(2);
        await Task.WhenAll(Desk.PublishDueAsync(_portal), Desk.PublishDueAsync(second));
        foreach (var desk in desks)
        {
            (await desk.TrailAsync()).Count(entry => entry.Action == AuditAction.Published).ShouldBe(1);
            (await desk.ItemAsync()).State.ShouldBe(ContentState.Published);
        }
    }

    [Fact]
    public async Task An_override_given_when_scheduling_holds_when_it_is_due()
    {
        var ed = await _portal.EdTheEditorAsync();
        var desk = await Desk.NewAsync(_portal, ed, new(Desk.Story("Overridden ahead")) { ["Texts[en].Body"] = "[x](/en/stories/none)" });
        var asked = await desk.StepAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:00"));
        asked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await asked.TextAsync()).ShouldContain("value=\"2026-11-24\"");
        await desk.DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:00"), ("Reason", "The page follows."));
        (await desk.PageAsync(ed, "timeline")).ShouldContain("The page follows.");
        _portal.Clock.Now = _portal.Clock.Now.AddDays(2);
        await Desk.PublishDueAsync(_portal);
        var entry = (await desk.TrailAsync())[^1];
        (entry.Action, entry.Remark).ShouldBe((AuditAction.PublishedWithOverride, "The page follows."));
    }

    [Fact]
    public async Task A_schedule_that_was_cancelled_or_moved_is_not_kept()
    {
        var ed = await _portal.EdTheEditorAsync();
        var cancelled = await Desk.NewAsync(_portal, ed);
        var moved = await Desk.NewAsync(_portal, ed);
        await cancelled.DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:00"));
        await moved.DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:00"));
        await cancelled.DoneAsync(ed, "schedule/cancel");
        await moved.DoneAsync(ed, "schedule", ("Day", "2026-12-24"), ("Time", "09:00"));
        _portal.Clock.Now = _portal.Clock.Now.AddDays(2);
        await Desk.PublishDueAsync(_portal);
        (await cancelled.ItemAsync()).State.ShouldBe(ContentState.Draft);
        (await moved.ItemAsync()).State.ShouldBe(ContentState.Draft);
    }

    [Fact]
    public async Task What_was_withdrawn_does_not_come_back_by_itself()
    {
        var ed = await _portal.EdTheEditorAsync();
        var fields = Desk.Story();
        var desk = await Desk.PublishedAsync(_portal, ed, fields);
        await desk.SaveAsync(ed, new(fields) { ["Texts[en].Body"] = "New." });
        await desk.DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:00"));
        await desk.DoneAsync(ed, "unpublish", ("Reason", "A mistake"));
        _portal.Clock.Now = _portal.Clock.Now.AddDays(2);
        await Desk.PublishDueAsync(_portal);
        (await desk.ItemAsync()).State.ShouldBe(ContentState.Unpublished);
        (await desk.TrailAsync()).ShouldContain(entry => entry.Action == AuditAction.ScheduleCancelled);
    }

    [Theory]
    [InlineData("2026-11-23", "12:00", "Day")]
    [InlineData("2020-01-01", "12:00", "Day")]
    [InlineData("2036-01-01", "12:00", "Day")]
    [InlineData("9999-12-31", "23:59", "Day")]
    [InlineData("0001-01-01", "00:00", "Day")]
    [InlineData("the day after", "12:00", "Day")]
    [InlineData("", "12:00", "Day")]
    [InlineData("2026-11-25", "25:00", "Time")]
    [InlineData("2026-11-25", "", "Time")]
    public async Task A_time_that_will_not_do_is_refused_with_what_was_typed(string day, string time, string field)
    {
        var ed = await _portal.EdTheEditorAsync();
        var desk = await Desk.NewAsync(_portal, ed);
        var answer = await desk.StepAsync(ed, "schedule", ("Day", day), ("Time", time));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.TextAsync();
        page.ShouldContain($"href=\"#{field}\"");
        page.ShouldContain(day.Length > 0 ? $"value=\"{day}\"" : "value=\"12:00\"");
        (await desk.ItemAsync()).ScheduledAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_time_that_the_clocks_skip_is_refused_and_one_that_comes_twice_is_the_first()
    {
        await using var berlin = new PortalHost().With("Site:TimeZone", "Europe/Berlin");
        var ed = await berlin.EdTheEditorAsync();
        var desk = await Desk.NewAsync(berlin, ed);
        (await desk.PageAsync(ed, "schedule")).ShouldContain("Berlin time");
        var skipped = await desk.StepAsync(ed, "schedule", ("Day", "2027-03-28"), ("Time", "02:30"));
        skipped.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await skipped.TextAsync()).ShouldContain("the clocks go forward");
        await desk.DoneAsync(ed, "schedule", ("Day", "2027-10-31"), ("Time", "02:30"));
        (await desk.ItemAsync()).ScheduledAt.ShouldBe(new DateTime(2027, 10, 31, 0, 30, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Schedule_is_for_editors()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        var desk = await Desk.NewAsync(_portal, alice);
        (await desk.GetAsync(alice, "schedule")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.StepAsync(alice, "schedule", ("Day", "2026-12-24"), ("Time", "09:00"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.StepAsync(alice, "schedule/cancel")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
