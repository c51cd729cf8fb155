using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;
using Certificates = OutreachPortal.Tests.Support.Certificates;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Anybody who has a code learns whether it is a certificate's: as a page, and as a credential for programs.</summary>
public sealed class CertificatesControllerTests(CertificatesControllerTests.Issued portal) : IClassFixture<CertificatesControllerTests.Issued>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Certificate of Attendance", "Lecture night", "3 December 2026", "14:00–15:30 (1.5 hours)", "Hall 1", "Valid certificate")]
    [InlineData("tr", "Katılım Belgesi", "Konferans night", "3 Aralık 2026", "14.00–15.30 (1,5 saat)", "Salon 1", "Geçerli belge")]
    public async Task Valid_one_says_who_what_when_where_and_that_it_is_valid(string culture, string title, string lecture, string day, string hours, string place, string state)
    {
        var page = await portal.Visitor().PageAsync(portal.Ada.Path(culture));
        page.Words("h1").ShouldBe(title);
        page.Words(".cert-name").ShouldBe("Ada Yılmaz");
        page.Words(".cert-lecture").ShouldBe(lecture);
        var facts = page.AllWords(".cert-facts dd").ToList();
        facts.ShouldBe([day, hours, place, "Dr. Elif Şahin, Guest Speaker"]);
        page.Words(".cert-state strong").ShouldBe(state);
        page.Words(".cert-code").ShouldContain(Codes.Spell(portal.Ada.Code));
        page.Words(".cert-proof").ShouldContain(culture == "en" ? "4 December 2026" : "4 Aralık 2026");
        page.Words(".cert-head").ShouldContain(culture == "en" ? "Poyraz University" : "Poyraz Üniversitesi");
        page.Words(".cert-address").ShouldEndWith(portal.Ada.Path(culture));
        // For people with a link, not for search engines; and to be handed on.
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelector("meta[property='og:title']")!.GetAttribute("content")!.ShouldContain("Ada Yılmaz");
        page.QuerySelector("meta[property='og:description']")!.GetAttribute("content")!.ShouldContain(lecture);
        page.QuerySelector("meta[property='og:url']")!.GetAttribute("content")!.ShouldEndWith(portal.Ada.Path(culture));
        page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!.ShouldEndWith(portal.Ada.Path(culture));
        page.Href(".lang")!.ShouldBe(portal.Ada.Path(Languages.Other(culture)));
        page.QuerySelectorAll("script:not([src]):not([type='application/ld+json']), [style], [onclick]").ShouldBeEmpty();
        var data = page.QuerySelectorAll("script[type='application/ld+json']").Select(script => JsonNode.Parse(script.TextContent)!).First();
        data["@type"]!.GetValue<string>().ShouldBe("EducationalOccupationalCredential");
        data["identifier"]!.GetValue<string>().ShouldBe(Codes.Spell(portal.Ada.Code));
        data["about"]!["startDate"]!.GetValue<string>().ShouldBe("2026-12-03T14:00:00+03:00");
        data.ToJsonString().ShouldNotContain("Ada");
    }

    [Fact]
    public async Task Answer_needs_no_cookie_is_checked_again_each_time_and_takes_one_question()
    {
        using var visitor = portal.Visitor();
        using (await visitor.AnswerAsync(portal.Ada.Path()))
        {
        }

        portal.Commands.Reset();
        using var answer = await visitor.AnswerAsync(portal.Ada.Path());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        answer.Header("Cache-Control").ShouldBe("no-cache");
        answer.Header("X-Robots-Tag").ShouldBe("noindex");
        portal.Commands.Commands.Count(command => command.Contains("\"Certificates\"", StringComparison.Ordinal)).ShouldBe(1);
        using var head = await visitor.AnswerAsync(HttpMethod.Head, portal.Ada.Path());
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("en", "attended, with 22 pupils, the lecture")]
    [InlineData("tr", "grubunun 22 öğrenciyle şu konferansa katıldığı onaylanır:")]
    public async Task Class_is_named_by_school_and_level_with_its_pupils(string culture, string words)
    {
        var page = await portal.Visitor().PageAsync(portal.Class.Path(culture));
        page.Words(".cert-name").ShouldBe("Boğazkesen Lisesi, 10-A");
        page.AllWords(".cert-line").ShouldContain(words);
        page.Words("main").ShouldNotContain("teacher");
    }

    [Fact]
    public async Task Code_is_read_however_it_is_typed_and_has_one_address()
    {
        var visitor = portal.Visitor();
        var (code, path) = (portal.Ada.Code, portal.Ada.Path());
        foreach (var typed in new[] { code, code.ToLowerInvariant(), Codes.Spell(code).ToLowerInvariant(), code.Insert(5, " "), string.Join('-', code.ToCharArray()), " " + code + " " })
        {
            var address = "/en/certificates/" + Uri.EscapeDataString(typed);
            foreach (var ending in new[] { "", ".json", ".jwt", "/status" })
            {
                using var answer = await visitor.AnswerAsync(address.TrimEnd() + ending);
                answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently, address + ending);
                answer.Target().ShouldBe(path + ending);
            }

            using var form = await visitor.AnswerAsync("/en/certificates?code=" + Uri.EscapeDataString(typed));
            form.StatusCode.ShouldBe(HttpStatusCode.Redirect, typed);
            form.Target().ShouldBe(path);
        }
    }

    [Theory]
    [InlineData("en", "Unknown code")]
    [InlineData("tr", "Bilinmeyen kod")]
    public async Task Code_that_is_nobodys_is_unknown_and_can_be_typed_again(string culture, string state)
    {
        var visitor = portal.Visitor();
        string[] codes = ["2345-6789-ABCDE", "2345", "0OIL-0000-00000", "%3Cscript%3E", "%E2%80%AE", "a%2Fb", "ş", new string('2', 3000), "%F0%9F%98%80", "2345-6789-ABCDE-2"];
        foreach (var code in codes)
        {
            var page = await visitor.PageAsync($"/{culture}/certificates/{code}", HttpStatusCode.NotFound);
            page.Words(".notice strong").ShouldBe(state, code);
            page.QuerySelector("form[method=get] input[name=code]").ShouldNotBeNull(code);
            page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
            foreach (var ending in new[] { ".json", ".jwt", "/status" })
            {
                using var answer = await visitor.AnswerAsync($"/{culture}/certificates/{code}{ending}");
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, code + ending);
                answer.Header("Content-Type")!.ShouldStartWith("application/problem+json");
            }
        }

        (await visitor.PageAsync($"/{culture}/certificates?code=%3Cb%3E0", HttpStatusCode.NotFound)).QuerySelector("input[name=code]")!.GetAttribute("value").ShouldBe("<b>0");
        (await visitor.PageAsync($"/{culture}/certificates")).QuerySelectorAll(".notice").ShouldBeEmpty();
        (await visitor.PageAsync($"/{culture}/certificates?code=++")).QuerySelectorAll(".notice").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "Revoked", "on 4 December 2026", "Given to the wrong person.")]
    [InlineData("tr", "İptal edildi", "4 Aralık 2026 tarihinde", "Given to the wrong person.")]
    public async Task Revoked_one_says_so_with_day_and_reason_and_names_nobody(string culture, string state, string day, string reason)
    {
        var page = await portal.Visitor().PageAsync(portal.Revoked.Path(culture));
        page.Words(".notice.withdrawn strong").ShouldBe(state);
        page.Words(".notice.withdrawn").ShouldContain(day);
        page.Words("main").ShouldContain(reason);
        page.DocumentElement.OuterHtml.ShouldNotContain("Berk");
        page.QuerySelector(".certificate").ShouldBeNull();

        var credential = await JsonAsync(portal.Revoked.Path(culture) + ".json");
        credential["credentialStatus"]!["revoked"]!.GetValue<bool>().ShouldBeTrue();
        credential["credentialStatus"]!["revocationReason"]!.GetValue<string>().ShouldBe(reason);
        credential["validUntil"]!.GetValue<string>().ShouldBe("2026-12-04T09:00:00Z");
        credential.ToJsonString().ShouldNotContain("Berk");
        var list = await JsonAsync(portal.Revoked.Path(culture) + "/status");
        list["revokedCredential"]![0]!["id"]!.GetValue<string>().ShouldBe(credential["id"]!.GetValue<string>());
        var (_, claims) = await JwtAsync(portal.Revoked.Path(culture) + ".jwt");
        claims["exp"]!.GetValue<long>().ShouldBe(new DateTimeOffset(2026, 12, 4, 9, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        (await JsonAsync(portal.Ada.Path(culture) + "/status"))["revokedCredential"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Credential_is_an_open_badge()
    {
        using var answer = await portal.Visitor().AnswerAsync(portal.Ada.Path() + ".json");
        answer.Header("Content-Type").ShouldBe("application/vc+ld+json");
        var credential = await JsonAsync(portal.Ada.Path() + ".json");
        credential["@context"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]);
        credential["type"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["VerifiableCredential", "OpenBadgeCredential"]);
        credential["id"]!.GetValue<string>().ShouldEndWith(portal.Ada.Path());
        credential["validFrom"]!.GetValue<string>().ShouldBe("2026-12-04T09:00:00Z");
        credential["validUntil"].ShouldBeNull();
        credential["issuer"]!["type"]![0]!.GetValue<string>().ShouldBe("Profile");
        credential["issuer"]!["name"]!.GetValue<string>().ShouldBe("Poyraz University");
        Uri.IsWellFormedUriString(credential["issuer"]!["id"]!.GetValue<string>(), UriKind.Absolute).ShouldBeTrue();
        var subject = credential["credentialSubject"]!;
        subject["type"]![0]!.GetValue<string>().ShouldBe("AchievementSubject");
        subject["id"]!.GetValue<string>().ShouldMatch("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
        subject["identifier"]![0]!["identityHash"]!.GetValue<string>().ShouldBe("Ada Yılmaz");
        var achievement = subject["achievement"]!;
        achievement["type"]![0]!.GetValue<string>().ShouldBe("Achievement");
        achievement["name"]!.GetValue<string>().ShouldBe("Lecture night");
        achievement["criteria"]!["narrative"]!.GetValue<string>().ShouldContain("3 December 2026");
        Guid.TryParse(achievement["id"]!.GetValue<string>()["urn:uuid:".Length..], out _).ShouldBeTrue();
        credential["evidence"]![0]!["id"]!.GetValue<string>().ShouldEndWith("/en/lectures/lecture-night");
        var turkish = await JsonAsync(portal.Ada.Path("tr") + ".json");
        turkish["credentialSubject"]!["achievement"]!["name"]!.GetValue<string>().ShouldBe("Konferans night");
        turkish["issuer"]!["id"]!.GetValue<string>().ShouldBe(credential["issuer"]!["id"]!.GetValue<string>());
        turkish["credentialSubject"]!["id"]!.GetValue<string>().ShouldBe(subject["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("tr")]
    public async Task Signed_credential_verifies_by_the_published_key_and_repeats_its_claims(string culture)
    {
        var path = portal.Ada.Path(culture);
        using var answer = await portal.Visitor().AnswerAsync(path + ".jwt");
        answer.Header("Content-Type")!.ShouldStartWith("text/plain");
        var (head, claims) = await JwtAsync(path + ".jwt");
        head.AsObject().Select(member => member.Key).ShouldBe(["alg", "kid", "typ"]);
        head["alg"]!.GetValue<string>().ShouldBe("RS256");
        var credential = await JsonAsync(path + ".json");
        claims["iss"]!.GetValue<string>().ShouldBe(credential["issuer"]!["id"]!.GetValue<string>());
        claims["jti"]!.GetValue<string>().ShouldBe(credential["id"]!.GetValue<string>());
        claims["sub"]!.GetValue<string>().ShouldBe(credential["credentialSubject"]!["id"]!.GetValue<string>());
        claims["nbf"]!.GetValue<long>().ShouldBe(DateTimeOffset.Parse(credential["validFrom"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds());
        claims["exp"].ShouldBeNull();
        foreach (var (name, value) in credential.AsObject())
        {
            JsonNode.DeepEquals(claims[name], value).ShouldBeTrue(name);
        }

        // The set of keys has the one that the head names, and neither tells the private half.
        var set = await JsonAsync("/.well-known/jwks.json");
        set["keys"]!.AsArray().Select(key => key!["kid"]!.GetValue<string>()).ShouldContain(head["kid"]!.GetValue<string>());
        set.ToJsonString().ShouldNotContain("\"d\"");
    }

    [Fact]
    public async Task Signature_does_not_fit_another_payload()
    {
        var token = await portal.Visitor().GetStringAsync(portal.Ada.Path() + ".jwt", Cancellation);
        var parts = token.Split('.');
        var key = await KeyAsync(JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[0]))!);
        var payload = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[1])).Replace("Ada", "Eve", StringComparison.Ordinal);
        Verifies(key, parts[0], WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(payload)), parts[2]).ShouldBeFalse();
        Verifies(key, parts[0], parts[1], parts[2]).ShouldBeTrue();
    }

    [Fact]
    public async Task Key_is_one_for_all_nodes_and_encrypted_in_the_table()
    {
        await using var node = new PortalHost().Beside(portal);
        node.Clock.Now = Certificates.Afterwards;
        var here = await portal.Visitor().GetStringAsync(portal.Ada.Path() + ".jwt", Cancellation);
        var there = await node.Visitor().GetStringAsync(portal.Ada.Path() + ".jwt", Cancellation);
        there.Split('.')[2].ShouldBe(here.Split('.')[2]);
        var key = await portal.QueryAsync(db => db.SigningKeys.SingleAsync(Cancellation));
        key.PublicJwk.ShouldNotContain("\"d\"");
        Should.Throw<Exception>(() =>
        {
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(key.ProtectedPrivateKey), out _);
        });
        using var unknown = await portal.Visitor().AnswerAsync("/en/certificates/keys/" + new string('x', SigningKey.KidLength));
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Qr_code_leads_to_the_page()
    {
        var page = await portal.Visitor().PageAsync(portal.Ada.Path());
        // Drawn by the same means, with the address that the page prints: a phone's camera was held before it by hand.
        var svg = page.QuerySelector(".cert-qr svg").ShouldNotBeNull();
        var address = page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!;
        var expected = Pages.Parse(OutreachPortal.Services.Certificates.QrCode.Svg(address)).QuerySelector("svg")!;
        svg.InnerHtml.ShouldBe(expected.InnerHtml);
        svg.OuterHtml.ShouldNotContain("style=");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("\u202Eevil\u200B name\r\n", "evil name")]
    [InlineData("محمد \"الله\" & Co", "محمد \"الله\" & Co")]
    public async Task Hostile_name_is_shown_as_a_name(string typed, string shown)
    {
        var email = Guid.NewGuid().ToString("N") + "@poyraz.example";
        var certificate = await portal.CertificateAsync(portal.Lecture, email, with: party => party with { Name = typed });
        var page = await portal.Visitor().PageAsync(certificate.Path());
        page.Words(".cert-name").ShouldBe(shown);
        page.QuerySelector(".cert-name bdi").ShouldNotBeNull();
        page.QuerySelectorAll(".certificate script").ShouldBeEmpty();
        page.QuerySelector("meta[property='og:title']")!.GetAttribute("content")!.ShouldContain(shown);
        (await JsonAsync(certificate.Path() + ".json"))["credentialSubject"]!["identifier"]![0]!["identityHash"]!.GetValue<string>().ShouldBe(shown);
    }

    [Theory]
    [InlineData(ContentState.Unpublished)]
    [InlineData(ContentState.Withdrawn)]
    public async Task Certificate_outlives_its_lectures_page(ContentState state)
    {
        using var folder = new ContentFolder().Lecture("gone");
        await using var other = new PortalHost();
        await other.ImportsAsync(folder);
        var lecture = await other.LectureIdAsync("gone");
        var certificate = await other.CertificateAsync(lecture, "ada@poyraz.example");
        await other.QueryAsync(db => db.ContentItems.Where(item => item.Id == lecture).ExecuteUpdateAsync(item => item.SetProperty(i => i.State, state), Cancellation));
        await other.QueryAsync(db => db.ContentTexts.Where(text => text.ContentItemId == lecture && text.Culture == "en").ExecuteUpdateAsync(text => text.SetProperty(t => t.Title, "Renamed"), Cancellation));
        var page = await other.Visitor().PageAsync(certificate.Path());
        page.Words(".cert-state strong").ShouldBe("Valid certificate");
        page.Words(".cert-lecture").ShouldBe("Renamed");
        (page.QuerySelector(".cert-about a[href*='/lectures/']") is not null).ShouldBe(state == ContentState.Withdrawn);
        var credential = JsonNode.Parse(await other.Visitor().GetStringAsync(certificate.Path() + ".json", Cancellation))!;
        (credential["evidence"] is not null).ShouldBe(state == ContentState.Withdrawn);
    }

    [Fact]
    public async Task Certificate_of_whoever_was_erased_names_nobody_and_was_withdrawn()
    {
        var certificate = await portal.CertificateAsync(portal.Lecture, "forget@poyraz.example", with: party => party with { Name = "Forget Me" });
        (await portal.Visitor().PageAsync(certificate.Path())).Words(".cert-name").ShouldBe("Forget Me");
        (await portal.SeatAsync((book, c) => book.EraseAsync(certificate.RegistrationId, c))).ShouldBe(SeatOutcome.Done);
        var page = await portal.Visitor().PageAsync(certificate.Path());
        page.Words("main").ShouldContain("Withdrawn at the holder’s request.");
        page.DocumentElement.OuterHtml.ShouldNotContain("Forget");
        (await portal.CertificatesAsync(certificate.RegistrationId)).ShouldHaveSingleItem().Name.ShouldBeEmpty();
        (await portal.Visitor().PageAsync(certificate.Path("tr"))).Words("main").ShouldContain("Belge sahibinin isteğiyle iptal edildi.");
        (await JsonAsync(certificate.Path() + ".json"))["credentialStatus"]!["revocationReason"]!.GetValue<string>().ShouldBe("Withdrawn at the holder’s request.");
        // And is not issued again.
        await portal.IssueAsync(portal.Lecture);
        (await portal.CertificatesAsync(certificate.RegistrationId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Certificate_outlives_what_is_kept_of_the_registration()
    {
        var certificate = await portal.CertificateAsync(portal.Lecture, "later@poyraz.example", with: party => party with { Name = "Later On" });
        (await portal.SeatAsync((book, c) => book.EraseKeepingCertificatesAsync(certificate.RegistrationId, c))).ShouldBe(SeatOutcome.Done);
        var page = await portal.Visitor().PageAsync(certificate.Path());
        (page.Words(".cert-name"), page.Words(".cert-state strong")).ShouldBe(("Later On", "Valid certificate"));
        (await portal.QueryAsync(db => db.Registrations.Where(r => r.Id == certificate.RegistrationId).Select(r => r.Name).SingleAsync(Cancellation))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_tries_codes_has_to_wait()
    {
        using var folder = new ContentFolder().Lecture("night");
        await using var other = new PortalHost();
        await other.ImportsAsync(folder);
        using var visitor = other.Visitor();
        for (var i = 0; i < OutreachPortal.Services.Hosting.Certificates.ChecksANetwork; i++)
        {
            using var answer = await visitor.AnswerAsync($"/en/certificates/{Codes.New(5)}.json");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        using var limited = await visitor.AnswerAsync("/en/certificates/2345-6789-ABCDE");
        limited.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        limited.Header("Retry-After").ShouldNotBeNull();
        using var elsewhere = await visitor.AnswerAsync("/en/lectures/lecture-night");
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<JsonNode> JsonAsync(string address) => JsonNode.Parse(await portal.Visitor().GetStringAsync(address, Cancellation))!;

    /// <summary>Head and payload of a signed credential, which has to be signed by the key that its head names.</summary>
    private async Task<(JsonNode Head, JsonNode Claims)> JwtAsync(string address)
    {
        var parts = (await portal.Visitor().GetStringAsync(address, Cancellation)).Split('.');
        parts.Length.ShouldBe(3);
        var head = JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[0]))!;
        Verifies(await KeyAsync(head), parts[0], parts[1], parts[2]).ShouldBeTrue();
        return (head, JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[1]))!);
    }

    private async Task<JsonNode> KeyAsync(JsonNode head)
    {
        var key = await JsonAsync(new Uri(head["kid"]!.GetValue<string>()).AbsolutePath);
        key["kid"]!.GetValue<string>().ShouldBe(head["kid"]!.GetValue<string>());
        key["d"].ShouldBeNull();
        return key;
    }

    private static bool Verifies(JsonNode key, string head, string payload, string signature)
    {
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = WebEncoders.Base64UrlDecode(key["n"]!.GetValue<string>()),
            Exponent = WebEncoders.Base64UrlDecode(key["e"]!.GetValue<string>()),
        });
        return rsa.VerifyData(Encoding.ASCII.GetBytes(head + "." + payload), WebEncoders.Base64UrlDecode(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>A lecture that is over, with three certificates.</summary>
    public sealed class Issued : PortalHost, IAsyncLifetime
    {
        private readonly ContentFolder _folder = new ContentFolder().Lecture("night", seats: 100, more: "speakers: [{name: Dr. Elif Şahin}, {name: Guest Speaker}]\n");

        public int Lecture { get; private set; }

        public Certificate Ada { get; private set; } = null!;

        public Certificate Class { get; private set; } = null!;

        public Certificate Revoked { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await this.ImportsAsync(_folder);
            Lecture = await this.LectureIdAsync("night");
            Ada = await this.CertificateAsync(Lecture, "ada@poyraz.example", with: party => party with { Name = "Ada Yılmaz" });
            Class = await this.CertificateAsync(Lecture, "teacher@poyraz.example", 23, party => party with { School = "Boğazkesen Lisesi", Level = "10-A" });
            Revoked = await this.CertificateAsync(Lecture, "berk@poyraz.example", with: party => party with { Name = "Berk" });
            (await this.SeatAsync((book, c) => book.RevokeCertificateAsync(Revoked.Id, "Rita", "Given to the wrong person.", c))).ShouldBe(SeatOutcome.Done);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
            {
                _folder.Dispose();
            }
        }
    }
}
