using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers.Account;

public sealed class SetupControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Passphrase = "seven quiet lanterns";

    [Fact]
    public async Task Whoever_has_the_link_becomes_administrator_and_is_signed_in()
    {
        var address = await portal.SetupAddressAsync();
        var visitor = portal.Visitor();
        using (var page = await visitor.AnswerAsync(address))
        {
            page.Header("Cache-Control")!.ShouldContain("no-store");
            (await page.PageAsync(address)).QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        }

        using var answer = await visitor.PostAsync(address, address, Fields("ada.first@poyraz.example"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Target().ShouldBe("/admin");
        (await visitor.PageAsync("/admin")).Words(".admin-tools").ShouldContain("Ada First");
        (await visitor.PageAsync("/admin")).QuerySelector("a[href='/admin/users']").ShouldNotBeNull();

        using var again = await portal.Visitor().AnswerAsync(address);
        (await again.PageAsync(address, HttpStatusCode.Gone)).Words("main").ShouldContain("users setup-link");
    }

    [Theory]
    [InlineData("?token=wrong")]
    [InlineData("?token=")]
    [InlineData("")]
    public async Task Link_that_never_was_says_how_to_get_one(string query) =>
        (await portal.Visitor().PageAsync("/account/setup" + query, HttpStatusCode.Gone)).Words("main").ShouldContain("users setup-link");

    [Fact]
    public async Task Link_works_for_an_hour()
    {
        await using var own = new PortalHost();
        var address = await own.SetupAddressAsync();
        own.Clock.Now += SetupLinks.Lifetime - TimeSpan.FromSeconds(1);
        await own.Visitor().PageAsync(address);
        own.Clock.Now += TimeSpan.FromSeconds(2);
        await own.Visitor().PageAsync(address, HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("Name", "", "Name:")]
    [InlineData("Email", "no address", "E-mail address:")]
    [InlineData("Language", "xx", "Language:")]
    [InlineData("Password", "too short", "shorter than 12")]
    [InlineData("Password", "password1234!", "guessed first")]
    [InlineData("Password", "aaaaaaaaaaaaaa", "again and again")]
    [InlineData("Password", "my name is Grace indeed", "your name")]
    [InlineData("Again", "something else", "not the same")]
    public async Task What_is_wrong_is_said_and_what_was_typed_stays(string field, string value, string complaint)
    {
        await using var own = new PortalHost();
        var address = await own.SetupAddressAsync() + "&lang=en";
        var fields = Fields("grace@poyraz.example", "Grace Hopper").Where(pair => pair.Key != field && (field != "Password" || pair.Key != "Again")).Append(new(field, value));
        if (field == "Password")
        {
            fields = fields.Append(new("Again", value));
        }

        var browser = own.Visitor();
        using var answer = await browser.PostAsync(address, address, fields);
        var page = await answer.PageAsync(address, HttpStatusCode.UnprocessableEntity);
        page.Words("[role=alert]").ShouldContain(complaint);
        page.Href("[role=alert] a").ShouldBe("#" + field);
        page.QuerySelector("#" + field).ShouldNotBeNull();
        page.QuerySelectorAll("input[type=password]").ShouldAllBe(input => !input.HasAttribute("value"));
        if (field != "Name")
        {
            page.QuerySelector("#Name")!.GetAttribute("value").ShouldBe("Grace Hopper");
        }

        // A mistake does not use the link up.
        await own.Visitor().PageAsync(address);
    }

    [Fact]
    public async Task Of_several_who_use_the_link_at_once_one_gets_it()
    {
        await using var own = new PortalHost();
        var address = await own.SetupAddressAsync();
        var browsers = Enumerable.Range(0, 6).Select(_ => own.Visitor()).ToList();
        var tokens = await Task.WhenAll(browsers.Select(browser => browser.TokenAsync(address)));
        var answers = await Task.WhenAll(browsers.Select((browser, i) => browser.PostAsync(new Uri(address, UriKind.Relative),
            new FormUrlEncodedContent(Fields($"person{i}@poyraz.example", $"Person {i}").Append(new("__RequestVerificationToken", tokens[i]))), TestContext.Current.CancellationToken)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Gone).ShouldBe(5);
        (await own.TrailAsync()).Count(entry => entry.Action == AuditAction.SignedIn).ShouldBe(1);
    }

    [Fact]
    public async Task Page_speaks_the_language_that_is_chosen_on_it_and_keeps_the_link()
    {
        var address = await portal.SetupAddressAsync();
        var english = await portal.Visitor().PageAsync(address + "&lang=en");
        english.DocumentElement.GetAttribute("lang").ShouldBe("en");
        var turkish = await portal.Visitor().PageAsync(english.Href("a.lang")!);
        turkish.DocumentElement.GetAttribute("lang").ShouldBe("tr");
        turkish.Words("h1").ShouldBe("Yönetici hesabı oluşturun");
    }

    [Fact]
    public async Task Over_posted_fields_change_nothing()
    {
        await using var own = new PortalHost();
        var address = await own.SetupAddressAsync();
        using var answer = await own.Visitor().PostAsync(address, address,
            [.. Fields("eve@poyraz.example", "Eve Lane"), new("Id", "77"), new("DeactivatedAt", "2020-01-01"), new("LockoutEnd", "2099-01-01"), new("PasswordHash", "x")]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var user = await own.UserAsync("eve@poyraz.example");
        user.Id.ShouldNotBe(77);
        user.IsActive.ShouldBeTrue();
        user.LockoutEnd.ShouldBeNull();
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(string email, string name = "Ada First") =>
        [new("Name", name), new("Email", email), new("Language", "en"), new("Password", Passphrase), new("Again", Passphrase)];
}
