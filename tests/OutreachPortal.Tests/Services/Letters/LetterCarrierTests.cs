using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Letters;

[Collection(Alone.Name)]
public sealed class LetterCarrierTests
{
    private static readonly LetterContent Content = new("Günaydın İğdır: şükür", ["Merhaba <b>Şule</b>,"], ("http://localhost/x?a=1&token=SecretSecret", "Açın"), ["Hoşça kalın"]);

    [Fact]
    public async Task Without_a_server_a_letter_becomes_a_file_soon_after_the_save()
    {
        await using var portal = new PortalHost();
        await WriteAsync(portal, Content);
        var file = await Eventually.FileAsync(Path.Combine(portal.Data, "outbox"), "*.eml");
        var letter = await LetterAsync(portal, l => l.SentAt is not null);
        letter.SentAt.ShouldBe(portal.Clock.Now.UtcDateTime);
        letter.Tries.ShouldBe(1);
        // The key in the link is for the recipient alone.
        letter.Text.ShouldNotContain("SecretSecret");
        letter.Html.ShouldNotContain("SecretSecret");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        text.ShouldContain("multipart/alternative");
        text.ShouldContain("text/html; charset=utf-8");
        text.ShouldContain("To: =?utf-8?");
        text.ShouldContain("Message-ID: <1.");
        MailText.Read(text).ShouldContain("token=SecretSecret");
        MailText.Read(text).ShouldContain("&lt;b&gt;Şule&lt;/b&gt;");
        Regex.Count(text, "(?m)^Subject: ").ShouldBe(1);
    }

    [Fact]
    public async Task Server_of_the_settings_gets_the_letter()
    {
        using var server = new MailServer();
        await using var portal = Portal(server);
        await WriteAsync(portal, Content);
        await LetterAsync(portal, l => l.SentAt is not null);
        var letter = server.Letters[0];
        letter.ShouldContain("From: =?utf-8?");
        letter.ShouldContain("<office@poyraz.example>");
        letter.ShouldContain("Auto-Submitted: auto-generated");
    }

    [Theory]
    [InlineData("x\r\nBcc: evil@x.example")]
    [InlineData("x\nBcc: evil@x.example")]
    [InlineData("x\u2028Bcc: evil@x.example")]
    [InlineData("x\0y")]
    public async Task Nothing_typed_begins_another_field_of_the_head(string typed)
    {
        using var server = new MailServer();
        await using var portal = Portal(server);
        await WriteAsync(portal, Content with { Subject = typed }, toName: typed);
        await LetterAsync(portal, l => l.SentAt is not null);
        server.Letters[0].Split('\n').ShouldNotContain(line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Refused_letter_waits_longer_each_time_and_is_given_up_after_eight_tries()
    {
        using var server = new MailServer { Refuses = true };
        await using var portal = Portal(server);
        await WriteAsync(portal, Content);
        var pauses = new List<TimeSpan>();
        for (var tries = 1; tries <= Letter.Pauses.Count + 1; tries++)
        {
            var current = tries;
            await portal.Services.GetRequiredService<LetterCarrier>().CarryAsync(TestContext.Current.CancellationToken);
            var letter = await LetterAsync(portal, l => l.Tries == current && l.LeasedUntil is null);
            letter.SentAt.ShouldBeNull();
            letter.LastError!.ShouldContain("no such mailbox");
            if (letter.NextTryAt is { } next)
            {
                pauses.Add(next - portal.Clock.Now.UtcDateTime);
                portal.Clock.Now = next;
            }
        }

        pauses.ShouldBe(Letter.Pauses);
        var last = await LetterAsync(portal, l => l.IsGivenUp);
        // Somebody mends the cause and asks for one more.
        server.Refuses = false;
        var ada = await portal.AdaTheAdministratorAsync();
        (await ada.PageAsync("/admin/letters")).Words("tbody").ShouldContain("Given up");
        using var retried = await ada.PostAsync($"/admin/letters/{last.Id}", $"/admin/letters/{last.Id}/retry", [new("version", last.Version.ToString())]);
        retried.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await LetterAsync(portal, l => l.SentAt is not null);
        server.Letters.Count.ShouldBe(1);
        using var stale = await ada.PostAsync("/admin/users/invite", $"/admin/letters/{last.Id}/retry", [new("version", last.Version.ToString())]);
        stale.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Two_nodes_send_a_letter_once()
    {
        using var server = new MailServer();
        await using var first = Portal(server);
        _ = first.Services;
        await using var second = Portal(server).Beside(first);
        _ = second.Services;
        await first.InScopeAsync(async services =>
        {
            // Past the bell: both find them by themselves.
            var db = services.GetRequiredService<PortalDbContext>();
            for (var i = 0; i < 10; i++)
            {
                new Outbox(db, new OutboxBell(), first.Clock).Add("test", $"to{i}@x.example", "", "tr", Content);
            }

            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var carriers = new[] { first, second, first, second }.Select(node => node.Services.GetRequiredService<LetterCarrier>().CarryAsync(TestContext.Current.CancellationToken));
        await Task.WhenAll(carriers);
        // The nodes look by themselves too, when they have time.
        await Eventually.IsAsync(async () => await WaitingAsync(first) == 0);
        server.Letters.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Letter_of_a_node_that_died_is_sent_when_its_lease_is_over()
    {
        await using var portal = new PortalHost().Without<LetterCarrier>();
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>();
            new Outbox(db, new OutboxBell(), portal.Clock).Add("test", "to@x.example", "", "tr", Content).Begin(portal.Clock.Now.UtcDateTime, TimeSpan.FromMinutes(5));
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var carrier = portal.Services.GetRequiredService<LetterCarrier>();
        (await carrier.CarryAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        portal.Clock.Now += TimeSpan.FromMinutes(6);
        (await carrier.CarryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task Letter_that_is_rolled_back_is_never_sent()
    {
        await using var portal = new PortalHost().Without<LetterCarrier>();
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>();
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
                services.GetRequiredService<Outbox>().Add("test", "to@x.example", "", "tr", Content);
                return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            });
        });
        (await portal.Services.GetRequiredService<LetterCarrier>().CarryAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        Directory.Exists(Path.Combine(portal.Data, "outbox")).ShouldBeFalse();
    }

    [Fact]
    public async Task Administrators_read_a_letter_as_text_and_without_its_key()
    {
        await using var portal = new PortalHost();
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>();
            new Outbox(db, new OutboxBell(), portal.Clock).Add("test", "to@x.example", "<i>To</i>", "tr", Content);
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var page = await (await portal.AdaTheAdministratorAsync()).PageAsync("/admin/letters/1");
        page.Words("pre").ShouldContain("token=…");
        page.Words("pre").ShouldContain("<b>Şule</b>");
        page.QuerySelectorAll("main i, main b").ShouldBeEmpty();
        page.DocumentElement.OuterHtml.ShouldNotContain("SecretSecret");
    }

    private static PortalHost Portal(MailServer server) => new PortalHost().With("Mail:Host", "127.0.0.1")
        .With("Mail:Port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)).With("Mail:StartTls", "false").With("Mail:From", "office@poyraz.example")
        // A busy machine answers late, and a second try would be none of the test's.
        .With("Mail:TimeoutSeconds", "60");

    private static Task<int> WriteAsync(PortalHost portal, LetterContent content, string toName = "Şule Öz") => portal.InScopeAsync(services =>
    {
        services.GetRequiredService<Outbox>().Add("test", "sule@x.example", toName, "tr", content);
        return services.GetRequiredService<PortalDbContext>().SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    private static Task<int> WaitingAsync(PortalHost portal) => portal.InScopeAsync(services =>
        services.GetRequiredService<PortalDbContext>().Letters.CountAsync(letter => letter.SentAt == null, TestContext.Current.CancellationToken));

    /// <summary>The only letter, as soon as it is as expected.</summary>
    private static async Task<Letter> LetterAsync(PortalHost portal, Func<Letter, bool> expected)
    {
        Letter? letter = null;
        await Eventually.IsAsync(
            async () => expected(letter = await portal.QueryAsync(db => db.Letters.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken))),
            () => Task.FromResult($"{letter!.Tries} tries, next {letter.NextTryAt:O}, leased until {letter.LeasedUntil:O}, {letter.LastError}"));
        return letter!;
    }
}
