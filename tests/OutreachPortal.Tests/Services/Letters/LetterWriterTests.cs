using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Letters;

/// <summary>Letters as they would go out: the mail server of these portals never answers, so that all of them wait.</summary>
public sealed class LetterWriterTests(UnsentPortal portal) : IClassFixture<UnsentPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> KindsInLanguages => [.. RegistrationLetterKinds.All.SelectMany(kind => Languages.All.Select(language => (kind, language)))];

    [Theory]
    [MemberData(nameof(KindsInLanguages))]
    public async Task Own_words_of_each_kind_leave_nothing_open_and_lead_where_they_should(string kind, string language)
    {
        var own = LetterTemplates.OwnOf(kind, language);
        LetterTemplates.Problems(kind, own, portal.Services.GetRequiredService<LetterPaper>()).ShouldBeEmpty();
        var letter = await portal.InScopeAsync(services => services.GetRequiredService<LetterWriter>().SampleAsync(kind, language, own, Cancellation));
        foreach (var text in new[] { letter.Subject, letter.Text, letter.Html.Replace("{{", "", StringComparison.Ordinal) })
        {
            text.ShouldNotBeEmpty();
            text.ShouldNotContain("{{");
            text.ShouldNotContain("**");
        }

        letter.Html.ShouldNotContain("{{");
        var page = new HtmlParser().ParseDocument(letter.Html);
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.QuerySelectorAll("img, script, link, iframe, form").ShouldBeEmpty();
        page.Words("body").ShouldContain(language == "tr" ? "Merhaba Ayşe Yılmaz," : "Hello Ayşe Yılmaz,");
        var key = kind == RegistrationLetterKinds.Thanks ? $"/{language}/certificates/" : $"/{language}/registrations/";
        letter.Text.ShouldContain(key);
        page.QuerySelectorAll("a").ShouldContain(link => link.GetAttribute("href")!.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_people_typed_is_never_read_as_Markdown_HTML_or_placeholders()
    {
        var (letter, written) = await OneAsync("evil", with: party => party with
        {
            Name = "[click](http://evil.example) <b>bold</b> {{link}} **x** http://evil2.example\n\n# Title\r\nBcc: x@evil.example",
            Kind = PartyKind.Class,
            Seats = 3,
            Pupils = 2,
            Adults = 1,
            School = "<img src=x onerror=alert(1)>",
        });
        var page = new HtmlParser().ParseDocument(written.Html);
        page.QuerySelectorAll("a").ShouldNotContain(link => link.GetAttribute("href")!.Contains("evil", StringComparison.Ordinal));
        page.QuerySelectorAll("b, h1, h2, img").ShouldBeEmpty();
        page.Words("body").ShouldContain("[click](http://evil. example) <b>bold</b> {{link}} **x** http://evil2. example # Title Bcc: x@evil. example,");
        written.Subject.ShouldNotContain('\n');
        letter.ToName.ShouldNotContain('\n');
        written.Text.ShouldNotContain("\nBcc");
    }

    [Theory]
    [InlineData("Claim your gift: evil.example now", "Claim your gift: evil. example now")]
    [InlineData("ödül.com.tr", "ödül. com. tr")]
    [InlineData("Prof.Dr.Ayşe M.Şahin", "Prof. Dr. Ayşe M. Şahin")]
    [InlineData("Prof. Dr. Ali A.Ş. Can", "Prof. Dr. Ali A.Ş. Can")]
    public async Task Name_has_nothing_of_which_a_mail_program_would_make_a_link(string typed, string read)
    {
        var (_, written) = await OneAsync(TextFolding.Slug("bare " + typed), with: party => party with { Name = typed });
        written.Text.ShouldContain($"Hello {read},");
        new HtmlParser().ParseDocument(written.Html).Words("body").ShouldContain($"Hello {read},");
    }

    [Fact]
    public async Task Words_of_staff_are_used_and_may_neither_load_nor_lead_where_nothing_should()
    {
        await portal.QueryAsync(async db =>
        {
            db.LetterTemplates.Add(new()
            {
                Kind = RegistrationLetterKinds.Requested,
                Language = "en",
                Version = Guid.NewGuid(),
                Subject = "Hi {{name}}",
                Body = "<script>x</script>\n\n![a cat](https://x.example/cat.png) [bad](javascript:alert(1)) [lectures](/en/lectures)\n\n{{#school}}Never{{/school}}Open {{link}} now",
            });
            return await db.SaveChangesAsync(Cancellation);
        });
        var (letter, written) = await OneAsync("staff", "approval: true", party => party with { Name = "Ada", IsAddressKnown = true });
        letter.Kind.ShouldBe(RegistrationLetterKinds.Requested);
        written.Subject.ShouldBe("Hi Ada");
        var page = new HtmlParser().ParseDocument(written.Html);
        page.QuerySelectorAll("script, img").ShouldBeEmpty();
        page.Words("body").ShouldContain("a cat bad lectures");
        page.Words("body").ShouldNotContain("Never");
        page.QuerySelectorAll("a").ShouldNotContain(link => link.GetAttribute("href")!.StartsWith("javascript", StringComparison.OrdinalIgnoreCase));
        page.QuerySelectorAll("a").ShouldContain(link => link.GetAttribute("href")!.StartsWith("http", StringComparison.Ordinal) && link.GetAttribute("href")!.EndsWith("/en/lectures", StringComparison.Ordinal));
        written.Text.ShouldContain("Open http");
    }

    [Fact]
    public async Task Entry_in_the_calendar_keeps_its_name_and_its_number_goes_up_through_cancelling_and_registering_again()
    {
        var lecture = await LectureAsync("entry");
        for (var round = 0; round < 2; round++)
        {
            await portal.RegisterAsync(lecture, "entry@x.example", with: party => party with { IsAddressKnown = true });
            var id = (await portal.RegistrationAsync("entry@x.example")).Id;
            await portal.SeatAsync((book, c) => book.CancelAsync(id, RegistrationEnding.Cancelled, "", null, c));
        }

        // Erased, and registered once more: nobody knows of the letters before.
        var last = (await portal.RegistrationAsync("entry@x.example")).Id;
        var entries = await EntriesAsync("entry@x.example");
        await portal.SeatAsync((book, c) => book.EraseAsync(last, c));
        await portal.RegisterAsync(lecture, "entry@x.example", with: party => party with { IsAddressKnown = true });
        entries.AddRange(await EntriesAsync("entry@x.example"));
        entries.Select(entry => entry.Text("METHOD")).ShouldBe(["PUBLISH", "CANCEL", "PUBLISH", "CANCEL", "PUBLISH"]);
        entries.Select(entry => entry.Events.Single().Text("STATUS")).ShouldBe(["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED", "CONFIRMED"]);
        entries.Select(entry => entry.Events.Single().Text("UID")).Distinct().ShouldHaveSingleItem();
        var numbers = entries.Select(entry => int.Parse(entry.Events.Single().Text("SEQUENCE"), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        numbers.ShouldBe(numbers.Distinct().Order());
        entries[0].Events.Single()["ORGANIZER"].Value.ShouldStartWith("mailto:");
    }

    [Fact]
    public async Task Party_that_is_moved_to_another_lecture_learns_from_where_and_its_old_entry_is_taken_back()
    {
        var (from, to) = (await LectureAsync("left-behind"), await LectureAsync("moved-to"));
        await portal.RegisterAsync(from, "mover@x.example", with: party => party with { IsAddressKnown = true });
        var id = (await portal.RegistrationAsync("mover@x.example")).Id;
        var old = (await EntriesAsync("mover@x.example")).Single().Events.Single();
        (await portal.SeatAsync((book, c) => book.MoveAsync(id, to, SeatPlace.Hall, "Rita", c))).ShouldBe(SeatOutcome.Done);

        var text = (await WrittenAsync("mover@x.example"))[^1].Written.Text;
        text.ShouldContain("> Your registration was moved here from “Lecture left-behind”.\n\n");
        text.ShouldContain("It was to be on Thursday 3 December 2026");
        text.ShouldContain("It was to be here: Hall 1");
        var both = (await EntriesAsync("mover@x.example"))[^1].Events.ToDictionary(entry => entry.Text("UID"), entry => (Status: entry.Text("STATUS"), Sequence: int.Parse(entry.Text("SEQUENCE"), System.Globalization.CultureInfo.InvariantCulture)));
        both.Count.ShouldBe(2);
        both[old.Text("UID")].Status.ShouldBe("CANCELLED");
        both[old.Text("UID")].Sequence.ShouldBeGreaterThan(int.Parse(old.Text("SEQUENCE"), System.Globalization.CultureInfo.InvariantCulture));
        both.Single(entry => entry.Key != old.Text("UID")).Value.Status.ShouldBe("CONFIRMED");
    }

    [Fact]
    public async Task Nothing_is_taken_out_of_a_calendar_into_which_nothing_was_put()
    {
        await portal.RegisterAsync(await LectureAsync("never-there"), "never-there@x.example");
        var id = (await portal.RegistrationAsync("never-there@x.example")).Id;
        await portal.SeatAsync((book, c) => book.CancelAsync(id, RegistrationEnding.Cancelled, "", null, c));
        (await EntriesAsync("never-there@x.example")).ShouldBeEmpty();
        (await WrittenAsync("never-there@x.example")).Select(pair => pair.Letter.Kind).ShouldBe([RegistrationLetterKinds.Confirm, RegistrationLetterKinds.Cancelled]);
    }

    [Fact]
    public async Task Letter_with_all_links_has_a_key_to_each_of_the_registrations_of_its_address()
    {
        await portal.RegisterAsync(await LectureAsync("first-of-two"), "both@x.example");
        await portal.RegisterAsync(await LectureAsync("second-of-two"), "both@x.example");
        await portal.RegisterAsync(await LectureAsync("stranger"), "stranger@x.example");
        var tokens = await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>();
            var mine = await db.Registrations.Where(r => r.Email == "both@x.example").OrderBy(r => r.Id).ToListAsync(Cancellation);
            var theirs = await db.Registrations.Where(r => r.Email == "stranger@x.example").Select(r => r.Id).SingleAsync(Cancellation);
            services.GetRequiredService<RegistrationLetters>().Add(RegistrationLetterKinds.Links, mine[0], new() { Registrations = [mine[1].Id, theirs] });
            await db.SaveChangesAsync(Cancellation);
            var letter = await db.Letters.SingleAsync(l => l.Kind == RegistrationLetterKinds.Links, Cancellation);
            var written = (await services.GetRequiredService<LetterWriter>().WriteAsync([letter], Cancellation))[letter.Id].Letter!;
            await db.SaveChangesAsync(Cancellation);
            written.Text.ShouldContain("Lecture first-of-two, Thursday 3 December 2026");
            written.Text.ShouldContain("Lecture second-of-two");
            written.Text.ShouldNotContain("stranger");
            return written.Text.Split("/en/registrations/")[1..].Select(part => part[..RegistrationLinks.TokenLength]).ToList();
        });
        tokens.Count.ShouldBe(2);
        var opened = await portal.InScopeAsync(async services =>
        {
            var links = services.GetRequiredService<RegistrationLinks>();
            return new[] { await links.FindAsync(tokens[0], Cancellation), await links.FindAsync(tokens[1], Cancellation) };
        });
        opened.ShouldBeUnique();
        opened.ShouldNotContain((int?)null);
    }

    [Fact]
    public async Task Waiting_tells_the_place_in_the_list_and_a_reminder_the_way_in()
    {
        var lecture = await LectureAsync("small", "mode: online\nonline-link: https://meet.example.org/small\nonline-link-shown: registered\nonline-seats: 1\nwaiting-list: strict-order", null);
        foreach (var who in new[] { "in", "next", "last" })
        {
            await portal.RegisterAsync(lecture, $"small-{who}@x.example", with: party => party with { IsAddressKnown = true, Place = SeatPlace.Online });
        }

        (await WrittenAsync("small-last@x.example")).Single().Written.Text.ShouldContain("You are number 2 in the list.");
        var confirmed = (await WrittenAsync("small-in@x.example")).Single().Written;
        confirmed.Text.ShouldNotContain("meet.example.org");
        confirmed.Text.ShouldNotContain("At the door");
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>();
            var registration = await db.Registrations.SingleAsync(r => r.Email == "small-in@x.example", Cancellation);
            services.GetRequiredService<RegistrationLetters>().Add(RegistrationLetterKinds.Reminder, registration);
            return await db.SaveChangesAsync(Cancellation);
        });
        (await WrittenAsync("small-in@x.example"))[^1].Written.Text.ShouldContain("https://meet.example.org/small");
    }

    [Fact]
    public async Task Subject_tells_a_lecture_that_is_called_off_from_a_registration_that_ends_and_the_note_stands_there_once()
    {
        var lecture = await LectureAsync("called-off");
        await portal.RegisterAsync(lecture, "left@off.example", with: party => party with { IsAddressKnown = true });
        var left = (await portal.RegistrationAsync("left@off.example")).Id;
        await portal.SeatAsync((book, c) => book.CancelAsync(left, RegistrationEnding.Cancelled, "", null, c));
        var own = (await WrittenAsync("left@off.example"))[^1].Written;
        own.Subject.ShouldBe("Your registration is cancelled: Lecture called-off");

        await portal.RegisterAsync(lecture, "kept@off.example", with: party => party with { IsAddressKnown = true });
        await portal.RegisterAsync(lecture, "kalan@off.example", with: party => party with { IsAddressKnown = true, Language = Languages.Turkish });
        await LectureAsync("called-off", "status: cancelled\nstatus-note: The speaker is ill.");
        var all = (await WrittenAsync("kept@off.example"))[^1].Written;
        all.Subject.ShouldBe("The lecture is cancelled: Lecture called-off");
        all.Text.Split("The speaker is ill.").Length.ShouldBe(2);
        (await WrittenAsync("kalan@off.example"))[^1].Written.Subject.ShouldBe("Konferans iptal edildi: Konferans called-off");
    }

    [Fact]
    public async Task Change_promises_a_place_to_nobody_who_has_none()
    {
        var lecture = await LectureAsync("shifted", "approval: true\nwaiting-list: strict-order", 2);
        foreach (var who in new[] { "seated", "asked", "waits" })
        {
            await portal.RegisterAsync(lecture, $"{who}@shifted.example", with: party => party with { IsAddressKnown = true });
        }

        var seated = (await portal.RegistrationAsync("seated@shifted.example")).Id;
        await portal.SeatAsync((book, c) => book.ApproveAsync(seated, "the office", c));
        using var folder = new ContentFolder().Lecture("shifted", 2, "approval: true\nwaiting-list: strict-order", start: "2026-12-04 14:00");
        await portal.ImportAllAsync(folder);
        async Task<string> LastAsync(string who) => (await WrittenAsync($"{who}@shifted.example"))[^1].Written.Text;
        (await LastAsync("seated")).ShouldContain("Your place stays yours. If you cannot come");
        (await LastAsync("asked")).ShouldContain("The office has not decided on your registration yet");
        (await LastAsync("waits")).ShouldContain("You are still on the waiting list");
        (await LastAsync("waits")).ShouldNotContain("Your place stays yours");
    }

    [Fact]
    public async Task Who_takes_part_online_learns_when_the_link_comes_and_nothing_of_halls_and_tickets()
    {
        const string Fields = "online-seats: 5\nonline-link: https://meet.example.org/both\nonline-link-shown: registered";
        var lecture = await LectureAsync("both-ways", Fields);
        await portal.RegisterAsync(lecture, "far@ways.example", with: party => party with { IsAddressKnown = true, Place = SeatPlace.Online });
        await portal.RegisterAsync(lecture, "near@ways.example", with: party => party with { IsAddressKnown = true });
        var far = (await WrittenAsync("far@ways.example")).Single().Written.Text;
        // Also true of whoever registers when it is there already, or when no reminder comes any more.
        far.ShouldContain("is on that page from Thursday 3 December 2026, 13:00.");
        far.ShouldNotContain("ticket");
        (await WrittenAsync("near@ways.example")).Single().Written.Text.ShouldNotContain("by which you take part");

        using var folder = new ContentFolder().Lecture("both-ways", more: Fields, start: "2026-12-03 16:00", end: "17:30");
        folder.Text("lectures/both-ways.tr.md", "title: Konferans\nsummary: Hakkında.\nplace: Salon 2", "Bir metin.");
        await portal.ImportAllAsync(folder);
        (await WrittenAsync("near@ways.example"))[^1].Written.Text.ShouldContain("It was to be here: Hall 1");
        var moved = (await WrittenAsync("far@ways.example"))[^1].Written.Text;
        moved.ShouldContain("It was to be on Thursday 3 December 2026, 14:00.");
        moved.ShouldNotContain("Hall 1");
    }

    private async Task<int> LectureAsync(string key, string more = "", int? seats = 10)
    {
        using var folder = new ContentFolder();
        if (more.Contains("mode:", StringComparison.Ordinal))
        {
            folder.Text($"lectures/{key}.en.md", $"title: Lecture {key}\nsummary: About it.\nstart: 2026-12-03 14:00\nend: 15:30\naudience: [pupils]\n{more}");
            folder.Text($"lectures/{key}.tr.md", $"title: Konferans {key}\nsummary: Hakkında.", "Bir metin.");
        }
        else
        {
            folder.Lecture(key, seats, more);
        }

        await portal.ImportAllAsync(folder);
        return await portal.LectureIdAsync(key);
    }

    private async Task<(Letter Letter, WrittenLetter Written)> OneAsync(string key, string more = "", Func<NewRegistration, NewRegistration>? with = null)
    {
        await portal.RegisterAsync(await LectureAsync(key, more), key + "@x.example", with: with);
        return (await WrittenAsync(key + "@x.example")).ShouldHaveSingleItem();
    }

    private Task<List<(Letter Letter, WrittenLetter Written)>> WrittenAsync(string email) => portal.InScopeAsync(async services =>
    {
        var letters = await services.GetRequiredService<PortalDbContext>().Letters.AsNoTracking().Where(letter => letter.To == email).OrderBy(letter => letter.Id).ToListAsync(Cancellation);
        var written = await services.GetRequiredService<LetterWriter>().WriteAsync(letters, Cancellation);
        return letters.Select(letter => (letter, written[letter.Id].Letter.ShouldNotBeNull(written[letter.Id].Problem))).ToList();
    });

    private async Task<List<ICalendar>> EntriesAsync(string email) =>
        [.. (await WrittenAsync(email)).Select(pair => pair.Written.Entry).Where(entry => entry is not null).Select(entry => ICalendar.Parse(System.Text.Encoding.UTF8.GetBytes(entry!.Value.Calendar)))];
}
