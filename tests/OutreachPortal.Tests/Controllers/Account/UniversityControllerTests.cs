using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.University;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers.Account;

/// <summary>Signing in by the university's OpenID Connect: staff, members of the university, and a provider that lies.</summary>
public sealed class UniversityControllerTests : IAsyncLifetime
{
    private const string Register = "/en/lectures/lecture-open/register";

    private readonly PortalHost _portal = new();
    private readonly ContentFolder _folder = new();
    private TestProvider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await TestProvider.StartAsync(_portal.Clock);
        _portal.With("SignIn:OpenIdConnect:Authority", _provider.Address)
            .With("SignIn:OpenIdConnect:ClientId", TestProvider.ClientId)
            .With("SignIn:OpenIdConnect:ClientSecret", TestProvider.Secret);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_verified_address_opens_the_staff_account_which_is_linked_from_then_on()
    {
        await _portal.AccountAsync("Deniz", Roles.Author, user => (user.Email, user.InvitedAt) = ("Deniz.Kaya@poyraz.example", _portal.Clock.Now.UtcDateTime));
        var browser = _portal.Visitor();
        using (var signedIn = await GoAsync(browser, "?returnUrl=%2Fadmin%3Fx"))
        {
            signedIn.Target().ShouldBe("/admin?x");
            Cookies(signedIn).ShouldContain(StaffAccess.Cookie + "=");
            Cookies(signedIn).ShouldNotContain(UniversityAccess.MemberCookie + "=ey");
        }

        await browser.PageAsync("/admin");
        (await _portal.UserAsync("Deniz.Kaya@poyraz.example")).InvitedAt.ShouldBeNull();

        // Another address at the university, not even verified: the person is the same.
        _provider.Email = "deniz.demir@poyraz.example";
        _provider.Bend = claims => claims["email_verified"] = false;
        using (var again = await GoAsync(_portal.Visitor()))
        {
            again.Target().ShouldBe("/admin");
        }

        (await _portal.TrailAsync()).Select(entry => (entry.Action, entry.Target, entry.Remark)).ShouldBe(
        [
            (AuditAction.UniversityLinked, "Deniz.Kaya@poyraz.example", _provider.Address + ": 248289761001"),
            (AuditAction.SignedIn, "Deniz.Kaya@poyraz.example", "by the university account"),
            (AuditAction.SignedIn, "Deniz.Kaya@poyraz.example", "by the university account"),
        ]);
    }

    [Fact]
    public async Task The_university_is_no_proof_of_who_sits_there_now()
    {
        await _portal.AccountAsync("Deniz", Roles.Author, user => user.Email = _provider.Email);
        var browser = _portal.Visitor();
        using var signedIn = await GoAsync(browser);
        using var proof = await browser.AnswerAsync("/account/passkeys/add");
        proof.Target()!.ShouldStartWith("/account/proof");
    }

    [Fact]
    public async Task An_address_that_went_to_somebody_else_does_not_take_the_account_with_it()
    {
        await _portal.AccountAsync("Deniz", Roles.Administrator, user => user.Email = _provider.Email);
        using var first = await GoAsync(_portal.Visitor());
        first.Target().ShouldBe("/admin");
        _provider.Subject = "another person";
        using var second = await GoAsync(_portal.Visitor());
        second.Target().ShouldBe("/account/university/member?lang=tr");
        Cookies(second).ShouldNotContain(StaffAccess.Cookie);
    }

    [Fact]
    public async Task A_deactivated_account_is_no_staff_any_more()
    {
        await _portal.AccountAsync("Deniz", Roles.Author, user => user.Email = _provider.Email);
        using var linked = await GoAsync(_portal.Visitor());
        await _portal.QueryAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DeactivatedAt, _portal.Clock.Now.UtcDateTime), TestContext.Current.CancellationToken));
        var browser = _portal.Visitor();
        using var answer = await GoAsync(browser);
        Cookies(answer).ShouldNotContain(StaffAccess.Cookie);
        using var admin = await browser.AnswerAsync("/admin");
        admin.Target()!.ShouldStartWith("/account/sign-in");
    }

    [Fact]
    public async Task Somebody_without_an_account_is_a_member_who_leaves_no_row_and_comes_in_nowhere()
    {
        var before = await _portal.CountsAsync();
        var browser = _portal.Visitor();
        using (var answer = await GoAsync(browser, "?returnUrl=%2Fadmin&lang=en"))
        {
            answer.Target().ShouldBe("/account/university/member?lang=en");
            Cookies(answer).ShouldContain(UniversityAccess.MemberCookie + "=");
            Cookies(answer).ShouldContain("httponly", Case.Insensitive);
            Cookies(answer).ShouldNotContain(StaffAccess.Cookie);
        }

        (await browser.PageAsync("/account/university/member?lang=en")).Words("main").ShouldContain("You are signed in as Deniz Kaya (deniz.kaya@poyraz.example).");
        (await browser.PageAsync("/account/sign-in?lang=en")).Words("main").ShouldContain("There is no staff account for it here.");
        using (var admin = await browser.AnswerAsync("/admin"))
        {
            admin.Target()!.ShouldStartWith("/account/sign-in");
        }

        (await _portal.CountsAsync()).ShouldBe(before);
        using (var left = await browser.PostAsync("/account/university/member?lang=en", "/account/university/sign-out?lang=en", []))
        {
            left.Target().ShouldBe("/en");
        }

        using var gone = await browser.AnswerAsync("/account/university/member?lang=en");
        gone.Target().ShouldBe("/account/sign-in?lang=en");
    }

    [Fact]
    public async Task A_member_registers_with_the_universitys_address_and_is_confirmed_at_once()
    {
        _folder.Lecture("open");
        await _portal.ImportAllAsync(_folder);
        var browser = _portal.Visitor();
        var link = (await browser.PageAsync(Register)).Href("main .stack > p > a[href*='university']")!;
        link.ShouldBe("/account/university?returnUrl=%2Fen%2Flectures%2Flecture-open%2Fregister&lang=en");
        using (var back = await GoAsync(browser, link[link.IndexOf('?', StringComparison.Ordinal)..]))
        {
            back.Target().ShouldBe(Register);
        }

        var page = await browser.PageAsync(Register);
        page.Words(".notice.info").ShouldContain("You are signed in as Deniz Kaya (deniz.kaya@poyraz.example).");
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Deniz Kaya");
        page.QuerySelector("#email")!.GetAttribute("value").ShouldBe("deniz.kaya@poyraz.example");
        using (var registered = await SendAsync(browser, ("name", "Deniz Kaya"), ("email", "Deniz.Kaya@poyraz.example")))
        {
            registered.Target()!.ShouldStartWith("/en/registrations/");
            (await browser.PageAsync(registered.Target()!)).Words("main").ShouldContain("Deniz Kaya");
        }

        (await _portal.RegistrationAsync("Deniz.Kaya@poyraz.example")).State.ShouldBe(RegistrationState.Confirmed);
        (await _portal.LettersToAsync("Deniz.Kaya@poyraz.example")).Select(letter => letter.Kind).ShouldBe(["confirmed"]);

        // Another address is anybody's.
        using (var other = await SendAsync(browser, ("name", "Deniz Kaya"), ("email", "deniz@home.example")))
        {
            other.Target().ShouldBe(Register + "/sent");
        }

        (await _portal.RegistrationAsync("deniz@home.example")).State.ShouldBe(RegistrationState.Pending);
        (await _portal.LettersToAsync("deniz@home.example")).Select(letter => letter.Kind).ShouldBe(["confirm"]);

        // What was typed comes back, and not what the university says.
        using (var wrong = await SendAsync(browser, ("name", "D. K."), ("email", "nonsense")))
        {
            var again = await wrong.PageAsync(Register, HttpStatusCode.UnprocessableEntity);
            again.QuerySelector("#name")!.GetAttribute("value").ShouldBe("D. K.");
        }

        using (var left = await browser.PostAsync(Register, "/account/university/sign-out?returnUrl=" + Uri.EscapeDataString(Register), []))
        {
            left.Target().ShouldBe(Register);
        }

        (await browser.PageAsync(Register)).QuerySelector("#name")!.GetAttribute("value").ShouldBe("");
    }

    [Fact]
    public async Task Pages_that_are_kept_never_say_who_is_signed_in()
    {
        _folder.Lecture("open");
        await _portal.ImportAllAsync(_folder);
        var browser = _portal.Visitor();
        using var back = await GoAsync(browser);
        foreach (var address in new[] { "/en", "/en/lectures", "/en/lectures/lecture-open", Register + "/sent" })
        {
            foreach (var visitor in new[] { browser, _portal.Visitor() })
            {
                using var answer = await visitor.AnswerAsync(address);
                var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                html.ShouldNotContain("Deniz", Case.Sensitive, address);
                (answer.Header("Set-Cookie") ?? "").ShouldBeEmpty(address);
            }
        }

        using var form = await browser.AnswerAsync(Register);
        form.Header("Cache-Control")!.ShouldContain("no-store");
        (await _portal.Visitor().PageAsync(Register)).DocumentElement.OuterHtml.ShouldNotContain("Deniz");
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("no nonce")]
    [InlineData("audience")]
    [InlineData("other party")]
    [InlineData("issuer")]
    [InlineData("expired")]
    [InlineData("no end")]
    [InlineData("not yet")]
    [InlineData("no subject")]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("signature")]
    public async Task What_does_not_hold_signs_nobody_in(string what)
    {
        await _portal.AccountAsync("Deniz", Roles.Administrator, user => user.Email = _provider.Email);
        var now = _portal.Clock.Now.ToUnixTimeSeconds();
        switch (what)
        {
            case "none" or "HS256":
                _provider.Algorithm = what;
                break;
            case "signature":
                // By a key that is not the provider's.
                using (var first = await GoAsync(_portal.Visitor()))
                {
                    first.Target().ShouldBe("/admin");
                }

                _provider.ChangeKeys();
                break;
            default:
                _provider.Bend = claims =>
                {
                    var (name, value) = what switch
                    {
                        "nonce" => ("nonce", "another"),
                        "no nonce" => ("nonce", null),
                        "audience" => ("aud", "somebody-else"),
                        "other party" => ("azp", "somebody-else"),
                        "issuer" => ("iss", "https://evil.example"),
                        "expired" => ("exp", now - 600),
                        "no end" => ("exp", null),
                        "not yet" => ("nbf", now + 600),
                        _ => ("sub", (object?)null),
                    };
                    claims[name] = value;
                };
                break;
        }

        var browser = _portal.Visitor();
        using var answer = await GoAsync(browser, "?lang=en");
        (await answer.PageAsync(what, HttpStatusCode.BadRequest)).Words("main").ShouldContain("could not be trusted");
        await IsNobodyAsync(browser, answer);
    }

    [Fact]
    public async Task New_keys_of_the_provider_are_found()
    {
        using var first = await GoAsync(_portal.Visitor());
        Cookies(first).ShouldContain(UniversityAccess.MemberCookie);
        _provider.ChangeKeys();
        _portal.Clock.Now += UniversityProvider.KeptAtLeast;
        using var second = await GoAsync(_portal.Visitor());
        Cookies(second).ShouldContain(UniversityAccess.MemberCookie + "=");
        second.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    [InlineData("yes")]
    public async Task An_address_that_is_not_verified_signs_nobody_in(object? verified)
    {
        await _portal.AccountAsync("Deniz", Roles.Administrator, user => user.Email = _provider.Email);
        _provider.Bend = claims => claims["email_verified"] = verified;
        var browser = _portal.Visitor();
        using var answer = await GoAsync(browser, "?lang=tr");
        (await answer.PageAsync("unverified", HttpStatusCode.Forbidden)).Words("main").ShouldContain("e-posta adresiniz doğrulanmamış");
        await IsNobodyAsync(browser, answer);
    }

    [Theory]
    [InlineData("access_denied")]
    [InlineData("server_error")]
    public async Task A_refusal_is_said_in_the_language_in_which_one_asked(string error)
    {
        _provider.Error = error;
        var browser = _portal.Visitor();
        using var answer = await GoAsync(browser, "?lang=en&returnUrl=%2Fen%2Flectures");
        var page = await answer.PageAsync(error, HttpStatusCode.Forbidden);
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.Words("main").ShouldContain("was broken off or refused");
        page.Href("main a.btn").ShouldBe("/account/university?returnUrl=%2Fen%2Flectures&lang=en");
        answer.Header("Cache-Control")!.ShouldContain("no-store");
        await IsNobodyAsync(browser, answer);
    }

    [Fact]
    public async Task An_answer_to_no_question_of_this_browser_is_refused()
    {
        var browser = _portal.Visitor();
        var first = await ReturnAsync(browser, "");
        var query = first[first.IndexOf('?', StringComparison.Ordinal)..];
        var values = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        // Without a state, with one of somebody's making, at another browser, and once more.
        foreach (var (visitor, address) in new[]
        {
            (browser, UniversityAccess.ReturnPath),
            (browser, UniversityAccess.ReturnPath + "?code=" + values["code"]),
            (browser, UniversityAccess.ReturnPath + "?state=x&code=" + values["code"]),
            (browser, UniversityAccess.ReturnPath + "?error=access_denied"),
            (_portal.Visitor(), first),
        })
        {
            using var lost = await visitor.AnswerAsync(address, ("Accept-Language", "tr"));
            (await lost.PageAsync(address, HttpStatusCode.BadRequest)).Words("main").ShouldContain("Lütfen baştan başlayın");
            await IsNobodyAsync(visitor, lost);
        }

        _provider.Redeemed.ShouldBe(0);
        using (var right = await browser.AnswerAsync(first))
        {
            Cookies(right).ShouldContain(UniversityAccess.MemberCookie + "=");
        }

        using var again = await browser.AnswerAsync(first);
        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_code_that_the_provider_does_not_know_signs_nobody_in()
    {
        var browser = _portal.Visitor();
        var address = (await ReturnAsync(browser, "")).Replace("code=", "code=x", StringComparison.Ordinal);
        using var answer = await browser.AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await IsNobodyAsync(browser, answer);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_said_before_and_after()
    {
        var browser = _portal.Visitor();
        _provider.IsDown = true;
        using (var answer = await browser.AnswerAsync(UniversityAccess.StartPath + "?lang=en"))
        {
            (await answer.PageAsync("down", HttpStatusCode.FailedDependency)).Words("main").ShouldContain("does not answer at the moment");
        }

        // For a few seconds nobody waits for it again.
        _provider.IsDown = false;
        using (var answer = await browser.AnswerAsync(UniversityAccess.StartPath))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.FailedDependency);
        }

        _portal.Clock.Now += TimeSpan.FromSeconds(5);
        var address = await ReturnAsync(browser, "?lang=en");
        _provider.IsDown = true;
        using var down = await browser.AnswerAsync(address);
        (await down.PageAsync("down", HttpStatusCode.FailedDependency)).Words("main").ShouldContain("does not answer at the moment");
        await IsNobodyAsync(browser, down);
    }

    [Fact]
    public async Task A_provider_that_calls_itself_something_else_is_not_believed()
    {
        _provider.Issuer = "https://evil.example";
        using var answer = await _portal.Visitor().AnswerAsync(UniversityAccess.StartPath);
        answer.StatusCode.ShouldBe(HttpStatusCode.FailedDependency);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Name_and_address_may_be_kept_apart_and_the_secret_sent_in_either_way(bool inForm)
    {
        (_provider.HasUserInfo, _provider.TakesSecretInForm) = (true, inForm);
        var browser = _portal.Visitor();
        using var answer = await GoAsync(browser, "?lang=en");
        (await browser.PageAsync(answer.Target()!)).Words("main").ShouldContain("Deniz Kaya (deniz.kaya@poyraz.example)");
    }

    [Fact]
    public async Task Name_and_address_of_somebody_else_are_not_taken()
    {
        _provider.HasUserInfo = true;
        _provider.UserInfo = new() { ["sub"] = "somebody else", ["email"] = "rector@poyraz.example", ["email_verified"] = true };
        var browser = _portal.Visitor();
        using var answer = await GoAsync(browser, "?lang=en");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await IsNobodyAsync(browser, answer);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task Another_sites_address_is_not_followed(string wanted)
    {
        using var answer = await GoAsync(_portal.Visitor(), "?lang=en&returnUrl=" + Uri.EscapeDataString(wanted));
        answer.Target().ShouldBe("/account/university/member?lang=en");
    }

    [Fact]
    public async Task An_odd_name_is_one_line()
    {
        _provider.Name = "Deniz\r\nBcc: x@evil.example <script>" + new string('x', 500);
        var browser = _portal.Visitor();
        using var answer = await GoAsync(browser, "?lang=en");
        var page = await browser.PageAsync(answer.Target()!);
        page.QuerySelector("main script").ShouldBeNull();
        page.Words("main").ShouldContain("Deniz Bcc: x@evil.example <script>");
    }

    [Fact]
    public async Task Where_it_is_not_set_nothing_shows()
    {
        await using var portal = new PortalHost();
        _folder.Lecture("open");
        await portal.ImportAllAsync(_folder);
        var visitor = portal.Visitor();
        (await visitor.PageAsync("/account/sign-in")).DocumentElement.OuterHtml.ShouldNotContain("university");
        (await visitor.PageAsync(Register)).DocumentElement.OuterHtml.ShouldNotContain("account/university");
        foreach (var address in new[] { UniversityAccess.StartPath, UniversityAccess.ReturnPath + "?state=x" })
        {
            await visitor.PageAsync(address, HttpStatusCode.NotFound);
        }

        using var member = await visitor.AnswerAsync("/account/university/member");
        member.Target().ShouldBe("/account/sign-in");
    }

    [Theory]
    [InlineData("en", "Sign in with your Poyraz University account")]
    [InlineData("tr", "Poyraz Üniversitesi hesabınızla oturum açın")]
    public async Task The_button_names_the_university(string language, string words) =>
        (await _portal.Visitor().PageAsync("/account/sign-in?lang=" + language)).AllWords("main a.btn").ShouldContain(words);

    /// <summary>Follows the way to the provider and back, as a browser does.</summary>
    private static async Task<HttpResponseMessage> GoAsync(HttpClient browser, string query = "") => await browser.AnswerAsync(await ReturnAsync(browser, query));

    /// <summary>Where the provider sends the browser back to.</summary>
    private static async Task<string> ReturnAsync(HttpClient browser, string query)
    {
        using var asked = await browser.AnswerAsync(UniversityAccess.StartPath + query);
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var outside = new HttpClient(handler);
        using var back = await outside.GetAsync(new Uri(asked.Target()!), TestContext.Current.CancellationToken);
        back.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var address = back.Headers.Location!;
        address.GetLeftPart(UriPartial.Path).ShouldBe("http://localhost" + UniversityAccess.ReturnPath);
        return address.PathAndQuery;
    }

    /// <summary>Sends the form of registration; a member's page has another one, to sign out.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, params (string Name, string Value)[] typed)
    {
        var fields = (await browser.PageAsync(Register)).Fields("main form.form");
        using var content = new FormUrlEncodedContent(typed.Aggregate(fields, (filled, one) => filled.With(one.Name, one.Value)));
        return await browser.PostAsync(new Uri(Register, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private static async Task IsNobodyAsync(HttpClient browser, HttpResponseMessage answer)
    {
        Cookies(answer).ShouldNotContain(StaffAccess.Cookie);
        Cookies(answer).ShouldNotContain(UniversityAccess.MemberCookie);
        using var member = await browser.AnswerAsync("/account/university/member");
        member.Target()!.ShouldStartWith("/account/sign-in");
    }

    private static string Cookies(HttpResponseMessage answer) => answer.Header("Set-Cookie") ?? "";
}
