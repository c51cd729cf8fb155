using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

/// <summary>A policy with all its versions, from files.</summary>
public sealed class PolicyVersionsImportTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly string _key = "p" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task All_versions_of_a_key_are_one_item_whose_clauses_keep_their_identifiers()
    {
        using var folder = Three();
        (await portal.ImportsAsync(folder)).Added.ShouldBe([Name]);
        var policy = await PolicyAsync();
        policy.LastRevision.ShouldBe(3);
        (policy.PublishedRevision, policy.PolicyType, policy.Contact).ShouldBe((3, PolicyType.Directive, "office@example.org"));
        policy.Texts.Select(text => (text.Culture, text.Title, text.Slug)).OrderBy(text => text.Culture).ShouldBe([("en", "Third", _key), ("tr", "Üçüncü", "ucuncu-" + _key)]);
        policy.Redirects.ShouldBeEmpty();
        policy.Documents.ShouldHaveSingleItem().Title.Tr.ShouldBe("Form");
        policy.Versions.OrderBy(v => v.InForceFrom).Select(v => (v.Number, v.IsMajor, v.Revision, v.ChangeNote.Tr)).ShouldBe([("1", true, 1, null), ("1.1", false, 2, null), ("2", true, 3, "Yeni.")]);
        policy.Versions.OrderBy(v => v.InForceFrom).Select(v => v.PublishedOn).ShouldBe([new(2016, 1, 1), new(2018, 1, 1), new(2026, 11, 23)]);
        (await ClausesAsync("1")).ShouldBe([("1", 1), ("2", 2)]);
        (await ClausesAsync("1.1")).ShouldBe([("1", 3), ("2", 1), ("3", 2)]);
        (await ClausesAsync("2")).ShouldBe([("1", 1), ("2", 4)]);
    }

    [Fact]
    public async Task An_unchanged_folder_is_skipped_and_of_a_changed_one_only_what_changed_is_written()
    {
        using var folder = Three();
        await portal.ImportsAsync(folder);
        (await portal.ImportsAsync(folder)).Skipped.ShouldBe([Name]);
        var before = await PolicyAsync();

        folder.File("units.yaml", "science:\n  en: Science\n  tr: Fen\n");
        Write(folder, "v2.en", "title: Third\nslug: {key}\ntype: directive\ncontact: office@example.org\nunit: science\nchange-note: New.\nin-force-from: 2020-01-01", Texts[2]);
        (await portal.ImportsAsync(folder)).Changed.ShouldBe([Name]);
        var after = await PolicyAsync();
        (after.LastRevision, after.UnitId is not null, after.Documents.Count).ShouldBe((4, true, 0));
        after.Versions.OrderBy(v => v.InForceFrom).Select(v => v.Revision).ShouldBe([1, 2, 4]);

        Write(folder, "v3.en", "title: Fourth\nslug: {key}\ntype: directive\ncontact: office@example.org\nunit: science\nchange-note: New again.\nin-force-from: week+6 mon\nlanguages: en", Texts[2] + "\n\n3. One more that stays.");
        await portal.ImportsAsync(folder.Remove($"{Name}.v1.en.md").Remove($"{Name}.v1.tr.md"));
        after = await PolicyAsync();
        after.LastRevision.ShouldBe(5);
        after.Versions.Count.ShouldBe(4);
        after.Texts.ShouldHaveSingleItem().Title.ShouldBe("Fourth");
        after.Redirects.Single().Slug.ShouldBe("ucuncu-" + _key);
        after.Uid.ShouldBe(before.Uid);
        after.Versions.Single(v => v.Number == "3").InForceFrom.ShouldBe(new DateOnly(2027, 1, 4));
        (await ClausesAsync("3")).ShouldBe([("1", 1), ("2", 4), ("3", 5)]);
        (await ClausesAsync("1")).ShouldBe([("1", 1), ("2", 2)]);
    }

    [Fact]
    public async Task A_file_without_number_is_one_of_the_versions()
    {
        using var folder = new ContentFolder();
        Write(folder, "en", "title: Now\nversion: 2\nchange-note: New.\nin-force-from: 2020-01-01\nlanguages: en", "1. A text that is new.");
        Write(folder, "v1.en", "title: Then\nversion: 1.0\nin-force-from: 2016-01-01\nlanguages: en", "1. A text.");
        await portal.ImportsAsync(folder);
        var policy = await PolicyAsync();
        policy.Versions.Select(v => v.Number).Order(StringComparer.Ordinal).ShouldBe(["1.0", "2"]);
        var text = policy.Texts.ShouldHaveSingleItem();
        (text.Title, text.Slug, policy.Redirects.Count).ShouldBe(("Now", "now", 0));
    }

    [Fact]
    public async Task What_the_folder_lacks_the_portal_has()
    {
        using var first = new ContentFolder();
        Write(first, "v1.en", "title: One\nin-force-from: 2016-01-01\nlanguages: en", "1. The first words that are there.");
        await portal.ImportsAsync(first);
        using var second = new ContentFolder();
        Write(second, "v2.en", "title: Two\nchange-note: n\nin-force-from: 2016-01-01\nlanguages: en", "1. The first words that are there.");
        (await portal.MistakesAsync(second)).ShouldBe([$"{Name}.v2.en.md:7: in-force-from: is 2016-01-01, but version 1, which comes before, is in force from 2016-01-01."]);
        Write(second, "v2.en", "title: Two\nchange-note: n\nin-force-from: 2020-01-01\nlanguages: en\ntype: guideline\ncontact: office@example.org\nsdgs: [4]\ndocuments:\n  - {kind: form, title: {en: F, tr: F}, link: https://example.org/f}", "4. The first words that are there.");
        await portal.ImportsAsync(second);
        (await ClausesAsync("2")).ShouldBe([("4", 1)]);

        using var earlier = new ContentFolder();
        Write(earlier, "v1.5.en", "title: Half\nin-force-from: 2021-01-01\nlanguages: en", "1. The first words that are there.");
        (await portal.MistakesAsync(earlier)).ShouldBe([$"{Name}.v1.5.en.md:6: in-force-from: is 2021-01-01, but version 2, which comes after, is in force from 2020-01-01."]);
        Write(earlier, "v1.5.en", "title: Half\nin-force-from: 2018-01-01\nlanguages: en", "1. The first words that are there.");
        await portal.ImportsAsync(earlier);
        var policy = await PolicyAsync();
        policy.Texts.Single().Title.ShouldBe("Two");
        // What belongs to the policy stays as the newest version's files said it.
        (policy.PolicyType, policy.Contact, policy.Goals.Single().Goal, policy.Documents.Single().Link).ShouldBe((PolicyType.Guideline, "office@example.org", 4, "https://example.org/f"));
        policy.Versions.OrderBy(v => v.InForceFrom).Select(v => (v.Number, v.IsMajor)).ShouldBe([("1", true), ("1.5", false), ("2", true)]);
        Write(earlier, "v0.1.en", "title: Nought\nin-force-from: 2010-01-01\nlanguages: en", "1. The first words that are there.");
        await portal.ImportsAsync(earlier);
        (await ClausesAsync("0.1")).ShouldBe([("1", 1)]);
    }

    [Fact]
    public async Task A_proposal_is_no_link_of_the_chain_and_changes_no_title()
    {
        using var folder = new ContentFolder();
        Write(folder, "v1.en", "title: One\nin-force-from: 2016-01-01\nlanguages: en", "1. A text.");
        Write(folder, "v2.en", "title: Two\nslug: {key}\nchange-note: n\nstage: for-comment\ncomment-from: 2026-11-01\ncomment-until: 2026-12-31\nin-force-from: 2015-01-01\nlanguages: en", "1. A text that is new.");
        await portal.ImportsAsync(folder);
        var policy = await PolicyAsync();
        var text = policy.Texts.Single();
        (text.Title, text.Slug, policy.PublishedRevision).ShouldBe(("One", _key, 2));
        policy.Versions.Single(v => v.Number == "2").Stage.ShouldBe(PolicyStage.ForComment);
    }

    [Fact]
    public async Task Versions_of_a_draft_wait_until_it_is_published()
    {
        using var folder = Three();
        Write(folder, "v2.tr", "title: Üçüncü\nchange-note: Yeni.\nstate: draft", Texts[2]);
        await portal.ImportsAsync(folder);
        (await PolicyAsync()).Versions.ShouldBeEmpty();
        Write(folder, "v2.tr", "title: Üçüncü\nchange-note: Yeni.\nstate: published", Texts[2]);
        await portal.ImportsAsync(folder);
        (await PolicyAsync()).Versions.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_words_of_a_public_version_are_corrected_with_a_note_and_no_other_way()
    {
        using var folder = Three();
        await portal.ImportsAsync(folder);
        var counts = await portal.CountsAsync();
        var corrected = Texts[0].Replace("teaches", "teachs", StringComparison.Ordinal);
        Write(folder, "v1.en", "title: First\nin-force-from: 2016-01-01\npublished-on: 2016-01-01", corrected);
        (await portal.MistakesAsync(folder)).ShouldBe(
        [
            $"{Name}.v1.en.md:1: correction-note: is missing: the words of a public version change. Say what was corrected, and why.",
            $"{Name}.v1.tr.md:1: correction-note: is missing: the words of a public version change. Say what was corrected, and why.",
        ]);
        (await portal.CountsAsync()).ShouldBe(counts);

        Write(folder, "v1.en", "title: First\ncorrection-note: A slip.\nin-force-from: 2016-01-01\npublished-on: 2016-01-01", corrected);
        Write(folder, "v1.tr", "title: Birinci\ncorrection-note: Yazım.", Texts[0]);
        portal.Clock.Now += TimeSpan.FromHours(1);
        await portal.ImportsAsync(folder);
        var policy = await PolicyAsync();
        policy.Versions.Select(v => (v.Number, v.Corrections.Count)).OrderBy(v => v.Number, StringComparer.Ordinal).ShouldBe([("1", 1), ("1.1", 0), ("2", 0)]);
        var correction = policy.Versions.Single(v => v.Number == "1").Corrections.Single();
        (correction.Note.En, correction.Note.Tr).ShouldBe(("A slip.", "Yazım."));
        correction.Changes.ShouldContain("teachs");
        policy.LastRevision.ShouldBe(4);
        policy.Texts.Single(text => text.Culture == "en").Title.ShouldBe("Third");
        (await ClausesAsync("1")).ShouldBe([("1", 1), ("2", 2)]);

        // Said once: other fields may change while the note stands there still.
        Write(folder, "v2.tr", "title: Üçüncü\nchange-note: Yenisi.", Texts[2]);
        await portal.ImportsAsync(folder);
        (await PolicyAsync()).Versions.Sum(v => v.Corrections.Count).ShouldBe(1);
        Write(folder, "v1.tr", "title: Birinci\ncorrection-note: Yine yazım.", Texts[0] + "!");
        (await portal.MistakesAsync(folder)).ShouldBe([$"{Name}.v1.en.md:6: correction-note: is that of the last correction. Say what was corrected this time."]);
    }

    [Fact]
    public async Task A_clause_that_was_new_once_keeps_the_identifier_that_it_got()
    {
        using var folder = new ContentFolder();
        const string fields = "title: \"{key}\"\nchange-note: n\nin-force-from: 2020-01-01\nlanguages: en\nclause-ids: [{number: \"1\", clause: new}]";
        Write(folder, "v1.en", "title: One\nin-force-from: 2016-01-01\nlanguages: en", "1. Wholly about apples.\n2. Concerning wooden chairs.");
        Write(folder, "v2.en", fields, "1. Wholly about apples.\n2. Concerning wooden chairs.");
        await portal.ImportsAsync(folder);
        (await ClausesAsync("2")).ShouldBe([("1", 3), ("2", 2)]);
        Write(folder, "v2.en", fields + "\ncorrection-note: A word.", "1. Wholly about apples.\n2. Concerning wooden seats.");
        await portal.ImportsAsync(folder);
        (await ClausesAsync("2")).ShouldBe([("1", 3), ("2", 2)]);
    }

    [Fact]
    public async Task An_image_that_only_an_earlier_version_shows_stays_in_use()
    {
        using var folder = new ContentFolder().File("policies/image.png", Images.Png());
        Write(folder, "v1.en", "title: One\nin-force-from: 2016-01-01\nlanguages: en", "![An image](image.png)");
        Write(folder, "v2.en", "title: \"{key}\"\nchange-note: n\nin-force-from: 2020-01-01\nlanguages: en", "1. A text.");
        await portal.ImportsAsync(folder);
        var name = (await PolicyAsync()).MediaUses.ShouldHaveSingleItem().Name;
        portal.MediaFiles().ShouldContain(name);
        using var export = await portal.ExportAsync();
        using var other = new PortalHost();
        await other.ImportsAsync(export);
        (await other.ItemAsync<Policy>(Name)).MediaUses.Select(use => use.Name).ShouldBe([name]);
    }

    [Fact]
    public async Task An_address_of_the_list_is_no_policys()
    {
        using var folder = new ContentFolder();
        Write(folder, "en", "title: Changes\nversion: 1\nin-force-from: 2020-01-01\nlanguages: en", "1. A text.");
        await RefusesAsync(folder, $"{Name}.en.md:5: slug: 'changes' is an address that the list of policies uses itself; write another.");
    }

    [Theory]
    [InlineData("2016-06-30", "2017-01-01", "is 2017-01-01, but version 1 ends on 2016-06-30: between them no version would be in force.")]
    [InlineData("2017-06-30", "2017-01-01", "is 2017-01-01, but version 1 is in force until 2017-06-30: they overlap.")]
    [InlineData(null, "2015-01-01", "is 2015-01-01, but version 1, which comes before, is in force from 2016-01-01.")]
    public async Task An_overlap_or_a_gap_is_named_with_both_dates(string? until, string from, string reason)
    {
        using var folder = new ContentFolder();
        Write(folder, "v1.en", $"title: One\nin-force-from: 2016-01-01\nlanguages: en{(until is null ? "" : "\nin-force-until: " + until)}", "1. A text.");
        Write(folder, "v2.en", $"title: \"{{key}}\"\nchange-note: n\nin-force-from: {from}\nlanguages: en", "1. A text.");
        await RefusesAsync(folder, $"{Name}.v2.en.md:7: in-force-from: {reason}");
    }

    [Theory]
    [InlineData("v2.en", "in-force-from: 2027-02-30", 8, "in-force-from: '2027-02-30' is not a date such as 2027-05-14.")]
    [InlineData("v2.en", "in-force-from: 2020-01-01\ntype: law", 9, "type: 'law' is none of policy, procedure, guideline, directive.")]
    [InlineData("v2.en", "in-force-from: 2020-01-01\nversion: 3", 9, "version: is 3, but the name of the file says 2.")]
    [InlineData("v2.en", "in-force-from: 2020-01-01\ncontact: nobody", 9, "contact: is not an e-mail address.")]
    [InlineData("v2.en", "in-force-from: 2020-01-01\nsupersedes: [policies/none]", 9, "supersedes[0]: there is no policies/none, neither in this folder nor in the portal.")]
    [InlineData("v2.en", "in-force-from: 2020-01-01\nclause-ids: [{number: \"9\", clause: c1}]", 9, "clause-ids: the text has no clause 9.")]
    [InlineData("v2.en", "in-force-from: 2020-01-01\nclause-ids: [{number: \"1\", clause: c2}]", 9, "clause-ids: c2 is no clause of the policy before this version; the last is c1.")]
    [InlineData("v2.en", "in-force-from: 2020-01-01\nclause-ids: [{number: \"1\", clause: x}]", 9, "clause-ids[0].clause: is neither a clause’s identifier such as c14 nor new.")]
    [InlineData("v2.en", "in-force-from: 2020-01-01\nsupersedes: [{key}]", 9, "supersedes: names the policy itself.")]
    [InlineData("v2.en", "in-force-from: 2020-01-01\nstage: for-comment", 1, "comment-until: is missing: a version for comment needs the last day on which remarks are taken.")]
    public async Task A_field_that_cannot_be_taken_is_named_with_file_and_line(string file, string fields, int line, string reason)
    {
        using var folder = new ContentFolder();
        Write(folder, "v1.en", "title: One\nin-force-from: 2016-01-01\nlanguages: en", "1. A text.");
        Write(folder, file, "title: \"{key}\"\nlanguages: en\nchange-note: n\n" + fields, "1. A text.");
        await RefusesAsync(folder, $"{Name}.{file}.md:{line}: {reason}");
    }

    [Fact]
    public async Task A_row_of_clauses_by_hand_that_cannot_be_read_hides_no_mistake_of_the_others()
    {
        using var folder = new ContentFolder();
        Write(folder, "v1.en", "title: One\nin-force-from: 2016-01-01\nlanguages: en", "1. A text.\n2. Another.");
        Write(folder, "v2.en", """
            title: "{key}"
            languages: en
            change-note: n
            clause-ids:
              - {number: "1", klause: c1}
              - five
              - {number: [1], clause: c2}
              - {number: "9", clause: c1}
              - {number: "2", clause: x}
              - {number: "2", clause: c77}
              - {number: "2", clause: c1}
            in-force-from: 2020-01-01
            """, "1. A text.\n2. Another.");
        const string expected = """
            9: clause-ids: 'klause' is none of number, clause.
            10: clause-ids: needs fields of its own: number, clause.
            11: number: needs one value, not a list.
            12: clause-ids: the text has no clause 9.
            13: clause-ids[4].clause: is neither a clause’s identifier such as c14 nor new.
            14: clause-ids[5].number: names clause 2 twice.
            14: clause-ids: c77 is no clause of the policy before this version; the last is c2.
            15: clause-ids[6].number: names clause 2 twice.
            15: clause-ids[6].clause: gives the identifier c1 to two clauses.
            """;
        await RefusesAsync(folder, [.. expected.Split('\n').Select(mistake => $"{Name}.v2.en.md:{mistake}")]);
    }

    [Fact]
    public async Task Policies_that_take_each_others_place_are_refused_by_name()
    {
        using var folder = new ContentFolder();
        foreach (var (policy, supersedes) in new[] { ("a", "b"), ("b", "c"), ("c", "policies/{key}-a"), ("d", "d") })
        {
            WriteSuperseding(folder, policy, supersedes);
        }

        await RefusesAsync(folder,
            $"{Name}-a.en.md:9: supersedes: makes a ring of policies that take each other’s place: {Name}-a, {Name}-b, {Name}-c, {Name}-a.",
            $"{Name}-b.en.md:9: supersedes: makes a ring of policies that take each other’s place: {Name}-b, {Name}-c, {Name}-a, {Name}-b.",
            $"{Name}-c.en.md:9: supersedes: makes a ring of policies that take each other’s place: {Name}-c, {Name}-a, {Name}-b, {Name}-c.",
            $"{Name}-d.en.md:9: supersedes: names the policy itself.");

        // Two of the three are in the portal already.
        using var first = new ContentFolder();
        WriteSuperseding(first, "a", "b");
        WriteSuperseding(first, "b", "c");
        WriteSuperseding(first, "c", null);
        await portal.ImportsAsync(first);
        using var second = new ContentFolder();
        WriteSuperseding(second, "c", "a");
        await RefusesAsync(second, $"{Name}-c.en.md:9: supersedes: makes a ring of policies that take each other’s place: {Name}-c, {Name}-a, {Name}-b, {Name}-c.");
        WriteSuperseding(second, "a", null);
        await portal.ImportsAsync(second);
    }

    private void WriteSuperseding(ContentFolder folder, string policy, string? supersedes) => folder.Text($"{Name}-{policy}.en.md",
        $"title: T{_key} {policy}\nsummary: s\nowner: o\napproving-body: b\nversion: 1\nin-force-from: 2020-01-01\nlanguages: en"
        + (supersedes is null ? "" : "\nsupersedes: " + (supersedes.Length == 1 ? $"{_key}-{supersedes}" : supersedes.Replace("{key}", _key, StringComparison.Ordinal))) + "\nnumber: P-1", "1. A text.");

    [Theory]
    [InlineData("title: One\ncontact: other@example.org", 6, "contact differs from {0}.v2.en.md:9; it belongs to the policy, so the files of all versions must say the same, or only those of the newest.")]
    [InlineData("title: One\nslug: other", 6, "slug differs from {0}.v2.en.md:10; it belongs to the policy, so the files of all versions must say the same, or only those of the newest.")]
    [InlineData("title: One\ntags: [sky]", 6, "tags belongs to the policy: write it in {0}.v2.en.md, a file of the newest version, or leave it out.")]
    [InlineData("title: One\nstate: withdrawn", 6, "state belongs to the policy: write it in {0}.v2.en.md, a file of the newest version, or leave it out.")]
    [InlineData("title: One\nlanguages: [en, tr]", 6, "The language tr is missing: write {1}.v1.tr.md beside it, or 'languages: en' if there is none.")]
    [InlineData("title: One\ndecision:", 6, "decision: has no value; leave the field out.")]
    [InlineData("titel: One", 5, "The field 'titel' is not known; did you mean 'title'?", "title: is missing.")]
    public async Task An_earlier_version_says_nothing_else_of_the_policy(string fields, int line, string reason, string? more = null)
    {
        using var folder = new ContentFolder();
        var languages = fields.Contains("languages", StringComparison.Ordinal) ? "" : "languages: en\n";
        Write(folder, "v1.en", $"{fields}\n{languages}in-force-from: 2016-01-01", "1. A text.");
        Write(folder, "v2.en", "title: Two\nlanguages: en\nchange-note: n\nin-force-from: 2020-01-01\ncontact: office@example.org\nslug: {key}", "1. A text.");
        reason = reason.Replace("{0}", Name, StringComparison.Ordinal).Replace("{1}", _key, StringComparison.Ordinal);
        await RefusesAsync(folder, more is null ? [$"{Name}.v1.en.md:{line}: {reason}"] : [$"{Name}.v1.en.md:1: {more}", $"{Name}.v1.en.md:{line}: {reason}"]);
        Write(folder, "v1.en", "title: One\nlanguages: en\nslug: {key}\ncontact: \"office@example.org\"\nin-force-from: 2016-01-01", "1. A text.");
        await portal.ImportsAsync(folder);
    }

    [Fact]
    public async Task A_version_twice_a_missing_note_and_what_is_wrong_in_a_text_are_named_in_the_file_of_their_version()
    {
        using var folder = new ContentFolder();
        Write(folder, "v1.en", "title: One\nin-force-from: 2016-01-01\nlanguages: en", "1. A text.\n\n[x](/en/nothing)");
        Write(folder, "v1.1.en", "title: One\nin-force-from: 2017-01-01\nlanguages: en", "## 1. A\n\nText.\n\n## 1. B\n\nText.");
        Write(folder, "v2.en", "title: Twice\nin-force-from: 2020-01-01\nlanguages: en", "1. A text.");
        Write(folder, "v2.0.en", "title: Twice\nchange-note: n\nin-force-from: 2020-01-01\nlanguages: en", "1. A text.");
        await RefusesAsync(folder,
            $"{Name}.v1.1.en.md:14: Clause 1 occurs twice.",
            $"{Name}.v1.en.md:12: The link '/en/nothing' goes to a page that does not exist.",
            $"{Name}.v2.0.en.md:1: version: 2.0 is a duplicate; {Name}.v2.en.md has it too.",
            $"{Name}.v2.en.md:1: change-note: is missing: the first part of the number changes, and readers are told why.");
    }

    [Fact]
    public async Task A_clause_given_by_hand_is_the_one_that_it_was()
    {
        using var folder = new ContentFolder();
        Write(folder, "v1.en", "title: One\nin-force-from: 2016-01-01\nlanguages: en", "1. Wholly about apples.\n2. Concerning wooden chairs.");
        Write(folder, "v2.en", "title: Two\nchange-note: n\nin-force-from: 2020-01-01\nlanguages: en\nclause-ids:\n  - {number: \"1\", clause: c2}\n  - {number: \"2\", clause: new}", "1. Something quite different.\n2. Concerning wooden chairs.");
        await portal.ImportsAsync(folder);
        (await ClausesAsync("2")).ShouldBe([("1", 2), ("2", 3)]);
    }

    [Theory]
    [InlineData("policies/x.v.en.md")]
    [InlineData("policies/x.v1.2.3.en.md")]
    [InlineData("policies/x.1.en.md")]
    public async Task A_name_that_says_no_version_is_refused(string file)
    {
        using var folder = new ContentFolder().Text(file, Fields.Policy.Text);
        (await portal.MistakesAsync(folder)).ShouldBe(
            [$"{file}: The name is not {{key}}.{{language}}.md or {{key}}.v{{number}}.{{language}}.md with a key of lower-case letters a–z, digits and hyphens (at most 80) and the language en or tr, and a number such as 1 or 2.1."]);
    }

    [Fact]
    public async Task Only_policies_have_versions()
    {
        using var folder = new ContentFolder().Text("people/ada.v1.en.md", Fields.Person.Text);
        (await portal.MistakesAsync(folder)).ShouldHaveSingleItem().ShouldStartWith("people/ada.v1.en.md: The name is not {key}.{language}.md with");
    }

    [Fact]
    public async Task The_documented_example_can_be_imported_as_it_stands()
    {
        using var empty = new PortalHost();
        var examples = Regex.Matches(DocumentedFieldsTests.Documentation(), @"`(policies/open-access\.v[12]\.en\.md)`[^`]*:\n\n```markdown\n(.*?)\n```", RegexOptions.Singleline);
        using var folder = new ContentFolder().File("units.yaml", "library:\n  en: Library\n  tr: Kütüphane\n");
        foreach (Match example in examples)
        {
            folder.File(example.Groups[1].Value, example.Groups[2].Value + "\n");
        }

        (await empty.ImportsAsync(folder)).Added.ShouldContain("policies/open-access");
        var policy = await empty.ItemAsync<Policy>("policies/open-access");
        policy.Versions.Select(v => v.Number).Order(StringComparer.Ordinal).ShouldBe(["1", "2"]);
        policy.LastClause.ShouldBe(4);
    }

    private static readonly string[] Texts =
    [
        "1. The University teaches languages to everybody who asks.\n2. The office keeps a list of the partners abroad.",
        "1. Wholly new and of other things.\n2. The University teaches languages to everybody who asks.\n3. The office keeps a list of the partners abroad.",
        "1. The University teaches languages to everybody who asks.\n2. Chairs are made of wood.",
    ];

    private string Name => "policies/" + _key;

    private ContentFolder Three()
    {
        var folder = new ContentFolder();
        Write(folder, "v1.en", "title: First\nin-force-from: 2016-01-01\npublished-on: 2016-01-01", Texts[0]);
        Write(folder, "v1.tr", "title: Birinci", Texts[0]);
        Write(folder, "v1.1.en", "title: Second\nin-force-from: 2018-01-01\npublished-on: 2018-01-01", Texts[1]);
        Write(folder, "v1.1.tr", "title: İkinci", Texts[1]);
        Write(folder, "v2.en", "title: Third\nslug: {key}\ntype: directive\ncontact: office@example.org\ndocuments: [{kind: form, title: {en: Form, tr: Form}, link: https://example.org/f}]\nchange-note: New.\nin-force-from: 2020-01-01", Texts[2]);
        Write(folder, "v2.tr", "title: Üçüncü\nslug: ucuncu-{key}\nchange-note: Yeni.", Texts[2]);
        return folder;
    }

    private void Write(ContentFolder folder, string file, string fields, string body) => folder.Text($"{Name}.{file}.md",
        $"summary: s\nowner: o\napproving-body: b\n{fields.Replace("{key}", _key, StringComparison.Ordinal)}{(file.EndsWith("en", StringComparison.Ordinal) ? "\nnumber: P-1" : "")}", body);

    private async Task RefusesAsync(ContentFolder folder, params string[] mistakes)
    {
        var counts = await portal.CountsAsync();
        (await portal.MistakesAsync(folder)).ShouldBe(mistakes);
        (await portal.CountsAsync()).ShouldBe(counts);
    }

    private Task<Policy> PolicyAsync() => portal.ItemAsync<Policy>(Name);

    /// <summary>Number and identifier of each clause of a version; the same in every language.</summary>
    private async Task<IReadOnlyList<(string? Number, int? Clause)>> ClausesAsync(string version)
    {
        var policy = await PolicyAsync();
        var texts = policy.Versions.Single(v => v.Number == version).Texts.Select(text => text.Id).ToList();
        var passages = await portal.QueryAsync(db => db.Set<PolicyPassage>().Where(p => texts.Contains(p.PolicyVersionTextId) && p.Clause != null).OrderBy(p => p.Position).ToListAsync(Cancellation));
        var all = passages.GroupBy(p => p.PolicyVersionTextId).Select(text => text.Select(p => (p.Number, p.Clause)).ToList()).ToList();
        all.Count.ShouldBe(texts.Count);
        all.ShouldAllBe(text => text.SequenceEqual(all[0]));
        return all[0];
    }
}
