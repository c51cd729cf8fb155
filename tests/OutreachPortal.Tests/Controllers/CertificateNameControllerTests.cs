using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>The holder says which name the certificate shows.</summary>
public sealed class CertificateNameControllerTests(CertificateNameControllerTests.Issued portal) : IClassFixture<CertificateNameControllerTests.Issued>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Use this name")]
    [InlineData("tr", "Bu adı kullan")]
    public async Task Holder_chooses_the_name_and_the_old_one_is_kept_in_the_history(string culture, string button)
    {
        var (certificate, visitor, path) = await HolderAsync(culture);
        var page = await visitor.PageAsync(path);
        page.Words("main form button").ShouldBe(button);
        page.QuerySelector("input[name=name]")!.GetAttribute("value").ShouldBe(certificate.Name);
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        using var answer = await visitor.PostAsync(path, path, [new("name", "  Ayşe\u202E  Nur ")]);
        answer.Target().ShouldBe(certificate.Path(culture));
        answer.Header("Cache-Control")!.ShouldContain("no-store");
        (await portal.Visitor().PageAsync(certificate.Path(culture))).Words(".cert-name").ShouldBe("Ayşe Nur");
        var steps = await portal.QueryAsync(db => db.RegistrationSteps.Where(s => s.RegistrationId == certificate.RegistrationId && s.Action == RegistrationAction.Changed).Select(s => s.Remark).ToListAsync(Cancellation));
        steps.ShouldBe([certificate.Name + " → Ayşe Nur"]);
        // The registration's own name is another matter.
        (await portal.QueryAsync(db => db.Registrations.Where(r => r.Id == certificate.RegistrationId).Select(r => r.Name).SingleAsync(Cancellation))).ShouldBe(certificate.Name);
        // The same again changes nothing.
        using (await visitor.PostAsync(path, path, [new("name", "Ayşe Nur")]))
        {
        }

        (await portal.QueryAsync(db => db.RegistrationSteps.CountAsync(s => s.RegistrationId == certificate.RegistrationId && s.Action == RegistrationAction.Changed, Cancellation))).ShouldBe(1);
    }

    [Theory]
    [InlineData("", "Please type the name")]
    [InlineData("\u200B\u202E", "Please type the name")]
    [InlineData("...", "Please type the name")]
    [InlineData("long", "at most 160 characters")]
    [InlineData("https://prize.example", "must not hold a web address")]
    public async Task Bad_name_is_refused_and_is_still_there(string name, string message)
    {
        name = name == "long" ? new string('x', 10_000) : name;
        var (certificate, visitor, path) = await HolderAsync("en");
        using var answer = await visitor.PostAsync(path, path, [new("name", name)]);
        var page = await answer.PageAsync(path, HttpStatusCode.UnprocessableEntity);
        page.Words("[role=alert]").ShouldContain(message);
        (page.QuerySelector("input[name=name]")!.GetAttribute("value") ?? "").ShouldBe(name);
        page.QuerySelector("input[name=name]")!.GetAttribute("aria-invalid").ShouldBe("true");
        (await portal.Visitor().PageAsync(certificate.Path())).Words(".cert-name").ShouldBe(certificate.Name);
    }

    [Fact]
    public async Task Nobody_without_the_key_and_nothing_without_a_token()
    {
        var (certificate, visitor, path) = await HolderAsync("en");
        foreach (var token in new[] { new string('A', 32), "x", certificate.Code, new string('x', 2000) })
        {
            using var answer = await visitor.AnswerAsync($"/en/registrations/{token}/certificate-name");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, token);
            answer.Header("Referrer-Policy").ShouldBe("no-referrer", token);
            using var posted = await visitor.PostAsync(path, $"/en/registrations/{token}/certificate-name", [new("name", "Eve")]);
            posted.StatusCode.ShouldBe(HttpStatusCode.NotFound, token);
        }

        // The address is a key: told to no other site, and found by none.
        using var page = await visitor.AnswerAsync(path);
        page.Header("Referrer-Policy").ShouldBe("no-referrer");
        page.Header("X-Robots-Tag")!.ShouldContain("noindex");
        page.Header("Cache-Control")!.ShouldContain("no-store");
        using var form = new FormUrlEncodedContent([new("name", "Eve")]);
        using var forged = await visitor.PostAsync(path, form, Cancellation);
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.CertificatesAsync(certificate.RegistrationId)).ShouldHaveSingleItem().Name.ShouldBe(certificate.Name);
    }

    [Fact]
    public async Task Revoked_certificate_takes_no_other_name()
    {
        var (certificate, visitor, path) = await HolderAsync("en");
        var token = await visitor.TokenAsync(path);
        await portal.SeatAsync((book, c) => book.RevokeCertificateAsync(certificate.Id, "Rita", "By mistake.", c));
        using var content = new FormUrlEncodedContent([new("name", "Eve"), new("__RequestVerificationToken", token)]);
        using var answer = await visitor.PostAsync(path, content, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(Certificate Certificate, HttpClient Visitor, string Path)> HolderAsync(string culture)
    {
        var email = Guid.NewGuid().ToString("N") + "@poyraz.example";
        var certificate = await portal.CertificateAsync(portal.Lecture, email);
        return (certificate, portal.Visitor(), $"/{culture}/registrations/{await portal.TokenAsync(email)}/certificate-name");
    }

    /// <summary>A lecture that is over.</summary>
    public sealed class Issued : PortalHost, IAsyncLifetime
    {
        private readonly ContentFolder _folder = new ContentFolder().Lecture("night", seats: 100);

        public int Lecture { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await this.ImportsAsync(_folder);
            Lecture = await this.LectureIdAsync("night");
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
