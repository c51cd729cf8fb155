using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>"Send me my links".</summary>
public sealed class HolderLinksTests(HolderPortal portal) : IClassFixture<HolderPortal>
{
    private const string Path = "/en/registrations";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_asks_for_an_address_in_both_languages()
    {
        foreach (var (culture, head) in new[] { ("en", "Your registrations"), ("tr", "Kayıtlarınız") })
        {
            using var answer = await portal.Visitor().GetAsync($"/{culture}/registrations", Cancellation);
            answer.Header("Cache-Control")!.ShouldContain("no-store");
            var page = await answer.PageAsync(culture);
            page.Words("h1").ShouldBe(head);
            page.QuerySelector("input[type=email]#email").ShouldNotBeNull();
            page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
            page.Words("main").ShouldNotContain("Holder.");
            page.QuerySelector("main input[name=website]")!.GetAttribute("tabindex").ShouldBe("-1");
        }
    }

    [Fact]
    public async Task Who_has_a_certificate_is_sent_the_letter_that_leads_to_it()
    {
        var (id, email, _) = await portal.HolderAsync(state: RegistrationState.Confirmed);
        await portal.QueryAsync(async db =>
        {
            await db.Registrations.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RegistrationState.Attended), Cancellation);
            return 0;
        });
        await portal.SeatAsync((book, c) => book.ResendAsync(id, "", c));
        (await portal.LettersToAsync(email))[^1].Kind.ShouldBe(RegistrationLetterKinds.Confirmed);

        await portal.QueryAsync(async db =>
        {
            var lecture = await db.Registrations.Where(r => r.Id == id).Select(r => r.LectureId).SingleAsync(Cancellation);
            db.Certificates.Add(new() { LectureId = lecture, RegistrationId = id, Code = "ABCDEFGH23457", Name = "A", Kind = PartyKind.Person, Came = 1, IssuedAt = portal.Clock.Now.UtcDateTime, Version = Guid.NewGuid() });
            return await db.SaveChangesAsync(Cancellation);
        });
        await portal.SeatAsync((book, c) => book.ResendAsync(id, "", c));
        var letter = (await portal.LettersToAsync(email))[^1];
        letter.Kind.ShouldBe(RegistrationLetterKinds.Thanks);
        letter.Facts!.ShouldContain("ABCDEFGH23457");
    }

    [Fact]
    public async Task Address_gets_one_letter_with_a_new_key_to_each_of_its_registrations_and_none_of_them_changes()
    {
        const string Email = "many@poyraz.example";
        foreach (var key in new[] { "open", "questions", "data" })
        {
            await portal.RegisterAsync(await portal.LectureAsync(key), Email);
        }

        Task<List<Guid>> VersionsAsync() => portal.QueryAsync(db => db.Registrations.Where(r => r.Email == Email).OrderBy(r => r.Id).Select(r => r.Version).ToListAsync(Cancellation));
        var before = await VersionsAsync();
        using var answer = await portal.Visitor().PostAsync(Path, Path, [new("email", " MANY@poyraz.example ")]);
        (await answer.PageAsync(Path)).Words("h1").ShouldBe("Please look at your mail");
        (await VersionsAsync()).ShouldBe(before);
        var letters = await portal.LettersToAsync(Email);
        letters.Count.ShouldBe(4);
        letters[3].Kind.ShouldBe(RegistrationLetterKinds.Links);
        var keys = await portal.InScopeAsync(async services =>
        {
            var written = (await services.GetRequiredService<LetterWriter>().WriteAsync([letters[3]], Cancellation))[letters[3].Id].Letter!;
            await services.GetRequiredService<PortalDbContext>().SaveChangesAsync(Cancellation);
            return written.Text.Split("/en/registrations/")[1..].Select(part => part[..RegistrationLinks.TokenLength]).ToList();
        });
        var opened = new HashSet<string>();
        foreach (var key in keys)
        {
            opened.Add((await portal.Visitor().PageAsync(RegistrationLinks.PathOf("en", key))).Words("aside"));
        }

        opened.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Answer_is_the_same_whether_the_address_is_known_or_not()
    {
        var (_, email, _) = await portal.HolderAsync();
        async Task<(HttpStatusCode, string)> AskAsync(string address)
        {
            var visitor = portal.Visitor();
            using var answer = await visitor.PostAsync(Path, Path, [new("email", address)]);
            return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(Cancellation)).Replace(address, "ADDRESS", StringComparison.Ordinal));
        }

        var known = await AskAsync(email);
        var unknown = await AskAsync("nobody@poyraz.example");
        known.Item1.ShouldBe(HttpStatusCode.OK);
        unknown.ShouldBe(known);
        (await portal.LettersToAsync("nobody@poyraz.example")).ShouldBeEmpty();
        (await portal.LettersToAsync(email)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Program_that_fills_in_the_hidden_field_is_told_the_same_and_nothing_is_sent()
    {
        var (_, email, _) = await portal.HolderAsync();
        using var answer = await portal.Visitor().PostAsync(Path, Path, [new("email", email), new("website", "https://spam.example")]);
        (await answer.PageAsync(Path)).Words("h1").ShouldBe("Please look at your mail");
        (await portal.LettersToAsync(email)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    [InlineData("\"Ada\" <ada@poyraz.example>")]
    [InlineData("a@b.example,c@d.example")]
    [InlineData("😀@poyraz.example")]
    public async Task Address_that_is_none_is_refused_and_stays_typed(string typed)
    {
        using var answer = await portal.Visitor().PostAsync(Path, Path, [new("email", typed)]);
        var page = await answer.PageAsync(Path, HttpStatusCode.UnprocessableEntity);
        page.Href(".problems a").ShouldBe("#email");
        // A browser's input takes one line.
        page.QuerySelector("#email")!.GetAttribute("value")!.ReplaceLineEndings("").ShouldBe(typed.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Post_without_a_token_of_the_form_is_refused()
    {
        using var form = new FormUrlEncodedContent([new("email", "a@poyraz.example")]);
        using var answer = await portal.Visitor().PostAsync(Path, form, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_address_gets_so_many_letters_an_hour_known_or_not()
    {
        foreach (var email in new[] { "unknown.often@poyraz.example", (await portal.HolderAsync()).Email })
        {
            var visitor = portal.Visitor();
            for (var i = 0; i < HolderLimits.AsksAnAddress; i++)
            {
                using var sent = await visitor.PostAsync(Path, Path, [new("email", i % 2 == 0 ? email : email.ToUpperInvariant())]);
                sent.StatusCode.ShouldBe(HttpStatusCode.OK);
            }

            using var refused = await visitor.PostAsync(Path, Path, [new("email", email)]);
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Header("Retry-After").ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task What_is_erased_or_long_over_is_not_sent()
    {
        var (id, email, _) = await portal.HolderAsync();
        await portal.SeatAsync((book, c) => book.EraseAsync(id, c));
        using var answer = await portal.Visitor().PostAsync(Path, Path, [new("email", email)]);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await portal.QueryAsync(db => db.Letters.CountAsync(letter => letter.RegistrationId == id, Cancellation))).ShouldBe(0);
    }
}
