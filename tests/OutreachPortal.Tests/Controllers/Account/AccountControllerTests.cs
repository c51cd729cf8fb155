using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Staff;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers.Account;

/// <summary>Somebody's own account: profile, password, second step, and the way back in.</summary>
public sealed class AccountControllerTests : IAsyncLifetime
{
    private const string Passphrase = "seven quiet lanterns";
    private readonly PortalHost _portal = new PortalHost().With("Site:Address", "http://outreach.example.edu");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Name_and_language_are_changed_and_shown_at_once()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        using var answer = await alice.PostAsync("/account", "/account", [new("Name", "Alice Şen"), new("Language", "tr"), new("Email", "evil@x.example")]);
        answer.Target().ShouldBe("/account");
        var page = await alice.PageAsync("/account");
        page.DocumentElement.GetAttribute("lang").ShouldBe("tr");
        page.QuerySelector("#Name")!.GetAttribute("value").ShouldBe("Alice Şen");
        page.Words("[role=status]").ShouldBe("Kaydedildi.");
        (await alice.PageAsync("/admin")).Words(".admin-tools").ShouldContain("Alice Şen");
        (await _portal.UserAsync("alice@poyraz.example")).Name.ShouldBe("Alice Şen");
    }

    [Fact]
    public async Task Profile_with_a_mistake_is_shown_again()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        using var answer = await alice.PostAsync("/account", "/account", [new("Name", new string('x', 200)), new("Language", "en")]);
        (await answer.PageAsync("/account", HttpStatusCode.UnprocessableEntity)).QuerySelector("#Name")!.GetAttribute("value").ShouldBe(new string('x', 200));
    }

    [Fact]
    public async Task Changed_password_ends_other_sessions_and_not_this_one()
    {
        var here = await _portal.AliceTheAuthorAsync();
        var elsewhere = await _portal.AliceTheAuthorAsync();
        using (var wrong = await here.PostAsync("/account/password", "/account/password", [new("Current", "not the password"), new("Password", Passphrase), new("Again", Passphrase)]))
        {
            (await wrong.PageAsync("wrong", HttpStatusCode.UnprocessableEntity)).Words("[role=alert]").ShouldContain("current password is not right");
        }

        using var answer = await here.PostAsync("/account/password", "/account/password", [new("Current", Staff.Password), new("Password", Passphrase), new("Again", Passphrase)]);
        answer.Target().ShouldBe("/account");
        await here.PageAsync("/admin");
        using (var other = await elsewhere.AnswerAsync("/admin"))
        {
            other.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        using var again = await _portal.Visitor().SignInAsync("alice@poyraz.example", Passphrase);
        again.Target().ShouldBe("/admin");
    }

    [Fact]
    public async Task Second_step_is_set_up_asked_for_and_turned_off()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        using (var begun = await alice.PostAsync("/account/two-factor", "/account/two-factor/begin", []))
        {
            begun.Target().ShouldBe("/account/two-factor");
        }

        var setup = await alice.PageAsync("/account/two-factor");
        setup.QuerySelector(".qr svg")!.QuerySelectorAll("[style]").ShouldBeEmpty();
        var key = setup.Words(".key").Replace(" ", "", StringComparison.Ordinal);
        using (var wrong = await alice.PostAsync("/account/two-factor", "/account/two-factor/confirm", [new("Code", "000000")]))
        {
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        using var confirmed = await alice.PostAsync("/account/two-factor", "/account/two-factor/confirm", [new("Code", Code(key))]);
        var codes = (await confirmed.PageAsync("confirmed")).AllWords(".codes li").ToList();
        codes.Count.ShouldBe(10);
        var shown = await alice.PageAsync("/account/two-factor");
        shown.QuerySelector(".codes").ShouldBeNull();
        shown.DocumentElement.OuterHtml.ShouldNotContain(key);

        // The password alone opens nothing.
        var browser = _portal.Visitor();
        using (var half = await browser.SignInAsync("alice@poyraz.example", query: "?returnUrl=%2Fadmin%3Fx"))
        {
            half.Target().ShouldBe("/account/sign-in/code?returnUrl=%2Fadmin%3Fx");
        }

        using (var notYet = await browser.AnswerAsync("/admin"))
        {
            notYet.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        using (var wrong = await CodeAsync(browser, "000000"))
        {
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        // With the small letters and blanks with which people copy it.
        using (var right = await CodeAsync(browser, " " + codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)))
        {
            right.Target().ShouldBe("/admin");
        }

        await browser.PageAsync("/admin");

        // A recovery code works once, an authenticator's too.
        var second = _portal.Visitor();
        using var halfway = await second.SignInAsync("alice@poyraz.example");
        using (var used = await CodeAsync(second, codes[0]))
        {
            used.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        var code = Code(key);
        using (var right = await CodeAsync(second, code))
        {
            right.Target().ShouldBe("/admin");
        }

        var third = _portal.Visitor();
        using var halfway3 = await third.SignInAsync("alice@poyraz.example");
        using (var replayed = await CodeAsync(third, code))
        {
            replayed.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        // Nor after the next one was used, while the clock still allows it.
        using (var next = await CodeAsync(third, Code(key, ahead: 1)))
        {
            next.Target().ShouldBe("/admin");
        }

        var fourth = _portal.Visitor();
        using var halfway4 = await fourth.SignInAsync("alice@poyraz.example");
        using (var replayed = await CodeAsync(fourth, code))
        {
            replayed.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await alice.PageAsync("/account/two-factor")).Words("main").ShouldContain("9 recovery codes");
        using (var wrong = await alice.PostAsync("/account/two-factor", "/account/two-factor/off", [new("current", "not the password")]))
        {
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        using var off = await alice.PostAsync("/account/two-factor", "/account/two-factor/off", [new("current", Staff.Password)]);
        off.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var plain = await _portal.Visitor().SignInAsync("alice@poyraz.example");
        plain.Target().ShouldBe("/admin");
        (await _portal.TrailAsync()).Count(entry => entry.Action == AuditAction.TwoFactorChanged).ShouldBe(2);
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_and_the_password_does_not_forgive_them()
    {
        await _portal.AccountAsync("Alice", Roles.Author, user => user.TwoFactorEnabled = true);
        var browser = _portal.Visitor();
        for (var i = 0; i < 5; i++)
        {
            using var half = await browser.SignInAsync("alice@poyraz.example");
            using var wrong = await CodeAsync(browser, "000000");
        }

        (await _portal.UserAsync("alice@poyraz.example")).LockoutEnd.ShouldNotBeNull();
    }

    [Fact]
    public async Task Code_page_without_a_password_leads_back()
    {
        using var answer = await _portal.Visitor().AnswerAsync("/account/sign-in/code?lang=tr");
        answer.Target().ShouldBe("/account/sign-in?lang=tr");
    }

    [Fact]
    public async Task Forgotten_password_is_replaced_by_a_letter_whose_link_begins_with_the_sites_address()
    {
        await _portal.AccountAsync("Alice", Roles.Author, user => user.LockoutEnd = _portal.Clock.Now + TimeSpan.FromMinutes(10));
        var session = await _portal.AliceTheAuthorAsync();
        var browser = _portal.Visitor();
        using var hostile = new HttpRequestMessage(HttpMethod.Post, "/account/forgotten");
        hostile.Content = new FormUrlEncodedContent([new("Email", "Alice@poyraz.example"), new("__RequestVerificationToken", await browser.TokenAsync("/account/forgotten"))]);
        // A host that the portal answers to, but not its address.
        hostile.Headers.Host = "127.0.0.1:666";
        hostile.Headers.Add("X-Forwarded-Host", "evil.example");
        using var asked = await browser.SendAsync(hostile, TestContext.Current.CancellationToken);
        var known = await asked.PageAsync("known");
        using var stranger = await _portal.Visitor().PostAsync("/account/forgotten", "/account/forgotten", [new("Email", "nobody@poyraz.example")]);
        (await stranger.PageAsync("unknown")).Words("main").ShouldBe(known.Words("main"));

        var file = await OutboxAsync();
        file.ShouldContain("http://outreach.example.edu/account/reset?user=");
        var link = System.Text.RegularExpressions.Regex.Match(file, @"http://outreach\.example\.edu(/account/reset\?user=\d+&lang=en&token=[\w-]+)").Groups[1].Value;
        var visitor = _portal.Visitor();
        using var chosen = await visitor.PostAsync(link, link, [new("Password", Passphrase), new("Again", Passphrase)]);
        chosen.Target().ShouldBe("/account/sign-in?lang=en");
        (await visitor.PageAsync(chosen.Target()!)).Words("[role=status]").ShouldContain("The password is changed");
        await visitor.PageAsync(link, HttpStatusCode.Gone);
        using (var old = await session.AnswerAsync("/admin"))
        {
            old.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        using var signedIn = await visitor.SignInAsync("alice@poyraz.example", Passphrase);
        signedIn.Target().ShouldBe("/admin");
    }

    [Fact]
    public async Task Link_for_a_forgotten_password_works_for_an_hour_and_not_for_the_deactivated()
    {
        var alice = await _portal.AccountAsync("Alice", Roles.Author);
        var token = await _portal.InScopeAsync(services => services.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<PortalUser>>().GeneratePasswordResetTokenAsync(alice));
        var link = string.Create(CultureInfo.InvariantCulture, $"/account/reset?user={alice.Id}&token={token}");
        await _portal.Visitor().PageAsync(link);
        await _portal.Visitor().PageAsync(link.Replace("reset", "invitation", StringComparison.Ordinal), HttpStatusCode.Gone);
        await _portal.InScopeAsync(services => services.GetRequiredService<PortalDbContext>().Users.ExecuteUpdateAsync(
            set => set.SetProperty(user => user.DeactivatedAt, _portal.Clock.Now.UtcDateTime), TestContext.Current.CancellationToken));
        await _portal.Visitor().PageAsync(link, HttpStatusCode.Gone);
        await _portal.InScopeAsync(services => services.GetRequiredService<PortalDbContext>().Users.ExecuteUpdateAsync(
            set => set.SetProperty(user => user.DeactivatedAt, (DateTime?)null), TestContext.Current.CancellationToken));
        _portal.Clock.Now += LinkTokens.Lifetime;
        await _portal.Visitor().PageAsync(link, HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Blanks_before_an_address_send_no_more_letters()
    {
        await _portal.AccountAsync("Alice", Roles.Author);
        var browser = _portal.Visitor();
        for (var blanks = 0; blanks < SignInLimits.TriesAnAccount; blanks++)
        {
            using var sent = await browser.PostAsync("/account/forgotten", "/account/forgotten", [new("Email", new string(' ', blanks) + "alice@poyraz.example")]);
            sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var refused = await browser.PostAsync("/account/forgotten", "/account/forgotten", [new("Email", new string(' ', 30) + "alice@poyraz.example")]);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Another_address_counts_once_its_letter_was_opened()
    {
        KeepLetters();
        var here = await _portal.AliceTheAuthorAsync();
        var elsewhere = await _portal.AliceTheAuthorAsync();
        using (var asked = await AskAsync(here, " alice@new.example "))
        {
            (await asked.PageAsync("asked")).Words("main").ShouldContain("alice@new.example");
        }

        // Nothing is changed by asking, nor by a program that opens the link.
        var letter = (await _portal.LettersToAsync("alice@new.example")).ShouldHaveSingleItem();
        var notice = (await _portal.LettersToAsync("alice@poyraz.example")).ShouldHaveSingleItem();
        notice.Text.ShouldContain("alice@new.example");
        notice.Text.ShouldNotContain("token=");
        var link = System.Text.RegularExpressions.Regex.Match(letter.Text, @"http://outreach\.example\.edu(/account/email/confirm\S+)").Groups[1].Value;
        (await here.PageAsync(link)).Words("main").ShouldContain("alice@new.example");
        (await _portal.UserAsync("alice@poyraz.example")).Name.ShouldBe("Alice");
        // The key is for this address alone.
        await here.PageAsync(link.Replace("alice%40new", "mallory%40new", StringComparison.Ordinal), HttpStatusCode.Gone);

        using (var changed = await here.PostAsync(link, link, []))
        {
            changed.Target().ShouldBe("/account");
        }

        (await here.PageAsync("/account")).Words("[role=status]").ShouldContain("address");
        (await _portal.UserAsync("alice@new.example")).UserName.ShouldBe("alice@new.example");
        using (var ended = await elsewhere.AnswerAsync("/admin"))
        {
            ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        // Once.
        await here.PageAsync(link, HttpStatusCode.Gone);
        using (var again = await here.PostAsync("/account", link, []))
        {
            again.StatusCode.ShouldBe(HttpStatusCode.Gone);
        }

        using var signedIn = await _portal.Visitor().SignInAsync("alice@new.example");
        signedIn.Target().ShouldBe("/admin");
        (await _portal.TrailAsync()).Where(entry => entry.Action == AuditAction.EmailChanged).Select(entry => (entry.Target, entry.Remark)).ShouldBe([("alice@new.example", "was alice@poyraz.example")]);
    }

    [Fact]
    public async Task Link_to_another_address_works_for_an_hour_and_wherever_it_is_opened()
    {
        KeepLetters();
        var alice = await _portal.AliceTheAuthorAsync();
        using var asked = await AskAsync(alice, "alice@new.example");
        var link = System.Text.RegularExpressions.Regex.Match((await _portal.LettersToAsync("alice@new.example"))[0].Text, @"(/account/email/confirm\S+)").Groups[1].Value;
        var phone = _portal.Visitor();
        _portal.Clock.Now += LinkTokens.Lifetime - TimeSpan.FromMinutes(1);
        await phone.PageAsync(link);
        _portal.Clock.Now += TimeSpan.FromMinutes(1);
        await phone.PageAsync(link, HttpStatusCode.Gone);
        _portal.Clock.Now -= TimeSpan.FromMinutes(1);
        using var changed = await phone.PostAsync(link, link, []);
        changed.Target().ShouldStartWith("/account/sign-in");
    }

    [Fact]
    public async Task Address_of_somebody_else_is_answered_as_any_and_not_taken()
    {
        KeepLetters();
        await _portal.AccountAsync("Ed", Roles.Editor);
        var alice = await _portal.AliceTheAuthorAsync();
        using var free = await AskAsync(alice, "el@poyraz.example");
        using var taken = await AskAsync(alice, "ED@poyraz.example");
        (await taken.PageAsync("taken")).Words("main").Replace("ED@", "el@", StringComparison.Ordinal).ShouldBe((await free.PageAsync("free")).Words("main"));
        (await _portal.LettersToAsync("ED@poyraz.example")).ShouldBeEmpty();
        (await _portal.LettersToAsync("alice@poyraz.example")).Count.ShouldBe(2);

        // Taken between the letter and the link.
        var link = System.Text.RegularExpressions.Regex.Match((await _portal.LettersToAsync("el@poyraz.example"))[0].Text, @"(/account/email/confirm\S+)").Groups[1].Value;
        await _portal.AccountAsync("El", Roles.Editor);
        using var late = await alice.PostAsync(link, link, []);
        late.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await _portal.UserAsync("alice@poyraz.example")).Name.ShouldBe("Alice");
    }

    [Theory]
    [InlineData("", Staff.Password)]
    [InlineData("nonsense", Staff.Password)]
    [InlineData("x@new.example, y@new.example", Staff.Password)]
    [InlineData("Alice@Poyraz.example", Staff.Password)]
    [InlineData("alice@new.example", "not the password")]
    [InlineData("alice@new.example", "")]
    public async Task Another_address_with_a_mistake_sends_nothing(string email, string password)
    {
        var alice = await _portal.AliceTheAuthorAsync();
        using var refused = await AskAsync(alice, email, password);
        ((await refused.PageAsync(email, HttpStatusCode.UnprocessableEntity)).QuerySelector("#Email")!.GetAttribute("value") ?? "").ShouldBe(email);
        (await _portal.QueryAsync(db => db.Letters.CountAsync(TestContext.Current.CancellationToken))).ShouldBe(0);
    }

    /// <summary>Nobody carries them: they stay, with the keys in them.</summary>
    private void KeepLetters() => _portal.Without<LetterCarrier>();

    private static Task<HttpResponseMessage> AskAsync(HttpClient browser, string email, string password = Staff.Password) =>
        browser.PostAsync("/account/email", "/account/email", [new("Email", email), new("Current", password)]);

    private static Task<HttpResponseMessage> CodeAsync(HttpClient browser, string code) =>
        browser.PostAsync("/account/sign-in/code", "/account/sign-in/code", [new("Code", code)]);

    /// <summary>What an authenticator shows now (RFC 6238), by the real clock: Identity asks no other.</summary>
    private static string Code(string key, int ahead = 0)
    {
        const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(letter => Convert.ToString(Base32.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + ahead);
#pragma warning disable CA5350 // RFC 6238 has it so.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The plain text of the letter that was sent.</summary>
    private async Task<string> OutboxAsync() =>
        MailText.Read(await File.ReadAllTextAsync(await Eventually.FileAsync(Path.Combine(_portal.Data, "outbox"), "*.eml"), TestContext.Current.CancellationToken));
}
