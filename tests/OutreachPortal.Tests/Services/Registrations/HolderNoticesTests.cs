using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

public sealed class HolderNoticesTests(UnsentPortal portal) : IClassFixture<UnsentPortal>
{
    private static readonly DateTime Start = new(2026, 12, 3, 11, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Change_of_time_and_place_by_an_editor_is_told_to_every_holder_who_is_still_there()
    {
        var lecture = await LectureAsync("moved", seats: 3, "waiting-list: strict-order\napproval: true");
        await portal.RegisterAsync(lecture, "asked@moved.example", with: p => p with { IsAddressKnown = true });
        await portal.RegisterAsync(lecture, "pending@moved.example", with: p => p with { Language = Languages.Turkish });
        var left = await portal.RegisterAsync(lecture, "left@moved.example");
        await portal.SeatAsync((book, c) => book.CancelAsync(left.RegistrationId, RegistrationEnding.Cancelled, "", null, c));
        await portal.RegisterAsync(lecture, "seated@moved.example");
        await portal.RegisterAsync(lecture, "waits@moved.example");
        var sequence = (await OneAsync(lecture)).Sequence;

        await PublishAsync(lecture, form =>
        {
            form.Start = form.Start!.Value.AddDays(1);
            form.End = form.End!.Value.AddDays(1);
            form.Place = new() { En = "Hall 2", Tr = "Salon 2" };
        });

        (await OneAsync(lecture)).Sequence.ShouldBe(sequence + 1);
        foreach (var holder in new[] { "asked", "pending", "seated", "waits" })
        {
            var letter = (await portal.LettersToAsync(holder + "@moved.example"))[^1];
            letter.Kind.ShouldBe(RegistrationLetterKinds.Changed, holder);
            letter.ProtectedToken.ShouldNotBeNull();
            var facts = JsonSerializer.Deserialize<LetterFacts>(letter.Facts!)!;
            (facts.PreviousStart, facts.PreviousPlace).ShouldBe((Start, holder == "pending" ? "Salon 1" : "Hall 1"));
        }

        (await portal.LettersToAsync("left@moved.example"))[^1].Kind.ShouldBe(RegistrationLetterKinds.Cancelled);
        var step = await portal.QueryAsync(db => db.RegistrationSteps.SingleAsync(s => s.LectureId == lecture && s.Action == RegistrationAction.Told, TestContext.Current.CancellationToken));
        (step.RegistrationId, step.Remark).ShouldBe((null, StepRemark.Of("Step.Told.Changed", 4)));
    }

    [Fact]
    public async Task Whoever_publishes_the_change_learns_how_many_are_told()
    {
        var lecture = await LectureAsync("counted");
        await portal.RegisterAsync(lecture, "one@counted.example");
        await portal.RegisterAsync(lecture, "two@counted.example");
        var ed = await portal.EdTheEditorAsync();
        var version = await portal.InScopeAsync(async services =>
        {
            var draft = (await services.GetRequiredService<ContentDrafts>().FindAsync(ContentKind.Lecture, lecture, TestContext.Current.CancellationToken))!;
            var form = (EventForm)draft.Form;
            form.Place = new() { En = "Hall 9", Tr = "Salon 9" };
            return await services.GetRequiredService<ItemSteps>().TakeAsync(ContentKind.Lecture, lecture, null, item =>
            {
                item.Save(form, "Ed", "", portal.Clock.GetUtcNow().UtcDateTime);
                return Task.FromResult<StepOutcome>(new StepOutcome.Done(item));
            }, TestContext.Current.CancellationToken) is StepOutcome.Done done ? done.Item.Version : default;
        });

        using var answer = await ed.PostAsync($"/admin/lectures/{lecture}", $"/admin/lectures/{lecture}/publish", [new("Version", version.ToString())]);
        (await ed.PageAsync(answer.Target()!)).Words("[role=status]").ShouldContain("Registered people are told of the change by letter: 2.");
    }

    [Fact]
    public async Task Other_changes_are_told_to_nobody()
    {
        var lecture = await LectureAsync("reworded");
        await portal.RegisterAsync(lecture, "one@reworded.example");

        await PublishAsync(lecture, form => form.Texts["en"].Summary = "Said better.");

        (await portal.LettersToAsync("one@reworded.example")).ShouldHaveSingleItem().Kind.ShouldBe(RegistrationLetterKinds.Confirm);
    }

    [Fact]
    public async Task Calling_off_and_calling_off_no_longer_are_told_with_a_raised_sequence()
    {
        var lecture = await LectureAsync("off");
        await portal.RegisterAsync(lecture, "one@off.example");

        await PublishAsync(lecture, form =>
        {
            form.Status = EventStatus.Cancelled;
            form.StatusNote = new() { En = "The speaker is ill.", Tr = "Konuşmacı hasta." };
        });
        var called = (await portal.LettersToAsync("one@off.example"))[^1];
        await PublishAsync(lecture, form => (form.Status, form.StatusNote) = (EventStatus.Scheduled, new()));
        var held = (await portal.LettersToAsync("one@off.example"))[^1];
        await PublishAsync(lecture, form => form.Status = EventStatus.Online);
        var online = (await portal.LettersToAsync("one@off.example"))[^1];

        called.Kind.ShouldBe(RegistrationLetterKinds.Cancelled);
        JsonSerializer.Deserialize<LetterFacts>(called.Facts!)!.Reason.ShouldBe("The speaker is ill.");
        held.Kind.ShouldBe(RegistrationLetterKinds.Changed);
        (online.Id > held.Id).ShouldBeTrue();
        JsonSerializer.Deserialize<LetterFacts>(online.Facts!)!.PreviousPlace.ShouldBe("Hall 1");
        (await OneAsync(lecture)).Sequence.ShouldBe(3);
    }

    [Theory]
    [InlineData("withdraw")]
    [InlineData("unpublish")]
    public async Task Lecture_taken_from_the_public_is_told_as_cancelled_and_its_return_as_a_change(string step)
    {
        var lecture = await LectureAsync(step + "n");
        await portal.RegisterAsync(lecture, $"one@{step}.example");
        var ed = await portal.EdTheEditorAsync();
        var desk = new Desk(portal, $"/admin/lectures/{lecture}");

        await desk.DoneAsync(ed, step, ("Reason.En", "It is off."), ("Reason.Tr", "İptal."), ("Reason", "It is off."));
        var taken = (await portal.LettersToAsync($"one@{step}.example"))[^1];
        await desk.DoneAsync(ed, "publish");
        var back = (await portal.LettersToAsync($"one@{step}.example"))[^1];

        taken.Kind.ShouldBe(RegistrationLetterKinds.Cancelled);
        JsonSerializer.Deserialize<LetterFacts>(taken.Facts!)!.Reason.ShouldBe(step == "withdraw" ? "It is off." : null);
        back.Kind.ShouldBe(RegistrationLetterKinds.Changed);
        (await OneAsync(lecture)).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Import_tells_holders_too_and_a_lecture_that_is_over_tells_nobody()
    {
        var lecture = await LectureAsync("imported");
        await portal.RegisterAsync(lecture, "one@imported.example");
        using var folder = new ContentFolder().Lecture("imported", start: "2026-12-03 16:00", end: "17:30");

        await portal.ImportAllAsync(folder);

        var letters = await portal.LettersToAsync("one@imported.example");
        letters[^1].Kind.ShouldBe(RegistrationLetterKinds.Changed);
        var facts = JsonSerializer.Deserialize<LetterFacts>(letters[^1].Facts!)!;
        (facts.PreviousStart, facts.PreviousPlace).ShouldBe((Start, null));

        // Put right afterwards: an hour of a day that has passed.
        await portal.QueryAsync(db => db.Lectures.Where(l => l.Id == lecture).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.StartsAt, new DateTime(2026, 11, 1, 9, 0, 0)).SetProperty(l => l.EndsAt, new DateTime(2026, 11, 1, 10, 0, 0)), TestContext.Current.CancellationToken));
        using var past = new ContentFolder().Lecture("imported", start: "2026-11-01 13:00", end: "14:30");
        await portal.ImportAllAsync(past);
        (await portal.LettersToAsync("one@imported.example")).Count.ShouldBe(letters.Count);
    }

    [Fact]
    public async Task Seats_that_an_editor_adds_are_offered_at_once()
    {
        var lecture = await LectureAsync("grown", seats: 1, "waiting-list: strict-order");
        await portal.RegisterAsync(lecture, "in@grown.example");
        await portal.RegisterAsync(lecture, "next@grown.example");

        await PublishAsync(lecture, form => ((LectureForm)form).Seats = 2);

        (await portal.RegistrationAsync("next@grown.example")).State.ShouldBe(RegistrationState.Offered);
        (await portal.LettersToAsync("in@grown.example")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Publication_that_is_undone_writes_no_letter()
    {
        var lecture = await LectureAsync("undone");
        await portal.RegisterAsync(lecture, "one@undone.example");
        await Should.ThrowAsync<InvalidOperationException>(() => portal.InScopeAsync(async services =>
        {
            var steps = services.GetRequiredService<ItemSteps>();
            var publisher = services.GetRequiredService<Publisher>();
            return await steps.TakeAsync(ContentKind.Lecture, lecture, null, async item =>
            {
                await publisher.ChangeAsync(item, i => i.Hide(ContentState.Unpublished), TestContext.Current.CancellationToken);
                throw new InvalidOperationException("Something broke.");
            }, TestContext.Current.CancellationToken);
        }));

        (await portal.LettersToAsync("one@undone.example")).ShouldHaveSingleItem();
    }

    /// <summary>Saves the newest revision with something changed, and publishes it, as the editor's page does.</summary>
    private Task<bool> PublishAsync(int lecture, Action<EventForm> change) => portal.InScopeAsync(async services =>
    {
        var steps = services.GetRequiredService<ItemSteps>();
        var publisher = services.GetRequiredService<Publisher>();
        var drafts = services.GetRequiredService<ContentDrafts>();
        var draft = (await drafts.FindAsync(ContentKind.Lecture, lecture, TestContext.Current.CancellationToken))!;
        var form = (EventForm)draft.Form;
        change(form);
        var outcome = await steps.TakeAsync(ContentKind.Lecture, lecture, null, async item =>
        {
            var revision = item.Save(form, "Ed", "", portal.Clock.GetUtcNow().UtcDateTime);
            await publisher.PublishAsync(item, revision, form, TestContext.Current.CancellationToken);
            return new StepOutcome.Done(item);
        }, TestContext.Current.CancellationToken);
        outcome.ShouldBeOfType<StepOutcome.Done>();
        return true;
    });

    private Task<Lecture> OneAsync(int id) => portal.QueryAsync(db => db.Lectures.AsNoTracking().SingleAsync(l => l.Id == id, TestContext.Current.CancellationToken));

    private async Task<int> LectureAsync(string key, int seats = 10, string more = "")
    {
        using var folder = new ContentFolder().Lecture(key, seats, more);
        await portal.ImportAllAsync(folder);
        return await portal.LectureIdAsync(key);
    }
}
