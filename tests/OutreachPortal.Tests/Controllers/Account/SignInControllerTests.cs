using System.Diagnostics;
using System.Net;
using AngleSharp.Dom;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers.Account;

public sealed class SignInControllerTests : IAsyncLifetime
{
    // One portal a test: tries are counted by address, and all tests come from the same.
    private readonly PortalHost _portal = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Password_opens_the_admin_area_and_signing_out_closes_it()
    {
        await _portal.AccountAsync("Alice", Roles.Author);
        var browser = _portal.Visitor();
        using (var answer = await browser.SignInAsync("Alice@Poyraz.example"))
        {
            answer.Target().ShouldBe("/admin");
            Session(answer).ShouldContain("httponly", Case.Insensitive);
            Session(answer).ShouldContain("samesite=lax", Case.Insensitive);
            Session(answer).ShouldNotContain("expires", Case.Insensitive);
        }

        await browser.PageAsync("/admin");
        (await _portal.UserAsync("alice@poyraz.example")).LastSignInAt.ShouldBe(_portal.Clock.Now.UtcDateTime);
        using (var left = await browser.PostAsync("/admin", "/account/sign-out", []))
        {
            left.Target().ShouldBe("/account/sign-in");
        }

        using var after = await browser.AnswerAsync("/admin");
        after.Target().ShouldBe("/account/sign-in?returnUrl=%2Fadmin");
        (await _portal.TrailAsync()).Where(entry => entry.Action is AuditAction.SignedIn or AuditAction.SignedOut)
            .Select(entry => (entry.Action, entry.UserName)).ShouldBe([(AuditAction.SignedIn, "Alice"), (AuditAction.SignedOut, "Alice")]);
    }

    [Fact]
    public async Task Browser_is_remembered_only_when_that_is_asked_for()
    {
        await _portal.AccountAsync("Alice", Roles.Author);
        using var answer = await _portal.Visitor().SignInAsync("alice@poyraz.example", remember: true);
        Session(answer).ShouldContain("expires", Case.Insensitive);
    }

    [Fact]
    public async Task Signing_out_by_a_link_does_nothing()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        using var answer = await alice.AnswerAsync("/account/sign-out");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        await alice.PageAsync("/admin");
    }

    [Fact]
    public async Task Every_refusal_is_the_same_answer_in_the_same_time()
    {
        await _portal.AccountAsync("Wrong", Roles.Author);
        await _portal.AccountAsync("Locked", Roles.Author, user => user.LockoutEnd = _portal.Clock.Now + TimeSpan.FromHours(1));
        await _portal.AccountAsync("Deactivated", Roles.Author, user => user.DeactivatedAt = _portal.Clock.Now.UtcDateTime);
        var answers = new List<(string Page, double Time)>();
        foreach (var (name, password) in new[] { ("wrong", "not the password"), ("locked", Staff.Password), ("deactivated", Staff.Password), ("unknown", Staff.Password) })
        {
            var browser = _portal.Visitor();
            var token = await browser.TokenAsync(StaffAccess.SignInPath);
            var start = Stopwatch.GetTimestamp();
            using var form = new FormUrlEncodedContent([new("Email", name + "@poyraz.example"), new("Password", password), new("__RequestVerificationToken", token)]);
            using var answer = await browser.PostAsync(new Uri(StaffAccess.SignInPath, UriKind.Relative), form, TestContext.Current.CancellationToken);
            var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var page = await answer.PageAsync(name, HttpStatusCode.UnprocessableEntity);
            Session(answer).ShouldBeEmpty();
            page.QuerySelector("#Email")!.GetAttribute("value").ShouldBe(name + "@poyraz.example");
            page.QuerySelector("#Email")!.RemoveAttribute("value");
            page.QuerySelectorAll("input[type=hidden]").ToList().ForEach(input => input.Remove());
            answers.Add((page.DocumentElement.OuterHtml, time));
        }

        answers.Select(answer => answer.Page).Distinct().ShouldHaveSingleItem();
        // Each waits for the same bell, which is later than any of them would have been done.
        // A timer may ring a hair early.
        answers.ShouldAllBe(answer => answer.Time >= StaffSignIn.ShortestRefusal.TotalMilliseconds - 20);
        (await _portal.TrailAsync()).Where(entry => entry.Action == AuditAction.SignInFailed).Select(entry => (entry.Target, entry.Remark)).ShouldBe(
            [("wrong@poyraz.example", "wrong password"), ("locked@poyraz.example", "locked"), ("deactivated@poyraz.example", "deactivated"), ("", "unknown account")]);
        (await _portal.TrailAsync()).ShouldAllBe(entry => !entry.Remark.Contains("not the password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Account_rests_after_five_wrong_passwords_and_wakes_after_a_quarter_of_an_hour()
    {
        await _portal.AccountAsync("Alice", Roles.Author);
        var browser = _portal.Visitor();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await browser.SignInAsync("alice@poyraz.example", "not the password");
        }

        using (var locked = await browser.SignInAsync("alice@poyraz.example"))
        {
            locked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        _portal.Clock.Now += TimeSpan.FromMinutes(16);
        using var right = await browser.SignInAsync("alice@poyraz.example");
        right.Target().ShouldBe("/admin");
    }

    [Fact]
    public async Task Wrong_passwords_at_the_same_time_all_count()
    {
        await _portal.AccountAsync("Alice", Roles.Author);
        var browsers = Enumerable.Range(0, 5).Select(_ => _portal.Visitor()).ToList();
        await Task.WhenAll(browsers.Select(browser => browser.SignInAsync("alice@poyraz.example", "not the password")));
        (await _portal.UserAsync("alice@poyraz.example")).LockoutEnd.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("alice@poyraz.example")]
    [InlineData("nobody@poyraz.example")]
    public async Task Too_many_tries_with_an_account_have_to_wait_whether_there_is_one_or_not(string email)
    {
        await _portal.AccountAsync("Alice", Roles.Author);
        var browser = _portal.Visitor();
        var token = await browser.TokenAsync(StaffAccess.SignInPath + "?lang=tr");
        async Task<HttpResponseMessage> Try() => await browser.PostAsync(new Uri(StaffAccess.SignInPath + "?lang=tr", UriKind.Relative),
            new FormUrlEncodedContent([new("Email", email), new("Password", "not the password"), new("__RequestVerificationToken", token)]), TestContext.Current.CancellationToken);
        var answers = await Task.WhenAll(Enumerable.Range(0, SignInLimits.TriesAnAccount).Select(_ => Try()));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity);
        using var refused = await Try();
        var page = await refused.PageAsync(email, HttpStatusCode.TooManyRequests);
        int.Parse(refused.Header("Retry-After")!, null).ShouldBeInRange(1, 300);
        page.QuerySelector("header.site-head").ShouldNotBeNull();
        page.Words("h1").ShouldBe("Çok sayıda deneme yapıldı");
    }

    [Fact]
    public async Task Too_many_tries_from_one_address_have_to_wait()
    {
        var browser = _portal.Visitor();
        var token = await browser.TokenAsync(StaffAccess.SignInPath);
        HttpResponseMessage? last = null;
        for (var i = 0; i <= SignInLimits.TriesAnAddress; i++)
        {
            last = await browser.PostAsync(new Uri(StaffAccess.SignInPath, UriKind.Relative),
                new FormUrlEncodedContent([new("Email", ""), new("__RequestVerificationToken", token)]), TestContext.Current.CancellationToken);
        }

        last!.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        last.Header("Retry-After").ShouldNotBeNull();
        // Reading goes on.
        await browser.PageAsync(StaffAccess.SignInPath);
    }

    [Theory]
    [InlineData("/admin/users?page=2", "/admin/users?page=2")]
    [InlineData("https://evil.example/", "/admin")]
    [InlineData("//evil.example/", "/admin")]
    [InlineData("/admin/\u011f", "/admin")]
    [InlineData("/\\evil.example", "/admin")]
    [InlineData("\\\\evil.example", "/admin")]
    [InlineData("~//evil.example", "/admin")]
    [InlineData("~/admin", "/admin")]
    [InlineData("javascript:alert(1)", "/admin")]
    [InlineData("/\t/evil.example", "/admin")]
    [InlineData("admin", "/admin")]
    public async Task Signing_in_leads_on_within_the_portal_alone(string wanted, string target)
    {
        await _portal.AccountAsync("Alice", Roles.Author);
        using var answer = await _portal.Visitor().SignInAsync("alice@poyraz.example", query: "?returnUrl=" + Uri.EscapeDataString(wanted));
        answer.Target().ShouldBe(target);
    }

    [Fact]
    public async Task A_visitor_is_led_to_the_page_asked_for_and_a_script_is_told()
    {
        using var page = await _portal.Visitor().AnswerAsync("/admin?x=1");
        page.Target().ShouldBe("/account/sign-in?returnUrl=%2Fadmin%3Fx%3D1");
        using var script = await _portal.Visitor().AnswerAsync("/admin", ("X-Requested-With", "fetch"));
        script.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var hostile = await _portal.Visitor().AnswerAsync("/admin", ("X-Forwarded-Host", "evil.example"));
        hostile.Target()!.ShouldStartWith("/account/");
    }

    [Fact]
    public async Task A_session_begins_with_a_cookie_that_nobody_could_have_planted()
    {
        await _portal.AccountAsync("Alice", Roles.Author);
        using var answer = await _portal.Visitor().SignInAsync("alice@poyraz.example");
        var own = Session(answer).Split(';')[0];
        using var planted = await _portal.Visitor().AnswerAsync("/admin", ("Cookie", StaffAccess.Cookie + "=planted"));
        planted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var second = await _portal.Visitor().SignInAsync("alice@poyraz.example");
        Session(second).Split(';')[0].ShouldNotBe(own);
    }

    [Theory]
    [InlineData("", Staff.Password, "#Email")]
    [InlineData("alice@poyraz.example", "", "#Password")]
    public async Task What_is_missing_is_named(string email, string password, string field)
    {
        using var answer = await _portal.Visitor().SignInAsync(email, password);
        var page = await answer.PageAsync(field, HttpStatusCode.UnprocessableEntity);
        page.Href("[role=alert] a").ShouldBe(field);
    }

    [Fact]
    public async Task Form_tells_password_programs_what_its_fields_are_and_keeps_where_one_was_going()
    {
        var page = await _portal.Visitor().PageAsync("/account/sign-in?returnUrl=%2Fadmin%2Fusers&lang=en");
        page.QuerySelector("#Email")!.GetAttribute("autocomplete").ShouldBe("username");
        page.QuerySelector("#Password")!.GetAttribute("autocomplete").ShouldBe("current-password");
        page.Href("a.lang").ShouldBe("/account/sign-in?returnUrl=%2Fadmin%2Fusers&lang=tr");
        // No address of its own: it is sent to that of the page, with all of its query.
        page.QuerySelector("form.account-form")!.HasAttribute("action").ShouldBeFalse();
    }

    [Fact]
    public async Task Sign_in_without_a_token_is_refused()
    {
        using var form = new FormUrlEncodedContent([new("Email", "alice@poyraz.example"), new("Password", Staff.Password)]);
        using var answer = await _portal.Visitor().PostAsync(new Uri(StaffAccess.SignInPath, UriKind.Relative), form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static string Session(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.FirstOrDefault(cookie => cookie.StartsWith(StaffAccess.Cookie + "=", StringComparison.Ordinal)) ?? "" : "";
}
