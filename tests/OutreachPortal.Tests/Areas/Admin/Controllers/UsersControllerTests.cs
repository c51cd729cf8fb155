using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class UsersControllerTests : IAsyncLifetime
{
    private const string Passphrase = "seven quiet lanterns";
    private readonly PortalHost _portal = new PortalHost().With("Site:Address", "http://outreach.example.edu");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task List_shows_roles_state_and_last_sign_in()
    {
        await _portal.AccountAsync("Ed", Roles.Editor, user => user.DeactivatedAt = _portal.Clock.Now.UtcDateTime);
        await _portal.AccountAsync("Alice", Roles.Author, user => user.LastSignInAt = _portal.Clock.Now.UtcDateTime);
        var page = await (await _portal.AdaTheAdministratorAsync()).PageAsync("/admin/users");
        page.AllWords("tbody tr").ShouldBe(
        [
            "Ada ada@poyraz.example Administrator Active None Never",
            "Alice alice@poyraz.example Author Active None Mon 23 November, 12:00",
            "Ed ed@poyraz.example Editor Deactivated None Never",
        ], Case.Sensitive);
        page.Words("[aria-current=page]").ShouldBe("People and roles");
    }

    [Theory]
    [InlineData(true, "The invitation is on its way", "gets a letter at new@poyraz.example")]
    [InlineData(false, "The account is made", "No mail server is set")]
    public async Task Invitation_says_whether_anything_was_sent(bool hasServer, string title, string lead)
    {
        using var portal = new PortalHost();
        if (hasServer)
        {
            portal.With("Mail:Host", "127.0.0.1").With("Mail:Port", "9");
        }

        using var answer = await (await portal.AdaTheAdministratorAsync()).PostAsync("/admin/users/invite", "/admin/users/invite", Invitation("new@poyraz.example"));
        var page = await answer.PageAsync("invited");
        page.Words("h1").ShouldBe(title);
        page.Words("main").ShouldContain(lead);
        page.QuerySelector("button[data-copy=invitation_link]").ShouldNotBeNull();
    }

    [Fact]
    public async Task Invited_author_chooses_a_password_by_the_letter_and_writes()
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        using var answer = await ada.PostAsync("/admin/users/invite", "/admin/users/invite", Invitation("new@poyraz.example"));
        var link = (await answer.PageAsync("invited")).Words("#invitation_link");
        link.ShouldStartWith("http://outreach.example.edu/account/invitation?user=");
        (await _portal.UserAsync("new@poyraz.example")).PasswordHash.ShouldBeNull();
        var letter = (await LettersAsync()).ShouldHaveSingleItem();
        (letter.Kind, letter.To, letter.Language, letter.Subject).ShouldBe(("invitation", "new@poyraz.example", "tr", "Hesabınız: Poyraz Üniversitesi, Toplumsal Katkı Ofisi"));

        var address = new Uri(link).PathAndQuery;
        var invited = _portal.Visitor();
        (await invited.PageAsync(address)).DocumentElement.GetAttribute("lang").ShouldBe("tr");
        using var weak = await invited.PostAsync(address, address, [new("Password", "short"), new("Again", "short")]);
        weak.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var chosen = await invited.PostAsync(address, address, [new("Password", Passphrase), new("Again", Passphrase)]);
        chosen.Target().ShouldBe("/admin");
        (await invited.PageAsync("/admin")).Words(".admin-tools").ShouldContain("Yeni Yazar");

        await _portal.Visitor().PageAsync(address, HttpStatusCode.Gone);
        (await _portal.TrailAsync()).Select(entry => entry.Action).ShouldBe([AuditAction.UserInvited, AuditAction.PasswordChanged, AuditAction.SignedIn]);
    }

    [Fact]
    public async Task Invitation_ends_after_seven_days_and_with_a_newer_one()
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        using var answer = await ada.PostAsync("/admin/users/invite", "/admin/users/invite", Invitation("new@poyraz.example"));
        var first = new Uri((await answer.PageAsync("invited")).Words("#invitation_link")).PathAndQuery;
        var user = await _portal.UserAsync("new@poyraz.example");
        using var again = await ada.PostAsync($"/admin/users/{user.Id}", $"/admin/users/{user.Id}/invite-again", [new("version", user.ConcurrencyStamp!)]);
        var second = new Uri((await again.PageAsync("invited again")).Words("#invitation_link")).PathAndQuery;
        await _portal.Visitor().PageAsync(first, HttpStatusCode.Gone);
        await _portal.Visitor().PageAsync(second);
        _portal.Clock.Now += LinkTokens.InvitationLifetime;
        await _portal.Visitor().PageAsync(second, HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("&user=1", "x")]
    [InlineData("", "")]
    [InlineData("", "AAAA")]
    [InlineData("", "not base64 ###")]
    public async Task Invitation_that_was_made_up_opens_nothing(string more, string token)
    {
        var alice = await _portal.AccountAsync("Alice", Roles.Author);
        await _portal.Visitor().PageAsync($"/account/invitation?user={alice.Id}{more}&token={Uri.EscapeDataString(token)}", HttpStatusCode.Gone);
        await _portal.Visitor().PageAsync($"/account/reset?user={alice.Id}{more}&token={Uri.EscapeDataString(token)}", HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("Email", "ada@poyraz.example", "already an account")]
    [InlineData("Email", "ada@x.example, b@x.example", "E-mail address")]
    [InlineData("Email", "a@x.example\r\nBcc: b@x.example", "E-mail address")]
    [InlineData("Name", "", "Name")]
    [InlineData("Name", "a\nb", "Name")]
    [InlineData("Roles", "", "Roles")]
    [InlineData("Roles", "Owner", "Roles")]
    [InlineData("Language", "de", "Language")]
    public async Task Invitation_with_a_mistake_is_shown_again(string field, string value, string complaint)
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        using var answer = await ada.PostAsync("/admin/users/invite", "/admin/users/invite", Invitation("new@poyraz.example").Where(pair => pair.Key != field).Append(new(field, value)));
        var page = await answer.PageAsync(field, HttpStatusCode.UnprocessableEntity);
        page.Words("[role=alert]").ShouldContain(complaint);
        page.QuerySelector(page.Href("[role=alert] a")!).ShouldNotBeNull();
        if (field != "Name")
        {
            page.QuerySelector("#Name")!.GetAttribute("value").ShouldBe("Yeni Yazar");
        }

        (await LettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Roles_are_felt_at_the_next_request()
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        var alice = await _portal.AliceTheAuthorAsync();
        using (var before = await alice.AnswerAsync("/admin/users"))
        {
            before.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var changed = await ChangeAsync(ada, "alice@poyraz.example", [Roles.Administrator]);
        changed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await alice.PageAsync("/admin/users");
        using var back = await ChangeAsync(ada, "alice@poyraz.example", [Roles.Registrar]);
        using var after = await alice.AnswerAsync("/admin/users");
        after.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _portal.TrailAsync())[0].Remark.ShouldBe("roles: Author → Administrator");
    }

    [Fact]
    public async Task Deactivated_colleague_is_out_at_once_and_comes_back()
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        var alice = await _portal.AliceTheAuthorAsync();
        await alice.PageAsync("/admin");
        using var done = await ActAsync(ada, "alice@poyraz.example", "deactivate");
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using (var out_ = await alice.AnswerAsync("/admin"))
        {
            out_.Target()!.ShouldStartWith("/account/sign-in");
        }

        using (var refused = await _portal.Visitor().SignInAsync("alice@poyraz.example"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        using var back = await ActAsync(ada, "alice@poyraz.example", "reactivate");
        using var again = await _portal.Visitor().SignInAsync("alice@poyraz.example");
        again.Target().ShouldBe("/admin");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session()
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        var first = await _portal.AliceTheAuthorAsync();
        var second = await _portal.AliceTheAuthorAsync();
        using var done = await ActAsync(ada, "alice@poyraz.example", "sign-out");
        foreach (var session in new[] { first, second })
        {
            using var answer = await session.AnswerAsync("/admin");
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        await ada.PageAsync("/admin");
    }

    [Fact]
    public async Task Last_administrator_stays_one_and_nobody_deactivates_themselves()
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        using var demoted = await ChangeAsync(ada, "ada@poyraz.example", [Roles.Author]);
        (await demoted.PageAsync("demoted", HttpStatusCode.UnprocessableEntity)).Words("[role=alert]").ShouldContain("last active administrator");
        using var deactivated = await ActAsync(ada, "ada@poyraz.example", "deactivate");
        (await deactivated.PageAsync("deactivated", HttpStatusCode.UnprocessableEntity)).Words("[role=alert]").ShouldContain("your own account");
        await ada.PageAsync("/admin/users");
        (await _portal.TrailAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_administrators_who_deactivate_each_other_at_once_do_not_both_succeed()
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        var grace = await _portal.SignedInAsync("Grace", Roles.Administrator);
        var answers = await Task.WhenAll(ActAsync(ada, "grace@poyraz.example", "deactivate"), ActAsync(grace, "ada@poyraz.example", "deactivate"));
        answers.ShouldContain(answer => answer.StatusCode == HttpStatusCode.Redirect);
        (await _portal.InScopeAsync(services => services.GetRequiredService<PortalDbContext>().ActiveAdministrators().CountAsync(TestContext.Current.CancellationToken))).ShouldBe(1);
    }

    [Fact]
    public async Task Form_that_is_stale_is_a_conflict_that_shows_both()
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        var alice = await _portal.AccountAsync("Alice", Roles.Author);
        using var first = await ChangeAsync(ada, "alice@poyraz.example", [Roles.Editor]);
        var address = $"/admin/users/{alice.Id}";
        using var stale = await ada.PostAsync(address, address, [new("Name", "Alicia"), new("Language", "en"), new("Roles", Roles.Registrar), new("Version", alice.ConcurrencyStamp!)]);
        var page = await stale.PageAsync(address, HttpStatusCode.Conflict);
        page.Words("[role=alert]").ShouldContain("Editor");
        page.QuerySelector("#Name")!.GetAttribute("value").ShouldBe("Alicia");
        (await _portal.UserAsync("alice@poyraz.example")).Name.ShouldBe("Alice");
        // Who has seen both may save after all.
        using var again = await ada.PostAsync(address, address, [new("Name", "Alicia"), new("Language", "en"), new("Roles", Roles.Registrar),
            new("Version", page.QuerySelector("input[name=Version]")!.GetAttribute("value")!)]);
        again.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Over_posted_fields_change_nothing()
    {
        var ada = await _portal.AdaTheAdministratorAsync();
        var alice = await _portal.AccountAsync("Alice", Roles.Author);
        var address = $"/admin/users/{alice.Id}";
        using var answer = await ada.PostAsync(address, address, [new("Name", "Alice"), new("Language", "en"), new("Roles", Roles.Author), new("Version", alice.ConcurrencyStamp!),
            new("PasswordHash", "x"), new("Email", "evil@x.example"), new("SecurityStamp", "x"), new("TwoFactorEnabled", "true"), new("DeactivatedAt", "2020-01-01")]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = await _portal.UserAsync("alice@poyraz.example");
        (after.PasswordHash, after.SecurityStamp, after.TwoFactorEnabled, after.IsActive).ShouldBe((alice.PasswordHash, alice.SecurityStamp, false, true));
    }

    [Fact]
    public async Task Name_is_shown_as_text()
    {
        await _portal.AccountAsync("Mallory", Roles.Author, user => user.Name = "<script>alert(1)</script>");
        var html = (await (await _portal.AdaTheAdministratorAsync()).PageAsync("/admin/users")).DocumentElement.OuterHtml;
        html.ShouldContain("&lt;script&gt;alert(1)");
    }

    private static IEnumerable<KeyValuePair<string, string>> Invitation(string email) =>
        [new("Name", "Yeni Yazar"), new("Email", email), new("Language", "tr"), new("Roles", Roles.Author)];

    private async Task<HttpResponseMessage> ChangeAsync(HttpClient client, string email, string[] roles)
    {
        var user = await _portal.UserAsync(email);
        var address = $"/admin/users/{user.Id}";
        return await client.PostAsync(address, address,
            [new("Name", user.Name), new("Language", user.Language), new("Version", user.ConcurrencyStamp!), .. roles.Select(role => new KeyValuePair<string, string>("Roles", role))]);
    }

    private async Task<HttpResponseMessage> ActAsync(HttpClient client, string email, string act)
    {
        var user = await _portal.UserAsync(email);
        return await client.PostAsync("/admin/users/invite", $"/admin/users/{user.Id}/{act}", [new("version", user.ConcurrencyStamp!)]);
    }

    private Task<List<Letter>> LettersAsync() => _portal.InScopeAsync(services =>
        services.GetRequiredService<PortalDbContext>().Letters.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
}
