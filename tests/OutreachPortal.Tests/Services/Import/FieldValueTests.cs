using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

public sealed class FieldValueTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("seminars", "start", "2026-02-30 14:00", "start: '2026-02-30 14:00' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "start", "tomorrow", "start: 'tomorrow' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "start", "14:00", "start: '14:00' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "start", "2026-12-03", "start: '2026-12-03' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "start", "03.12.2026 14:00", "start: '03.12.2026 14:00' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "start", "0202-12-03 14:00", "start: '0202-12-03 14:00' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "start", "week+2 foo 14:00", "start: 'week+2 foo 14:00' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "start", "week+9999999 thu 14:00", "start: 'week+9999999 thu 14:00' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "start", "week+2 thu 25:00", "start: 'week+2 thu 25:00' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "start", "[2026-12-03 14:00]", "start: needs one value, not a list.")]
    [InlineData("seminars", "start", "", "start: has no value; leave the field out.")]
    [InlineData("seminars", "end", "24:00", "end: '24:00' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "end", "25:99", "end: '25:99' is not a date and time such as 2027-05-14 20:30.")]
    [InlineData("seminars", "end", "13:59", "end: is not after the start.")]
    [InlineData("seminars", "end", "14:00", "end: is not after the start.")]
    [InlineData("seminars", "end", "2026-12-02 15:00", "end: is not after the start.")]
    [InlineData("seminars", "mode", "by post", "mode: 'by post' is none of on-site, online, hybrid.")]
    [InlineData("seminars", "mode", "OnSite", "mode: 'OnSite' is none of on-site, online, hybrid.")]
    [InlineData("seminars", "audience", "[pupils, martians]", "audience: 'martians' is none of pupils, students, teachers, adults, professionals, alumni.")]
    [InlineData("seminars", "audience", "[]", "audience: is missing.")]
    [InlineData("seminars", "time-zone", "Mars/Olympus", "time-zone: 'Mars/Olympus' is not an IANA time zone, such as Europe/Istanbul.")]
    [InlineData("seminars", "time-zone", "EST", "time-zone: 'EST' is not an IANA time zone, such as Europe/Istanbul.")]
    [InlineData("seminars", "time-zone", "../Istanbul", "time-zone: '../Istanbul' is not an IANA time zone, such as Europe/Istanbul.")]
    [InlineData("seminars", "title", "\"a\\0b\"", "title: holds a control character.")]
    [InlineData("seminars", "title", "\"a\\eb\"", "title: holds a control character.")]
    [InlineData("seminars", "title", "[a, b]", "title: needs one value, not a list.")]
    [InlineData("seminars", "title", "", "title: has no value; leave the field out.")]
    [InlineData("seminars", "title", "'   '", "title: has no value; leave the field out.")]
    [InlineData("seminars", "place", "", "place: has no value; leave the field out.")]
    [InlineData("seminars", "previous-start", "2026-12-01 10:00", "previous-start: is for an event whose status is moved.")]
    [InlineData("seminars", "speakers", "Ada", "speakers: needs fields of its own: person, name, role, affiliation.")]
    [InlineData("seminars", "speakers", "[{role: {en: Host}}]", "speakers[0].person: A speaker needs either person or name.")]
    [InlineData("seminars", "speakers", "[{name: A, nmae: B}]", "speakers: 'nmae' is none of person, name, role, affiliation.")]
    [InlineData("seminars", "speakers", "[{name: A, role: Host}]", "role: needs a text in each language: {en: …, tr: …}.")]
    [InlineData("seminars", "speakers", "[{name: A, role: {fr: Hôte}}]", "role: 'fr' is neither en nor tr.")]
    [InlineData("seminars", "merged-into", "seminars/item", "merged-into: is for an item whose state is merged.")]
    [InlineData("seminars", "state", "merged", "merged-into: is missing: a merged page sends its readers to another.", 1)]
    [InlineData("seminars", "state", "hidden", "state: 'hidden' is none of draft, published, withdrawn, unpublished, merged.")]
    [InlineData("seminars", "state", "withdrawn", "withdrawn-reason: A withdrawn page needs a reason.", 1)]
    [InlineData("seminars", "sdgs", "[4, 18]", "sdgs: may hold only 1 to 17.")]
    [InlineData("seminars", "sdgs", "[four]", "sdgs: 'four' is not a whole number.")]
    [InlineData("seminars", "slug", "Not a slug", "slug: may hold only a–z, digits and single hyphens.")]
    [InlineData("seminars", "slug", "a--b", "slug: may hold only a–z, digits and single hyphens.")]
    [InlineData("seminars", "slug", "ışık", "slug: may hold only a–z, digits and single hyphens.")]
    [InlineData("lectures", "seats", "0", "seats: must be between 1 and 100000.")]
    [InlineData("lectures", "seats", "100001", "seats: must be between 1 and 100000.")]
    [InlineData("lectures", "seats", "many", "seats: 'many' is not a whole number.")]
    [InlineData("lectures", "seats", "12.5", "seats: '12.5' is not a whole number.")]
    [InlineData("lectures", "seats", "99999999999", "seats: '99999999999' is not a whole number.")]
    [InlineData("lectures", "hold-minutes", "4", "hold-minutes: must be between 5 and 10080.")]
    [InlineData("lectures", "largest-party", "0", "largest-party: must be between 1 and 1000.")]
    [InlineData("lectures", "waiting-list", "lottery", "waiting-list: 'lottery' is none of none, strict-order, best-fit.")]
    [InlineData("lectures", "approval", "true", "approval: needs seats in the hall or online: without them nobody can register.")]
    [InlineData("lectures", "waiting-list", "best-fit", "waiting-list: needs seats in the hall or online: without them nobody can register.")]
    [InlineData("lectures", "online-seats", "10", "online-seats: is for an online or hybrid lecture, but the mode is on site.")]
    [InlineData("lectures", "changes-until", "2026-12-03 14:01", "changes-until: is after the start.")]
    [InlineData("lectures", "seats", "10\nregistration-opens: 2026-12-03 14:00", "registration-opens: is not before the start, when registration is over.", 11)]
    [InlineData("lectures", "seats", "10\nregistration-closes: 2026-12-03 14:01", "registration-closes: is after the start, when registration is over.", 11)]
    [InlineData("lectures", "registration-opens", "2026-12-02 10:00\nseats: 10\nregistration-closes: 2026-12-02 10:00", "registration-closes: is not after registration opens.", 12)]
    [InlineData("lectures", "questions", "[{kind: essay, text: {en: T}}]\nseats: 10", "kind: 'essay' is none of short-text, long-text, number, one, several, yes-no.")]
    [InlineData("lectures", "questions", "[{text: {en: T}}]\nseats: 10", "questions[0].kind: is missing.")]
    [InlineData("lectures", "questions", "[{kind: number}]\nseats: 10", "questions[0].text: is missing.")]
    [InlineData("lectures", "questions", "[{kind: number, text: {en: T}, options: {en: \"A\\nB\"}}]\nseats: 10", "questions[0].options: is for questions of which one or several answers are chosen.")]
    [InlineData("lectures", "questions", "[{kind: one, text: {en: T}, options: {en: A}}]\nseats: 10", "questions[0].options: needs at least two options, each on a line of its own.")]
    [InlineData("lectures", "questions", "[{kind: one, text: {en: T}, options: {en: \"A\\n B \\nB\"}}]\nseats: 10", "questions[0].options: names the option “B” twice.")]
    [InlineData("lectures", "questions", "[{kind: one, text: {en: T}, options: {en: \"A\\nB\", tr: \"A\\nB\\nC\"}}]\nseats: 10", "questions[0].options: needs the same options in each language, line by line.")]
    [InlineData("lectures", "questions", "[{kind: number, key: a, text: {en: T}}, {kind: number, key: a, text: {en: U}}]\nseats: 10", "questions[1].key: is the key of another question too.")]
    [InlineData("lectures", "questions", "[{kind: number, key: A b, text: {en: T}}]\nseats: 10", "questions[0].key: may hold only a–z, digits and single hyphens.")]
    [InlineData("programmes", "starts", "2026-02-30", "starts: '2026-02-30' is not a date such as 2027-05-14.")]
    [InlineData("programmes", "contact", "nobody", "contact: is not an e-mail address.")]
    [InlineData("policies", "version", "one", "version: is not a version such as 1 or 2.1.")]
    [InlineData("policies", "authoritative-language", "fr", "authoritative-language: is neither en nor tr.")]
    [InlineData("policies", "authoritative-language", "tr", "authoritative-language: names a language that the policy has no text in.")]
    [InlineData("policies", "in-force-until", "2025-12-31", "in-force-until: is before in-force-from.")]
    [InlineData("partners", "country", "Turkey", "country: is not a country's two letters, such as TR.")]
    [InlineData("partners", "agreements", "[{title: {en: T}, from: 2026-02-30}]", "from: '2026-02-30' is not a date such as 2027-05-14.")]
    [InlineData("partners", "agreements", "[{title: {en: T}}]", "agreements[0].from: is missing.")]
    [InlineData("partners", "agreements", "[{from: 2026-01-01}]", "agreements[0].title: is missing.")]
    [InlineData("partners", "agreements", "[{title: {en: T}, from: 2026-01-02, until: 2026-01-01}]", "agreements[0].until: is before from.")]
    [InlineData("partners", "pledges", "[{title: {en: T}, unit: {en: pupils}, goal: 0, reached: 1, as-of: 2026-01-01}]", "pledges[0].goal: must be between 1 and 1000000000000.")]
    [InlineData("partners", "pledges", "[{title: {en: T}, unit: {en: pupils}, goal: 5, reached: -1, as-of: 2026-01-01}]", "pledges[0].reached: must be between 0 and 1000000000000.")]
    [InlineData("figures", "value", "much", "value: 'much' is not a number.")]
    [InlineData("figures", "value", "-1", "value: must be between 0 and 1000000000000.")]
    [InlineData("figures", "featured", "yes", "featured: 'yes' is neither true nor false.")]
    [InlineData("figures", "rule", "progress", "goal: is missing: progress needs a goal above 0.", 1)]
    [InlineData("figures", "rule", "running-total", "from: is missing: this rule counts from a day.", 1)]
    [InlineData("figures", "series", "[{label: '2022'}]", "series[0].value: is missing.")]
    [InlineData("figures", "series", "[{label: '2022', value: x}]", "value: 'x' is not a number.")]
    public async Task Import_names_file_line_and_field_of_a_value_that_it_cannot_take(
        string kind, string field, string value, string reason, int? line = null)
    {
        var fields = Fields.Of(kind).With(field, value);
        using var folder = new ContentFolder().Item(kind + "/item", fields);
        (await portal.MistakesAsync(folder)).ShouldBe([$"{kind}/item.en.md:{line ?? fields.Line(field)}: {reason}"]);
    }

    [Theory]
    [InlineData("online-link")]
    [InlineData("recording")]
    [InlineData("slides")]
    public async Task Import_takes_nothing_but_https_for_an_address(string field)
    {
        foreach (var address in new[]
        {
            "http://example.org/", "javascript:alert(1)", "//example.org/", "/en", "https:example.org", "https:/example.org", "https://",
            "https://user@example.org/", "https://user:word@example.org/", "\"https://example.org/\\tx\"", "https://exa mple.org/",
            "https://example.org/" + new string('a', 500), "data:text/html,x", "ftp://example.org/",
        })
        {
            var fields = Fields.Seminar.With(field, address);
            using var folder = new ContentFolder().Item("seminars/item", fields);
            (await portal.MistakesAsync(folder)).ShouldBe(
                [$"seminars/item.en.md:{fields.Line(field)}: {field}: is not an https address of at most 500 characters."], address);
        }
    }

    [Theory]
    [InlineData("seminars", "title", 200, "title: must be a string with a maximum length of 200.")]
    [InlineData("seminars", "summary", 500, "summary: must be a string with a maximum length of 500.")]
    [InlineData("seminars", "slug", 100, "slug: must be a string with a maximum length of 100.")]
    [InlineData("seminars", "place", 200, "place: is longer than 200 characters.")]
    [InlineData("seminars", "address", 200, "address: must be a string with a maximum length of 200.")]
    [InlineData("seminars", "status-note", 500, "status-note: is longer than 500 characters.")]
    [InlineData("seminars", "withdrawn-reason", 500, "withdrawn-reason: is longer than 500 characters.")]
    [InlineData("programmes", "schedule", 200, "schedule: is longer than 200 characters.")]
    [InlineData("policies", "number", 40, "number: must be a string with a maximum length of 40.")]
    [InlineData("policies", "owner", 200, "owner: is longer than 200 characters.")]
    [InlineData("policies", "approving-body", 200, "approving-body: is longer than 200 characters.")]
    [InlineData("policies", "decision", 100, "decision: must be a string with a maximum length of 100.")]
    [InlineData("policies", "change-note", 500, "change-note: is longer than 500 characters.")]
    [InlineData("people", "academic-title", 60, "academic-title: is longer than 60 characters.")]
    [InlineData("people", "position", 200, "position: is longer than 200 characters.")]
    [InlineData("people", "affiliation", 200, "affiliation: is longer than 200 characters.")]
    [InlineData("figures", "unit-of-measure", 60, "unit-of-measure: is longer than 60 characters.")]
    [InlineData("figures", "method", 300, "method: is longer than 300 characters.")]
    [InlineData("figures", "source", 200, "source: is longer than 200 characters.")]
    public async Task Import_takes_a_text_of_the_greatest_length_and_no_longer(string kind, string field, int length, string reason)
    {
        var key = $"{kind}/long-{field}";
        var fields = Fields.Of(kind).With("title", "Long " + field).With("slug", "long-" + field).With(field, new string('a', length + 1));
        using var tooLong = new ContentFolder().Item(key, fields);
        (await portal.MistakesAsync(tooLong)).ShouldBe([$"{key}.en.md:{fields.Line(field)}: {reason}"]);

        using var longest = new ContentFolder().Item(key, fields.With(field, new string('a', length)));
        (await portal.MistakesAsync(longest)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_names_the_line_of_a_field_within_a_part_of_a_list()
    {
        using var folder = new ContentFolder().Item("partners/lines", new Fields(Fields.Partner.Text + """

            agreements:
              - title: {en: One}
                from: 2026-01-01
              - title: {en: Two}
                from: 2026-01-01
                until: 2025-01-01
              - title: {en: Three}
            """));
        (await portal.MistakesAsync(folder)).ShouldBe(
        [
            "partners/lines.en.md:12: agreements[1].until: is before from.",
            "partners/lines.en.md:13: agreements[2].from: is missing.",
        ]);
    }

    [Fact]
    public async Task Import_takes_a_list_of_one_without_brackets()
    {
        using var folder = new ContentFolder().Item("seminars/one-of-list", Fields.Seminar.With("title", "One of list").With("audience", "adults").With("sdgs", "4"));
        await portal.ImportsAsync(folder);
        var seminar = await portal.ItemAsync<OutreachPortal.Models.Seminar>("seminars/one-of-list");
        seminar.Audience.ShouldBe(OutreachPortal.Models.Audience.Adults);
        seminar.Goals.Select(goal => goal.Goal).ShouldBe([4]);
    }
}
