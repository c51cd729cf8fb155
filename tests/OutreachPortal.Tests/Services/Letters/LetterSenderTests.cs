using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Letters;

/// <summary>Letters over real SMTP, also to a server that does not want them.</summary>
[Collection(Alone.Name)]
public sealed class LetterSenderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Letter_arrives_over_an_encrypted_line_as_text_as_HTML_and_with_the_entry_for_the_calendar()
    {
        using var server = new RealMailServer(isEncrypted: true, user: "portal", password: "a pass: word");
        server.Trust();
        await using var portal = (await PortalAsync(server)).With("Mail:StartTls", "true").With("Mail:User", "portal").With("Mail:Password", "a pass: word");
        var lecture = await LectureAsync(portal);
        await portal.RegisterAsync(lecture, "sule@x.example", with: party => party with { Name = "Şule \"Öz\" İğdır", Language = Languages.Turkish, IsAddressKnown = true });
        await ArrivedAsync(portal, server, 1);
        var letter = server.Letters[0];
        letter.GetProperty("tls").GetBoolean().ShouldBeTrue();
        letter.GetProperty("user").GetString().ShouldBe("portal");
        letter.GetProperty("defects").GetArrayLength().ShouldBe(0);
        Header(letter, "Subject").ShouldBe("Kaydınız onaylandı: Konferans one");
        Header(letter, "To").ShouldContain("sule@x.example");
        Header(letter, "To").ShouldContain("İğdır");
        Header(letter, "From").ShouldContain("portal@poyraz.example");
        Header(letter, "Reply-To").ShouldBe("outreach@poyraz.example");
        Header(letter, "Auto-Submitted").ShouldBe("auto-generated");
        Header(letter, "Message-ID").ShouldMatch(@"^<1\.\d+@poyraz\.example>$");
        letter.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("type").GetString())
            .ShouldBe(["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"]);
        var token = Part(letter, "text/plain").Split("/tr/registrations/")[1].Split('\n')[0].Trim();
        token.Length.ShouldBe(RegistrationLinks.TokenLength);
        (await portal.InScopeAsync(services => services.GetRequiredService<RegistrationLinks>().FindAsync(token, Cancellation))).ShouldNotBeNull();
        Part(letter, "text/plain").ShouldContain("3 Aralık 2026 Perşembe, 14.00–15.30");
        Part(letter, "text/html").ShouldContain("/tr/registrations/" + token);
        var calendar = letter.GetProperty("parts")[4];
        calendar.GetProperty("method").GetString().ShouldBe("PUBLISH");
        calendar.GetProperty("file").GetString().ShouldBe("lecture.ics");
        calendar.GetProperty("charset").GetString().ShouldBe("utf-8");
        var entry = ICalendar.Parse(System.Text.Encoding.UTF8.GetBytes(calendar.GetProperty("text").GetString()!));
        entry.Text("METHOD").ShouldBe("PUBLISH");
        entry.Events.Single().Text("SUMMARY").ShouldBe("Konferans one");
        // What stays in the database opens nothing.
        var row = (await portal.LettersToAsync("sule@x.example")).Single();
        row.ProtectedToken.ShouldBeNull();
        row.Subject.ShouldBe("Kaydınız onaylandı: Konferans one");
        (row.Text + row.Html).ShouldContain("/tr/registrations/…");
        (row.Text + row.Html).ShouldNotContain(token);
    }

    [Fact]
    public async Task Server_that_refuses_keeps_silent_or_drops_the_line_gets_every_letter_in_the_end_and_the_others_do_not_wait()
    {
        string[] odd = ["refuse4@x.example", "refuse5@x.example", "data4@x.example", "data5@x.example", "drop@x.example", "stall@x.example"];
        using var server = new RealMailServer();
        await using var portal = (await PortalAsync(server)).With("Mail:TimeoutSeconds", "5");
        var lecture = await LectureAsync(portal);
        var plain = Enumerable.Range(0, 60).Select(i => $"plain{i}@x.example").ToList();
        await Task.WhenAll(odd.Concat(plain).Append("never@x.example").Select(email => portal.RegisterAsync(lecture, email)));
        await UntilAsync(portal, async () => (await SentAsync(portal)) >= plain.Count);
        // Whoever fails after the clock was moved waits from then on; what is asked here is how each fared at its first try.
        await UntilAsync(portal, () => portal.QueryAsync(db => db.Letters.AllAsync(letter => letter.SentAt != null || letter.LastError != null, Cancellation)));
        Recipients(server).Order().ShouldBe(plain.Order());
        (await portal.QueryAsync(db => db.Letters.Where(letter => letter.To == "never@x.example").Select(letter => letter.LastError).SingleAsync(Cancellation))).ShouldNotBeNull().ShouldContain("no such mailbox");
        var silent = (await portal.LettersToAsync("stall@x.example")).Single();
        silent.LastError.ShouldBe("The mail server did not answer in time.");
        silent.ProtectedToken.ShouldNotBeNull();
        silent.Subject.ShouldBeEmpty();
        // A machine may be too busy to answer a second try in time as well: there are more.
        await UntilAsync(portal, async () =>
        {
            if (await portal.QueryAsync(db => db.Letters.AllAsync(letter => letter.LeasedUntil == null, Cancellation)))
            {
                portal.Clock.Now += TimeSpan.FromMinutes(2);
                portal.Services.GetRequiredService<OutboxBell>().Ring();
            }

            return await SentAsync(portal) == plain.Count + odd.Length;
        });
        // At least once; here nothing was lost after it was taken, so once.
        Recipients(server).Order().ShouldBe(plain.Concat(odd).Order());
    }

    [Fact]
    public async Task Server_whose_certificate_nobody_trusts_gets_nothing()
    {
        using var server = new RealMailServer(isEncrypted: true);
        await using var portal = (await PortalAsync(server)).With("Mail:StartTls", "true");
        await portal.RegisterAsync(await LectureAsync(portal), "a@x.example");
        await UntilAsync(portal, async () => (await portal.LettersToAsync("a@x.example")).Single().LastError is not null);
        (await portal.LettersToAsync("a@x.example")).Single().LastError!.ShouldContain("certificate");
        server.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task Server_that_cannot_encrypt_gets_nothing_where_letters_are_to_be_encrypted()
    {
        using var server = new RealMailServer();
        await using var portal = (await PortalAsync(server)).With("Mail:StartTls", "true");
        await portal.RegisterAsync(await LectureAsync(portal), "a@x.example");
        await UntilAsync(portal, async () => (await portal.LettersToAsync("a@x.example")).Single().LastError is not null);
        server.Letters.ShouldBeEmpty();
    }

    private static async Task<PortalHost> PortalAsync(RealMailServer server) => new PortalHost().With("Mail:Host", "127.0.0.1")
        .With("Mail:Port", (await server.PortAsync).ToString(CultureInfo.InvariantCulture)).With("Mail:StartTls", "false").With("Mail:From", "portal@poyraz.example");

    private static async Task<int> LectureAsync(PortalHost portal)
    {
        using var folder = new ContentFolder();
        await portal.ImportAllAsync(folder.Lecture("one", 100));
        return await portal.LectureIdAsync("one");
    }

    private static Task<int> SentAsync(PortalHost portal) => portal.QueryAsync(db => db.Letters.CountAsync(letter => letter.SentAt != null, Cancellation));

    private static Task ArrivedAsync(PortalHost portal, RealMailServer server, int count) =>
        UntilAsync(portal, async () => server.Letters.Count >= count && await SentAsync(portal) >= count);

    private static Task UntilAsync(PortalHost portal, Func<Task<bool>> isSo) => Eventually.IsAsync(isSo, async () => "Not sent: " + string.Join("; ", await portal.QueryAsync(db =>
        db.Letters.Where(letter => letter.SentAt == null).Select(letter => $"{letter.To}: {letter.Tries} tries, {letter.LastError}").ToListAsync(Cancellation))));

    private static IEnumerable<string> Recipients(RealMailServer server) => server.Letters.Select(letter => letter.GetProperty("to")[0].GetString()!);

    private static string Header(JsonElement letter, string name) =>
        letter.GetProperty("headers").EnumerateArray().Where(header => header[0].GetString()!.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header[1].GetString()!).ShouldHaveSingleItem(name);

    private static string Part(JsonElement letter, string type) =>
        letter.GetProperty("parts").EnumerateArray().Where(part => part.GetProperty("type").GetString() == type).Select(part => part.GetProperty("text").GetString()!).ShouldHaveSingleItem(type);
}
