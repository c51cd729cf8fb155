using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers.Account;

/// <summary>Passkeys: made, named and removed by their owner; and signing in by one.</summary>
public sealed class PasskeysControllerTests : IAsyncLifetime
{
    private const string List = "/account/passkeys";
    private const string AddPage = "/account/passkeys/add";

    // One portal a test: tries are counted by address, and all tests come from the same.
    private readonly PortalHost _portal = new();
    private readonly SoftPasskey _passkey = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _passkey.Dispose();
        return _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_named_used_and_removed()
    {
        // Nobody listens there: letters stay.
        _portal.With("Mail:Host", "127.0.0.1").With("Mail:Port", "9");
        var alice = await ProvenAsync();
        using (var added = await AddAsync(alice, _passkey, "Office <b>computer</b>"))
        {
            added.Target().ShouldBe(List);
        }

        (await _portal.LettersToAsync("alice@poyraz.example")).ShouldHaveSingleItem().Text.ShouldContain("A passkey was added to your account: “Office <b>computer</b>”.");
        var users = await (await _portal.AdaTheAdministratorAsync()).PageAsync("/admin/users");
        users.QuerySelectorAll("tbody tr").Single(row => row.Words().Contains("alice@", StringComparison.Ordinal)).Words().ShouldContain("Passkey");

        var list = await alice.PageAsync(List);
        list.Words("[role=status]").ShouldBe("The passkey was added.");
        list.Words("main h2").ShouldBe("Office <b>computer</b>");
        using (var renamed = await alice.PostAsync($"{List}/{_passkey.IdText}", $"{List}/{_passkey.IdText}", [new("Name", "Old laptop")]))
        {
            renamed.Target().ShouldBe(List);
        }

        (await alice.PageAsync(List)).Words("main h2").ShouldBe("Old laptop");

        var browser = _portal.Visitor();
        using (var signedIn = await UseAsync(browser, _passkey, "?returnUrl=%2Fadmin%3Fx"))
        {
            signedIn.Target().ShouldBe("/admin?x");
            signedIn.Header("Set-Cookie")!.ShouldContain(StaffAccess.Cookie + "=");
        }

        await browser.PageAsync("/admin");
        (await _portal.UserAsync("alice@poyraz.example")).LastSignInAt.ShouldBe(_portal.Clock.Now.UtcDateTime);

        using (var removed = await alice.PostAsync($"{List}/{_passkey.IdText}/remove", $"{List}/{_passkey.IdText}/remove", []))
        {
            removed.Target().ShouldBe(List);
        }

        (await alice.PageAsync(List)).QuerySelector("main h2").ShouldBeNull();
        // Whoever may have the device is out, and does not come in again.
        using (var ended = await browser.AnswerAsync("/admin"))
        {
            ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        using (var refused = await UseAsync(_portal.Visitor(), _passkey))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await _portal.TrailAsync()).Where(entry => entry.Action == AuditAction.PasskeyChanged).Select(entry => (entry.UserName, entry.Remark)).ShouldBe(
            [("Alice", "added: Office <b>computer</b>"), ("Alice", "renamed: Office <b>computer</b> → Old laptop"), ("Alice", "removed: Old laptop")]);
        (await _portal.TrailAsync()).Where(entry => entry.Action == AuditAction.SignedIn).Select(entry => entry.Remark).ShouldBe(["by a passkey"]);
    }

    [Fact]
    public async Task A_passkey_counts_as_both_steps()
    {
        var alice = await ProvenAsync();
        using var added = await AddAsync(alice, _passkey);
        await _portal.QueryAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.TwoFactorEnabled, true), TestContext.Current.CancellationToken));
        using var signedIn = await UseAsync(_portal.Visitor(), _passkey);
        signedIn.Target().ShouldBe("/admin");
    }

    [Fact]
    public async Task Wrong_passwords_do_not_keep_out_who_has_a_passkey()
    {
        var alice = await ProvenAsync();
        using var added = await AddAsync(alice, _passkey);
        await _portal.QueryAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.LockoutEnd, _portal.Clock.Now.AddMinutes(10)), TestContext.Current.CancellationToken));
        using var signedIn = await UseAsync(_portal.Visitor(), _passkey);
        signedIn.Target().ShouldBe("/admin");
    }

    [Fact]
    public async Task Passkey_of_a_deactivated_account_is_refused_as_an_unknown_one()
    {
        using var unknown = new SoftPasskey { UserHandle = "OTk5" };
        using var strange = await UseAsync(_portal.Visitor(), unknown);
        var said = (await strange.PageAsync("unknown", HttpStatusCode.UnprocessableEntity)).Words("main");

        var alice = await ProvenAsync();
        using var added = await AddAsync(alice, _passkey);
        await _portal.QueryAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DeactivatedAt, _portal.Clock.Now.UtcDateTime), TestContext.Current.CancellationToken));
        using var refused = await UseAsync(_portal.Visitor(), _passkey);
        (await refused.PageAsync("deactivated", HttpStatusCode.UnprocessableEntity)).Words("main").ShouldBe(said);
        (refused.Header("Set-Cookie") ?? "").ShouldNotContain(StaffAccess.Cookie + "=");
        (await _portal.TrailAsync()).Where(entry => entry.Action == AuditAction.SignInFailed).Select(entry => entry.Remark).ShouldBe(["wrong passkey", "deactivated"]);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_a_session_that_a_passkey_began()
    {
        var alice = await ProvenAsync();
        using var added = await AddAsync(alice, _passkey);
        var browser = _portal.Visitor();
        using var signedIn = await UseAsync(browser, _passkey);
        await browser.PageAsync("/admin");
        var user = await _portal.UserAsync("alice@poyraz.example");
        var ada = await _portal.AdaTheAdministratorAsync();
        using var out1 = await ada.PostAsync($"/admin/users/{user.Id}", $"/admin/users/{user.Id}/sign-out", [new("version", user.ConcurrencyStamp!)]);
        out1.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var ended = await browser.AnswerAsync("/admin");
        ended.Target()!.ShouldStartWith("/account/sign-in");
    }

    [Fact]
    public async Task What_asks_for_a_passkey_names_no_account()
    {
        var alice = await ProvenAsync();
        using var added = await AddAsync(alice, _passkey);
        var asked = JsonNode.Parse(await AskAsync(_portal.Visitor(), StaffAccess.SignInPath, "/account/sign-in/options"))!;
        asked["allowCredentials"]!.AsArray().ShouldBeEmpty();
        asked["userVerification"]!.GetValue<string>().ShouldBe("required");
        asked["rpId"]!.GetValue<string>().ShouldBe("localhost");
    }

    [Fact]
    public async Task An_answer_opens_the_account_once()
    {
        var alice = await ProvenAsync();
        using var added = await AddAsync(alice, _passkey);
        var browser = _portal.Visitor();
        var token = await browser.TokenAsync(StaffAccess.SignInPath);
        using var asked = await browser.PostAsync(new Uri("/account/sign-in/options", UriKind.Relative), Form(("__RequestVerificationToken", token)), TestContext.Current.CancellationToken);
        var question = asked.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("outreach-code=", StringComparison.Ordinal)).Split(';')[0];
        var answer = _passkey.Use(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        // A browser that keeps the question, although it is told to forget it.
        async Task<HttpResponseMessage> Send()
        {
            using var thief = _portal.CreateDefaultClient();
            using var page = await thief.GetAsync(new Uri(StaffAccess.SignInPath, UriKind.Relative), TestContext.Current.CancellationToken);
            var form = page.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("outreach-form=", StringComparison.Ordinal)).Split(';')[0];
            var formToken = (await page.PageAsync("sign-in")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in") { Content = Form((SoftPasskey.Answer, answer), ("__RequestVerificationToken", formToken)) };
            request.Headers.Add("Cookie", $"{form}; {question}");
            return await thief.SendAsync(request, TestContext.Current.CancellationToken);
        }

        using (var first = await Send())
        {
            first.Target().ShouldBe("/admin");
        }

        using var again = await Send();
        (await again.PageAsync("again", HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldStartWith("Bu geçiş anahtarıyla açılan bir hesap yok");
        (again.Header("Set-Cookie") ?? "").ShouldNotContain(StaffAccess.Cookie + "=");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":5}")]
    [InlineData("{\"id\":\"AAAA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"!\",\"authenticatorData\":\"AA\",\"signature\":\"AA\",\"userHandle\":\"eA\"}}")]
    public async Task What_is_no_answer_is_refused_in_words(string answer)
    {
        var browser = _portal.Visitor();
        await AskAsync(browser, StaffAccess.SignInPath, "/account/sign-in/options");
        using var refused = await browser.PostAsync(StaffAccess.SignInPath + "?lang=tr", "/account/sign-in?lang=tr", [new(SoftPasskey.Answer, answer)]);
        (await refused.PageAsync(answer, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldStartWith("Bu geçiş anahtarıyla açılan bir hesap yok");
        var alice = await ProvenAsync();
        await AskAsync(alice, AddPage, "/account/passkeys/options");
        using var notAdded = await alice.PostAsync(AddPage, AddPage, [new("Name", "Mine"), new(SoftPasskey.Answer, answer)]);
        var page = await notAdded.PageAsync(answer, HttpStatusCode.UnprocessableEntity);
        page.Words(".problems").ShouldStartWith("The passkey was not added.");
        page.QuerySelector("#Name")!.GetAttribute("value").ShouldBe("Mine");
    }

    [Fact]
    public async Task An_answer_without_a_question_and_one_far_too_long_are_refused()
    {
        foreach (var answer in new[] { _passkey.Use("{\"challenge\":\"AAAA\"}"), new string('x', 500_000) })
        {
            using var refused = await _portal.Visitor().PostAsync(StaffAccess.SignInPath, "/account/sign-in", [new(SoftPasskey.Answer, answer)]);
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        var alice = await ProvenAsync();
        using var notAdded = await alice.PostAsync(AddPage, AddPage, [new("Name", "Mine"), new(SoftPasskey.Answer, "{}")]);
        notAdded.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_answer_to_another_kind_of_question_is_refused()
    {
        var alice = await ProvenAsync();
        // Asked to make one, and sent to where one is used; and the other way round.
        var make = await AskAsync(alice, AddPage, "/account/passkeys/options");
        using var refused = await alice.PostAsync("/account/proof", "/account/proof", [new(SoftPasskey.Answer, _passkey.Use(make))]);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var use = await AskAsync(alice, "/account/proof", "/account/proof/options");
        var answer = _passkey.Make(use.Replace("\"challenge\"", "\"user\":{\"id\":\"MQ\"},\"challenge\"", StringComparison.Ordinal));
        using var notAdded = await alice.PostAsync(AddPage, AddPage, [new("Name", "Mine"), new(SoftPasskey.Answer, answer)]);
        notAdded.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("origin")]
    [InlineData("site")]
    [InlineData("unverified")]
    [InlineData("signature")]
    [InlineData("owner")]
    [InlineData("count")]
    public async Task A_wrong_answer_opens_nothing(string what)
    {
        var alice = await ProvenAsync();
        _passkey.Count = 5;
        using var added = await AddAsync(alice, _passkey);
        await _portal.AccountAsync("Ed", Roles.Editor);
        using var forged = new SoftPasskey { Id = _passkey.Id, UserHandle = _passkey.UserHandle, Count = 6 };
        _passkey.Count = 6;
        switch (what)
        {
            case "origin":
                _passkey.Origin = "http://localhost.evil.example";
                break;
            case "site":
                _passkey.Site = "evil.example";
                break;
            case "unverified":
                _passkey.Verifies = false;
                break;
            case "owner":
                _passkey.UserHandle = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(
                    (await _portal.UserAsync("ed@poyraz.example")).Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                break;
            case "count":
                // As many times used as when it was made: a copy.
                _passkey.Count = 5;
                break;
        }

        using var refused = await UseAsync(_portal.Visitor(), what == "signature" ? forged : _passkey, "?lang=en");
        (await refused.PageAsync(what, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldStartWith("This passkey opens no account here");
    }

    [Fact]
    public async Task The_passkey_of_somebody_else_is_neither_found_nor_a_proof()
    {
        var alice = await ProvenAsync();
        using var added = await AddAsync(alice, _passkey);
        var ed = await ProvenAsync("Ed");
        foreach (var page in new[] { $"{List}/{_passkey.IdText}", $"{List}/{_passkey.IdText}/remove" })
        {
            await ed.PageAsync(page, HttpStatusCode.NotFound);
            using var post = await ed.PostAsync(AddPage, page, [new("Name", "Mine")]);
            post.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        foreach (var odd in new[] { "x", "%20", "!!!", new string('A', 3000) })
        {
            await ed.PageAsync($"{List}/{odd}", HttpStatusCode.NotFound);
        }

        var question = await AskAsync(ed, "/account/proof", "/account/proof/options");
        using var refused = await ed.PostAsync("/account/proof", "/account/proof", [new(SoftPasskey.Answer, _passkey.Use(question))]);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        // One device's passkey belongs to one account.
        using var taken = await AddAsync(ed, _passkey);
        taken.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await alice.PageAsync(List)).QuerySelectorAll("main h2").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_question_that_somebody_else_was_asked_at_this_browser_is_not_answered_for_me()
    {
        var alice = await ProvenAsync();
        var options = await AskAsync(alice, AddPage, "/account/passkeys/options");
        var answer = _passkey.Make(options);
        // The same browser, another account: the cookie of the question is still there.
        await _portal.AccountAsync("Ed", Roles.Editor);
        using var left = await alice.PostAsync(AddPage, "/account/sign-out", []);
        using var signedIn = await alice.SignInAsync("ed@poyraz.example");
        signedIn.Target().ShouldBe("/admin");
        using var notAdded = await alice.PostAsync(AddPage, AddPage, [new("Name", "Mine"), new(SoftPasskey.Answer, answer)]);
        notAdded.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_open_session_alone_neither_adds_nor_removes()
    {
        var alice = await ProvenAsync();
        using var added = await AddAsync(alice, _passkey);
        _portal.Clock.Now += StaffSignIn.ProofLifetime;
        var remove = $"{List}/{_passkey.IdText}/remove";
        foreach (var page in new[] { AddPage, remove })
        {
            using var shown = await alice.AnswerAsync(page);
            shown.Target().ShouldBe("/account/proof?returnUrl=" + Uri.EscapeDataString(page));
            using var posted = await alice.PostAsync("/account/proof", page, [new("Name", "Mine")]);
            posted.Target().ShouldBe("/account/proof?returnUrl=" + Uri.EscapeDataString(page));
        }

        using (var asked = await alice.PostAsync("/account/proof", "/account/passkeys/options", []))
        {
            asked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using (var wrong = await alice.PostAsync("/account/proof", "/account/proof", [new("Password", "not the password")]))
        {
            (await wrong.PageAsync("wrong", HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldBe("Your current password is not right.");
        }

        // By the passkey itself, this time.
        var question = await AskAsync(alice, "/account/proof", "/account/proof/options");
        using var proven = await alice.PostAsync("/account/proof", "/account/proof?returnUrl=" + Uri.EscapeDataString(remove), [new(SoftPasskey.Answer, _passkey.Use(question))]);
        proven.Target().ShouldBe(remove);
        (await alice.PageAsync(remove)).Words("main").ShouldContain("“Mine” will open your account no more");
    }

    [Fact]
    public async Task Signing_in_is_proof_enough_for_a_while()
    {
        await _portal.AccountAsync("Alice", Roles.Author);
        var browser = _portal.Visitor();
        using var signedIn = await browser.SignInAsync("alice@poyraz.example");
        await browser.PageAsync(AddPage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x\u0007y")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_name_that_is_none_is_refused_and_still_there(string name)
    {
        var alice = await ProvenAsync();
        using (var refused = await AddAsync(alice, _passkey, name))
        {
            ((await refused.PageAsync(name, HttpStatusCode.UnprocessableEntity)).QuerySelector("#Name")!.GetAttribute("value") ?? "").ShouldBe(name);
        }

        using var added = await AddAsync(alice, _passkey);
        var page = $"{List}/{_passkey.IdText}";
        using var notRenamed = await alice.PostAsync(page, page, [new("Name", name)]);
        (await notRenamed.PageAsync(name, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldStartWith("Name of the passkey");
    }

    [Fact]
    public async Task An_account_has_twenty_at_most()
    {
        var alice = await ProvenAsync();
        for (var i = 0; i < Passkeys.Most; i++)
        {
            using var one = new SoftPasskey();
            using var added = await AddAsync(alice, one);
            added.Target().ShouldBe(List);
        }

        using var refused = await AddAsync(alice, _passkey);
        (await refused.PageAsync("21st", HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldStartWith("You have 20 passkeys");
    }

    [Fact]
    public async Task Without_the_forms_token_nothing_is_done()
    {
        var alice = await ProvenAsync();
        using var added = await AddAsync(alice, _passkey);
        foreach (var address in new[] { AddPage, "/account/passkeys/options", $"{List}/{_passkey.IdText}", $"{List}/{_passkey.IdText}/remove", "/account/proof", "/account/proof/options", "/account/sign-in", "/account/sign-in/options" })
        {
            using var answer = await alice.PostAsync(new Uri(address, UriKind.Relative), Form(("Name", "Mine")), TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, address);
        }

        (await _portal.QueryAsync(db => db.UserPasskeys.CountAsync(TestContext.Current.CancellationToken))).ShouldBe(1);
    }

    [Fact]
    public async Task The_portals_own_address_is_the_one_that_counts_where_it_is_set()
    {
        await using var portal = new PortalHost().With("Site:Address", "https://Outreach.example.edu");
        var browser = portal.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://outreach.example.edu") });
        await portal.AccountAsync("Alice", Roles.Author);
        using var entered = await browser.SignInAsync("alice@poyraz.example");
        _passkey.Origin = "https://outreach.example.edu";
        _passkey.Site = "outreach.example.edu";
        using var added = await AddAsync(browser, _passkey);
        added.Target().ShouldBe(List);
        using var signedIn = await UseAsync(portal.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://outreach.example.edu") }), _passkey);
        signedIn.Target().ShouldBe("/admin");
    }

    [Fact]
    public async Task Too_many_tries_have_to_wait()
    {
        var browser = _portal.Visitor();
        var token = await browser.TokenAsync(StaffAccess.SignInPath);
        HttpStatusCode last = 0;
        for (var i = 0; i <= SignInLimits.TriesAnAddress; i++)
        {
            using var asked = await browser.PostAsync(new Uri("/account/sign-in/options", UriKind.Relative), Form(("__RequestVerificationToken", token)), TestContext.Current.CancellationToken);
            last = asked.StatusCode;
        }

        last.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    /// <summary>Somebody who is signed in and has just typed the password.</summary>
    private async Task<HttpClient> ProvenAsync(string name = "Alice")
    {
        var browser = await _portal.SignedInAsync(name, Roles.Author);
        using var proven = await browser.PostAsync("/account/proof", "/account/proof?returnUrl=%2Faccount%2Fpasskeys", [new("Password", Staff.Password)]);
        proven.Target().ShouldBe(List);
        return browser;
    }

    private static async Task<HttpResponseMessage> AddAsync(HttpClient browser, SoftPasskey passkey, string name = "Mine")
    {
        var options = await AskAsync(browser, AddPage, "/account/passkeys/options");
        return await browser.PostAsync(AddPage, AddPage, [new("Name", name), new(SoftPasskey.Answer, passkey.Make(options))]);
    }

    private static async Task<HttpResponseMessage> UseAsync(HttpClient browser, SoftPasskey passkey, string query = "")
    {
        var options = await AskAsync(browser, StaffAccess.SignInPath, "/account/sign-in/options");
        return await browser.PostAsync(StaffAccess.SignInPath, "/account/sign-in" + query, [new(SoftPasskey.Answer, passkey.Use(options))]);
    }

    private static async Task<string> AskAsync(HttpClient browser, string page, string address)
    {
        using var asked = await browser.PostAsync(page, address, []);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        asked.Header("Cache-Control")!.ShouldContain("no-store");
        return await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
}
