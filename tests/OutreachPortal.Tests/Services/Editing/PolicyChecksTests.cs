using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Editing;

/// <summary>What publishing asks of a policy, as an editor meets it.</summary>
public sealed class PolicyChecksTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("2", "2020-02-01", "", "is 1 February 2020, but version 1, which comes before, is in force from 1 February 2020.")]
    [InlineData("2", "2019-12-31", "", "is 31 December 2019, but version 1, which comes before, is in force from 1 February 2020.")]
    [InlineData("4", "2028-01-01", "", "is 1 January 2028, but version 3 ends on 31 December 2026: between them no version would be in force.")]
    [InlineData("4", "2026-12-31", "", "is 31 December 2026, but version 3 is in force until 31 December 2026: they overlap.")]
    [InlineData("2", "2024-06-01", "", "is 1 June 2024, but version 3, which comes after, is in force from 1 June 2024.")]
    [InlineData("2", "2023-01-01", "2024-06-02", "is 2 June 2024, but version 3 is in force from 1 June 2024: they overlap.")]
    [InlineData("2", "2023-01-01", "2024-05-30", "is 30 May 2024, but version 3 is in force from 1 June 2024: between them no version would be in force.")]
    public async Task Overlaps_and_gaps_are_refused_with_both_dates(string version, string from, string until, string complaint)
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var third = new Dictionary<string, string>(PolicyDesk.Second(first, "3", "2024-06-01")) { ["InForceUntil"] = "2026-12-31" };
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first, third);
        await desk.SaveAsync(ed, new(PolicyDesk.Second(first, version, from)) { ["InForceUntil"] = until });
        await RefusedAsync(desk, ed, complaint);
        var scheduled = await desk.StepAsync(ed, "schedule", ("Day", "2026-12-24"), ("Time", "10:00"), ("Reason", "All the same."));
        scheduled.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Pages.Parse(await scheduled.TextAsync()).Body!.Words().ShouldContain(complaint);
    }

    [Fact]
    public async Task Days_are_said_in_the_readers_language()
    {
        var ed = await portal.SignedInAsync("Emine", Roles.Editor, Languages.Turkish);
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, PolicyDesk.Second(first, "2", "2020-01-01"));
        await RefusedAsync(desk, ed, "Yürürlük tarihi 1 Ocak 2020; ancak önce gelen 1 numaralı sürüm 1 Şubat 2020 tarihinde yürürlüğe giriyor.");
    }

    [Fact]
    public async Task Policies_that_take_each_others_place_are_named()
    {
        var ed = await portal.EdTheEditorAsync();
        var (old, newer) = (PolicyDesk.Fields("The old rule"), PolicyDesk.Fields("The newer rule"));
        var first = await PolicyDesk.PublishedAsync(portal, ed, old);
        var second = await PolicyDesk.PublishedAsync(portal, ed, new Dictionary<string, string>(newer) { ["Supersedes[0]"] = (await first.ItemAsync()).Key });
        await first.SaveAsync(ed, new(old) { ["Supersedes[0]"] = (await second.ItemAsync()).Key });
        await RefusedAsync(first, ed, "makes a ring of policies that take each other’s place: The old rule, The newer rule, The old rule.");
        await first.SaveAsync(ed, new(old) { ["Supersedes[0]"] = (await first.ItemAsync()).Key });
        await RefusedAsync(first, ed, "names the policy itself.");
    }

    [Fact]
    public async Task A_proposal_stands_in_nobodys_way()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        await PolicyDesk.PublishedAsync(portal, ed, first, new(PolicyDesk.Second(first, "2", "2020-01-01")) { ["Stage"] = "ForComment", ["CommentUntil"] = "2026-12-31" });
    }

    [Fact]
    public async Task What_was_approved_does_not_become_a_proposal_again()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, new(first) { ["Stage"] = "ForComment", ["CommentUntil"] = "2026-12-31" });
        await RefusedAsync(desk, ed, "is for comment, but version 1 was approved already.");
    }

    [Fact]
    public async Task What_has_been_in_force_does_not_begin_on_a_later_day()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, new(first) { ["InForceFrom"] = "2035-02-01" }, isMinor: true);
        await RefusedAsync(desk, ed, "is 1 February 2035, but version 1 has been in force since 1 February 2020. Write a new version.");
        await desk.SaveAsync(ed, new(first) { ["InForceFrom"] = "2020-02-03" }, isMinor: true);
        await desk.DoneAsync(ed, "publish");
    }

    [Fact]
    public async Task A_major_version_says_what_changed_in_each_language()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, new(PolicyDesk.Second(first)) { ["ChangeNote.Tr"] = "" });
        var page = await RefusedAsync(desk, ed, "What changed in this version, and why (Turkish) is missing: the first part of the number changes");
        page.ShouldNotContain("why (English) is missing");
        await desk.SaveAsync(ed, new(PolicyDesk.Second(first, "1.1")) { ["ChangeNote.Tr"] = "", ["ChangeNote.En"] = "" });
        await desk.DoneAsync(ed, "publish");
    }

    [Fact]
    public async Task Changing_the_words_of_a_public_version_is_a_correction_with_a_note_of_its_own()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        var corrected = new Dictionary<string, string>(first) { ["Texts[en].Body"] = first["Texts[en].Body"].Replace("sign", "signed", StringComparison.Ordinal) };
        await desk.SaveAsync(ed, corrected, isMinor: true);
        await RefusedAsync(desk, ed, "What was corrected, and why (English) is missing: the words of a public version change.");
        corrected = new(corrected) { ["CorrectionNote.En"] = "A letter.", ["CorrectionNote.Tr"] = "Bir harf." };
        await desk.SaveAsync(ed, corrected, isMinor: true);
        await desk.DoneAsync(ed, "publish");
        var version = (await portal.PolicyAsync(desk)).Versions.ShouldHaveSingleItem();
        version.Corrections.ShouldHaveSingleItem().Note.En.ShouldBe("A letter.");
        await desk.SaveAsync(ed, new(corrected) { ["Texts[en].Title"] = "Another title" }, isMinor: true);
        await RefusedAsync(desk, ed, "is that of the last correction. Say what was corrected this time.");
        await desk.SaveAsync(ed, new(corrected) { ["NextReviewOn"] = "2030-01-01" }, isMinor: true);
        await desk.DoneAsync(ed, "publish");
        (await portal.PolicyAsync(desk)).Versions.Single().Corrections.Count.ShouldBe(1, "a day that is set is no correction of the words");
    }

    [Fact]
    public async Task A_clause_numbered_twice_is_refused_whatever_the_reason()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await PolicyDesk.NewAsync(portal, ed, new(PolicyDesk.Fields()) { ["Texts[en].Body"] = "1. One.\n\n## 1. Again\n\nText." });
        await RefusedAsync(desk, ed, "Clause 1 occurs twice.");
    }

    [Fact]
    public async Task Clauses_told_by_hand_have_to_be_there_and_known()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, new(PolicyDesk.Second(first)) { ["ClauseIds[0].Number"] = "7.7", ["ClauseIds[0].Clause"] = "c1", ["ClauseIds[1].Number"] = "1.2", ["ClauseIds[1].Clause"] = "c99" });
        var page = await RefusedAsync(desk, ed, "names clause 7.7, which the text does not have.");
        page.ShouldContain("names c99, an identifier that this policy has never given.");
        page.ShouldContain($"href=\"{desk.Address}/clauses\"");
    }

    [Theory]
    [InlineData("changes")]
    [InlineData("comments")]
    public async Task A_policy_does_not_stand_where_the_list_has_a_page(string slug)
    {
        var ed = await portal.EdTheEditorAsync();
        var typed = await PolicyDesk.NewAsync(portal, ed, new(PolicyDesk.Fields()) { ["Texts[tr].Slug"] = slug });
        await RefusedAsync(typed, ed, "(Turkish) is an address that the list of policies uses itself.");
        var made = await PolicyDesk.NewAsync(portal, ed, new(PolicyDesk.Fields()) { ["Texts[en].Title"] = slug });
        await RefusedAsync(made, ed, "is an address that the list of policies uses itself.");
    }

    [Fact]
    public async Task A_translation_that_lacks_clauses_is_told_and_may_be_published_with_a_reason()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await PolicyDesk.NewAsync(portal, ed, new(PolicyDesk.Fields()) { ["Texts[en].Body"] = "## 1. Scope\n\nText.\n\n## 2. More\n\nText." });
        var asked = await desk.StepAsync(ed, "publish");
        asked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var words = Pages.Parse(await asked.TextAsync()).Body!.Words();
        words.ShouldContain("Text (English) lacks clauses that the text which decides has: 1.1, 1.2.");
        words.ShouldContain("Text (English) has clauses that the text which decides lacks: 2.");
        await desk.DoneAsync(ed, "publish", ("Reason", "It comes next week."));
        (await portal.PolicyAsync(desk)).Versions.Single().Texts.Single(t => t.Culture == "en").IsBehind.ShouldBeTrue();
    }

    [Fact]
    public async Task A_half_written_policy_is_told_what_it_lacks()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await PolicyDesk.NewAsync(portal, ed, new() { ["Texts[en].Title"] = "Half a policy", ["OneLanguage"] = "true" });
        var page = await RefusedAsync(desk, ed, "In force from is missing.");
        page.ShouldContain("Approved by");
    }

    private static async Task<string> RefusedAsync(Desk desk, HttpClient editor, string complaint)
    {
        var answer = await desk.StepAsync(editor, "publish", ("Reason", "All the same."));
        var text = await answer.TextAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, text);
        Pages.Parse(text).Body!.Words().ShouldContain(complaint);
        return text;
    }
}
