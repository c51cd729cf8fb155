using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin;

/// <summary>
/// Walks every route of the admin area and of accounts, with each role and with none. The table says who may come in; a route that
/// is not in it fails, so that nobody adds one without deciding. A new route needs a line.
/// </summary>
public sealed partial class AccessTests(PortalHost portal) : IClassFixture<PortalHost>
{
    /// <summary>Everybody, also a visitor.</summary>
    private const string Anyone = nameof(Anyone);

    /// <summary>Whoever is signed in, with a role or without.</summary>
    private const string SignedIn = nameof(SignedIn);

    private const string Staff = StaffPolicies.Staff;
    private const string Write = StaffPolicies.Write;
    private const string Publish = StaffPolicies.Publish;
    private const string Register = StaffPolicies.Register;
    private const string Administer = StaffPolicies.Administer;

    /// <summary>Stands in a line for the folder of each kind of content.</summary>
    private const string EachKind = "[kind]";

    /// <summary>Method and template of the route; who may.</summary>
    private static readonly Dictionary<string, string> Table = new(StringComparer.Ordinal)
    {
        ["GET account"] = SignedIn,
        ["POST account"] = SignedIn,
        ["GET account/email"] = SignedIn,
        ["POST account/email"] = SignedIn,
        ["GET account/email/confirm"] = Anyone,
        ["POST account/email/confirm"] = Anyone,
        ["GET account/forgotten"] = Anyone,
        ["POST account/forgotten"] = Anyone,
        ["GET account/invitation"] = Anyone,
        ["POST account/invitation"] = Anyone,
        ["GET account/password"] = SignedIn,
        ["POST account/password"] = SignedIn,
        ["GET account/passkeys"] = SignedIn,
        ["GET account/passkeys/add"] = SignedIn,
        ["POST account/passkeys/add"] = SignedIn,
        ["POST account/passkeys/options"] = SignedIn,
        ["GET account/passkeys/{id}"] = SignedIn,
        ["POST account/passkeys/{id}"] = SignedIn,
        ["GET account/passkeys/{id}/remove"] = SignedIn,
        ["POST account/passkeys/{id}/remove"] = SignedIn,
        ["GET account/proof"] = SignedIn,
        ["POST account/proof"] = SignedIn,
        ["POST account/proof/options"] = SignedIn,
        ["GET account/reset"] = Anyone,
        ["POST account/reset"] = Anyone,
        ["GET account/setup"] = Anyone,
        ["POST account/setup"] = Anyone,
        ["GET account/sign-in"] = Anyone,
        ["POST account/sign-in"] = Anyone,
        ["GET account/sign-in/code"] = Anyone,
        ["POST account/sign-in/code"] = Anyone,
        ["POST account/sign-in/options"] = Anyone,
        ["POST account/sign-out"] = Anyone,
        ["GET account/two-factor"] = SignedIn,
        ["POST account/two-factor/begin"] = SignedIn,
        ["POST account/two-factor/codes"] = SignedIn,
        ["POST account/two-factor/confirm"] = SignedIn,
        ["POST account/two-factor/off"] = SignedIn,

        ["GET account/university"] = Anyone,
        ["GET account/university/member"] = Anyone,
        ["GET account/university/return"] = Anyone,
        ["POST account/university/sign-out"] = Anyone,

        ["GET admin"] = Staff,

        [$"GET admin/{EachKind}"] = Write,
        ["GET admin/all"] = Write,
        ["GET admin/audit"] = Administer,
        ["GET admin/audit.csv"] = Administer,
        ["GET admin/bulk/publish"] = Publish,
        ["POST admin/bulk/publish"] = Publish,
        ["GET admin/bulk/withdraw"] = Publish,
        ["POST admin/bulk/withdraw"] = Publish,
        ["GET admin/export"] = Administer,
        ["POST admin/export"] = Administer,
        ["GET admin/media"] = Write,
        ["POST admin/media"] = Write,
        ["GET admin/media/pick"] = Write,
        ["GET admin/media/{name}"] = Write,
        ["POST admin/media/{name}"] = Write,
        ["GET admin/media/{name}/delete"] = Write,
        ["POST admin/media/{name}/delete"] = Write,
        ["GET admin/pick"] = Write,
        ["POST admin/preview"] = Write,
        ["GET admin/tags"] = Write,
        ["GET admin/tags/new"] = Publish,
        ["POST admin/tags/new"] = Publish,
        ["GET admin/tags/{id:int}"] = Write,
        ["POST admin/tags/{id:int}"] = Publish,
        ["GET admin/tags/{id:int}/delete"] = Publish,
        ["POST admin/tags/{id:int}/delete"] = Publish,
        ["GET admin/units"] = Write,
        ["GET admin/units/new"] = Publish,
        ["POST admin/units/new"] = Publish,
        ["GET admin/units/{id:int}"] = Write,
        ["POST admin/units/{id:int}"] = Publish,
        ["GET admin/units/{id:int}/delete"] = Publish,
        ["POST admin/units/{id:int}/delete"] = Publish,
        ["GET admin/policies/comments"] = Publish,
        ["GET admin/policies/comments/{id:int}"] = Publish,
        ["POST admin/policies/comments/{id:int}"] = Publish,
        ["POST admin/policies/comments/{id:int}/erase"] = Publish,
        ["GET admin/redirects"] = Publish,
        ["GET admin/redirects/new"] = Publish,
        ["POST admin/redirects/new"] = Publish,
        ["GET admin/redirects/{id:int}/delete"] = Administer,
        ["POST admin/redirects/{id:int}/delete"] = Administer,
        ["GET admin/settings"] = Administer,
        ["POST admin/settings"] = Administer,
        ["GET admin/translations"] = Write,
        ["POST admin/{folder}/{id:int}/submit"] = Write,
        ["POST admin/{folder}/{id:int}/take-back"] = Write,
        ["GET admin/{folder}/{id:int}/return"] = Publish,
        ["POST admin/{folder}/{id:int}/return"] = Publish,
        ["GET admin/{folder}/{id:int}/publish"] = Publish,
        ["POST admin/{folder}/{id:int}/publish"] = Publish,
        ["GET admin/{folder}/{id:int}/schedule"] = Publish,
        ["POST admin/{folder}/{id:int}/schedule"] = Publish,
        ["POST admin/{folder}/{id:int}/schedule/cancel"] = Publish,
        ["GET admin/{folder}/{id:int}/withdraw"] = Publish,
        ["POST admin/{folder}/{id:int}/withdraw"] = Publish,
        ["GET admin/{folder}/{id:int}/unpublish"] = Publish,
        ["POST admin/{folder}/{id:int}/unpublish"] = Publish,
        ["GET admin/{folder}/{id:int}/merge"] = Publish,
        ["POST admin/{folder}/{id:int}/merge"] = Publish,
        ["GET admin/{folder}/{id:int}/history"] = Write,
        ["GET admin/{folder}/{id:int}/timeline"] = Write,
        ["GET admin/{folder}/{id:int}/revisions/{number}"] = Write,
        ["GET admin/{folder}/{id:int}/compare"] = Write,
        ["GET admin/{folder}/{id:int}/compare/{range}"] = Write,
        ["POST admin/{folder}/{id:int}/revisions/{number:int}/restore"] = Write,
        ["GET admin/{folder}/{id:int}/discard"] = Write,
        ["POST admin/{folder}/{id:int}/discard"] = Write,
        ["POST admin/{folder}/{id:int}/translation"] = Write,
        ["POST admin/{folder}/{id:int}/presence"] = Write,
        ["POST admin/{folder}/{id:int}/presence/leave"] = Write,
        ["POST admin/{folder}/{id:int}/preview-links"] = Write,
        ["POST admin/{folder}/{id:int}/preview-links/{link:int}/revoke"] = Write,
        ["POST admin/{folder}/{id:int}/working-copy"] = Write,
        ["POST admin/{folder}/{id:int}/working-copy/discard"] = Write,
        ["POST admin/{folder}/new/working-copy"] = Write,
        ["POST admin/{folder}/new/working-copy/discard"] = Write,
        [$"GET admin/{EachKind}/new"] = Write,
        [$"POST admin/{EachKind}/new"] = Write,
        [$"GET admin/{EachKind}/{{id:int}}"] = Write,
        [$"POST admin/{EachKind}/{{id:int}}"] = Write,

        ["GET admin/policies/{id:int}/clauses"] = Write,
        ["POST admin/policies/{id:int}/clauses"] = Write,
        ["GET admin/policies/{id:int}/difference"] = Write,
        ["GET admin/policies/{id:int}/versions"] = Write,
        ["POST admin/policies/{id:int}/versions/new"] = Write,
        ["POST admin/policies/{id:int}/versions/correct"] = Write,

        ["GET admin/registrations"] = Register,
        ["GET admin/registrations/{id:int}"] = Register,
        ["POST admin/registrations/{id:int}/approve"] = Register,
        ["GET admin/registrations/{id:int}/reject"] = Register,
        ["POST admin/registrations/{id:int}/reject"] = Register,
        ["GET admin/registrations/{id:int}/cancel"] = Register,
        ["POST admin/registrations/{id:int}/cancel"] = Register,
        ["GET admin/registrations/{id:int}/edit"] = Register,
        ["POST admin/registrations/{id:int}/edit"] = Register,
        ["GET admin/registrations/{id:int}/erase"] = Register,
        ["POST admin/registrations/{id:int}/erase"] = Register,
        ["GET admin/registrations/{id:int}/move"] = Register,
        ["POST admin/registrations/{id:int}/move"] = Register,
        ["POST admin/registrations/{id:int}/resend"] = Register,
        ["GET admin/lectures/{id:int}/registrations"] = Register,
        ["GET admin/lectures/{id:int}/registrations.csv"] = Register,
        ["GET admin/lectures/{id:int}/registrations.json"] = Register,
        ["POST admin/lectures/{id:int}/registrations/approve"] = Register,
        ["GET admin/lectures/{id:int}/registrations/new"] = Register,
        ["POST admin/lectures/{id:int}/registrations/new"] = Register,
        ["POST admin/lectures/{id:int}/registrations/reject"] = Register,
        ["GET admin/lectures/{id:int}/registrations/waiting"] = Register,
        ["GET admin/lectures/{id:int}/registrations/write"] = Register,
        ["POST admin/lectures/{id:int}/registrations/write"] = Register,
        ["GET admin/lectures/{id:int}/door"] = Register,
        ["POST admin/lectures/{id:int}/door"] = Register,
        ["GET admin/lectures/{id:int}/door/counts"] = Register,
        ["POST admin/lectures/{id:int}/door/check-in"] = Register,
        ["POST admin/lectures/{id:int}/door/walk-in"] = Register,
        ["POST admin/lectures/{id:int}/door/undo"] = Register,
        ["POST admin/lectures/{id:int}/door/headcount"] = Register,
        ["POST admin/lectures/{id:int}/door/headcount/{count:int}/remove"] = Register,
        ["GET admin/lectures/{id:int}/door/close"] = Register,
        ["POST admin/lectures/{id:int}/door/close"] = Register,
        ["GET admin/lectures/{id:int}/sheet"] = Register,
        ["GET admin/lectures/{id:int}/numbers"] = Register,
        ["GET admin/lectures/{id:int}/numbers.csv"] = Register,

        ["GET admin/letters"] = Register,
        ["GET admin/letters/{id:int}"] = Register,
        ["GET admin/letters/{id:int}/file"] = Administer,
        ["GET admin/letters/{id:int}/html"] = Register,
        ["POST admin/letters/{id:int}/retry"] = Register,
        ["POST admin/letters/retry"] = Register,
        ["GET admin/letters/templates"] = Register,
        ["GET admin/letters/templates/{kind}/{language}"] = Register,
        ["POST admin/letters/templates/{kind}/{language}"] = Register,
        ["GET admin/letters/templates/{kind}/{language}/preview"] = Register,
        ["POST admin/letters/templates/{kind}/{language}/preview"] = Register,
        ["POST admin/letters/templates/{kind}/{language}/reset"] = Register,

        ["GET admin/notices"] = Administer,
        ["GET admin/notices/{kind}"] = Administer,
        ["POST admin/notices/{kind}"] = Administer,
        ["GET admin/notices/{kind}/{number:int}"] = Administer,

        ["GET admin/lectures/{id:int}/certificates"] = Register,
        ["POST admin/lectures/{id:int}/certificates"] = Register,
        ["GET admin/lectures/{id:int}/certificates/{certificate:int}/revoke"] = Register,
        ["POST admin/lectures/{id:int}/certificates/{certificate:int}/revoke"] = Register,
        ["GET admin/lectures/{id:int}/certificates/{certificate:int}/replace"] = Register,
        ["POST admin/lectures/{id:int}/certificates/{certificate:int}/replace"] = Register,

        ["GET admin/users"] = Administer,
        ["GET admin/users/invite"] = Administer,
        ["POST admin/users/invite"] = Administer,
        ["GET admin/users/{id:int}"] = Administer,
        ["POST admin/users/{id:int}"] = Administer,
        ["POST admin/users/{id:int}/deactivate"] = Administer,
        ["POST admin/users/{id:int}/invite-again"] = Administer,
        ["POST admin/users/{id:int}/reactivate"] = Administer,
        ["POST admin/users/{id:int}/sign-out"] = Administer,
    };

    private static readonly Dictionary<string, string> Expected = Table
        .SelectMany(line => line.Key.Contains(EachKind, StringComparison.Ordinal)
            ? ContentKindInfo.All.Select(info => (Route: line.Key.Replace(EachKind, info.Folder, StringComparison.Ordinal), line.Value))
            : [(line.Key, line.Value)])
        .ToDictionary(line => line.Item1, line => line.Value, StringComparer.Ordinal);

    /// <summary>What a part of a template becomes in an address, where a number would not do.</summary>
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["kind"] = "seminars",
        ["folder"] = "seminars",
        ["culture"] = "en",
        ["language"] = "en",
        ["token"] = "none",
        ["name"] = "none",
        ["slug"] = "none",
    };

    private static readonly Dictionary<string, string[]> RolesOf = new(StringComparer.Ordinal)
    {
        [Anyone] = ["", "none", .. Roles.All],
        [SignedIn] = ["none", .. Roles.All],
        [StaffPolicies.Staff] = [.. Roles.All],
        [StaffPolicies.Write] = [Roles.Author, Roles.Editor, Roles.Administrator],
        [StaffPolicies.Publish] = [Roles.Editor, Roles.Administrator],
        [StaffPolicies.Register] = [Roles.Registrar, Roles.Administrator],
        [StaffPolicies.Administer] = [Roles.Administrator],
    };

    private IReadOnlyList<(string Method, string Template)> Routes =>
    [
        .. portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Template: endpoint.RoutePattern.RawText!.TrimStart('/'), Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []))
            .Where(route => FirstPart().IsMatch(route.Template))
            .SelectMany(route => route.Methods.Select(method => (method, route.Template))).Distinct(),
    ];

    [Fact]
    public void Who_may_use_a_route_is_decided_for_each()
    {
        var routes = Routes.Select(route => $"{route.Method} {route.Template}").ToList();
        routes.Except(Expected.Keys).ShouldBeEmpty("routes without a line in the table");
        Expected.Keys.Except(routes).ShouldBeEmpty("lines without a route");
        Expected.Values.ShouldAllBe(access => RolesOf.ContainsKey(access));
    }

    [Fact]
    public async Task A_visitor_is_led_to_the_sign_in_page_and_a_script_is_told()
    {
        foreach (var (method, template) in Routes.Where(route => Access(route) != Anyone))
        {
            var address = Address(template);
            using var answer = await portal.Visitor().AnswerAsync(new HttpMethod(method), address);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{method} {template}");
            answer.Target()!.ShouldStartWith("/account/sign-in?returnUrl=%2Fa");
            using var script = await portal.Visitor().AnswerAsync(new HttpMethod(method), address, ("X-Requested-With", "fetch"));
            script.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {template}");
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData(Roles.Author)]
    [InlineData(Roles.Editor)]
    [InlineData(Roles.Registrar)]
    [InlineData(Roles.Administrator)]
    public async Task A_role_comes_in_where_the_table_says_so_and_nowhere_else(string role)
    {
        var browser = await portal.SignedInAsync("Walker" + role, role == "none" ? null : role);
        // What anyone may is walked by the visitor: those forms are counted by address.
        foreach (var (method, template) in Routes.Where(route => Access(route) != Anyone))
        {
            using var answer = await browser.AnswerAsync(new HttpMethod(method), Address(template));
            var what = $"{role}: {method} {template}";
            if (!RolesOf[Access((method, template))].Contains(role))
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, what);
            }
            else if (method == "GET")
            {
                // What the page then shows is for its own tests.
                answer.StatusCode.ShouldNotBeOneOf([HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized]);
                (answer.Target() ?? "").ShouldNotStartWith("/account/sign-in", Case.Sensitive, what);
            }
            else
            {
                // Let in, and stopped by the missing token.
                answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
            }
        }
    }

    [Fact]
    public async Task A_member_of_the_university_is_a_visitor_here()
    {
        await using var open = new PortalHost()
            .With("SignIn:OpenIdConnect:Authority", "https://login.poyraz.example").With("SignIn:OpenIdConnect:ClientId", "outreach").With("SignIn:OpenIdConnect:ClientSecret", "secret");
        var ticket = open.MemberTicket("Deniz", "deniz@poyraz.example");
        var browser = open.Visitor();
        // The cookie is good, where it counts.
        using (var member = await browser.AnswerAsync("/account/university/member?lang=en", ("Cookie", $"{UniversityAccess.MemberCookie}={ticket}")))
        {
            (await member.PageAsync("member")).Words("main").ShouldContain("Deniz");
        }

        foreach (var (method, template) in Routes.Where(route => Access(route) != Anyone))
        {
            foreach (var cookie in new[] { UniversityAccess.MemberCookie, StaffAccess.Cookie })
            {
                using var answer = await browser.AnswerAsync(new HttpMethod(method), Address(template), ("Cookie", $"{cookie}={ticket}"));
                answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{method} {template}");
                answer.Target()!.ShouldStartWith("/account/sign-in?returnUrl=%2Fa");
            }
        }
    }

    [Fact]
    public async Task What_anyone_may_do_is_not_cached_and_asks_for_a_token_too()
    {
        foreach (var (method, template) in Routes.Where(route => Access(route) == Anyone))
        {
            using var answer = await portal.Visitor().AnswerAsync(new HttpMethod(method), Address(template));
            if (method == "GET")
            {
                ((int)answer.StatusCode).ShouldBeLessThan(500, template);
                if (answer.StatusCode != HttpStatusCode.Redirect)
                {
                    answer.Header("Cache-Control")!.ShouldContain("no-store", Case.Sensitive, template);
                }
            }
            else
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, template);
            }
        }
    }

    private static string Access((string Method, string Template) route) => Expected.GetValueOrDefault($"{route.Method} {route.Template}", Staff);

    private static string Address(string template) => "/" + Part().Replace(template, part => Parts.GetValueOrDefault(part.Groups["name"].Value, "999999"));

    [GeneratedRegex(@"^(admin|account)(/|$)")]
    private static partial Regex FirstPart();

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}")]
    private static partial Regex Part();
}
