using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

public sealed class PolicyCommentsControllerTests : IAsyncLifetime
{
    private const string Open = "/en/policies/rule/versions/2/comments";
    private const string OpenTr = "/tr/policies/rule-tr/versions/2/comments";

    // The tests' Monday is 23 November 2026.
    private const string Window = "stage: for-comment\ncomment-from: 2026-11-20\ncomment-until: 2026-11-30";

    private readonly PortalHost _portal = new();

    private HttpClient Visitor => _portal.Visitor();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _portal.WriteVersionAsync("rule", "1", "2020-01-01", "## 1. Purpose\n\n1. It is for all.", "## 1. Amaç\n\n1. Herkes içindir.");
        await _portal.WriteVersionAsync("rule", "2", "2027-01-01", "## 1. Purpose\n\n1. It is for everybody.\n2. It says why.", "## 1. Amaç\n\n1. Herkes için geçerlidir.\n2. Nedenini söyler.", Window);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("en", Open, "Your remark waits")]
    [InlineData("tr", OpenTr, "Görüşünüz beklemede")]
    public async Task Remark_is_kept_and_waits_for_staff(string culture, string address, string title)
    {
        var clause = await ClauseAsync("1.2");
        using var answer = await Visitor.SendFormAsync(address, ("text", " Why?\r\n\r\nSay <b>more</b>. "), ("name", " Ada  L. "), ("clause", clause));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Target().ShouldBe(address + "/sent");
        var page = await Visitor.PageAsync(address + "/sent");
        page.Words("h1").ShouldBe(title);
        page.DocumentElement.GetAttribute("lang").ShouldBe(culture);
        var kept = (await CommentsAsync()).ShouldHaveSingleItem();
        (kept.State, kept.Name, kept.Text, kept.Culture, kept.CreatedAt, "c" + kept.Clause).ShouldBe(
            (CommentState.Waiting, "Ada L.", "Why?\n\nSay <b>more</b>.", culture, _portal.Clock.Now.UtcDateTime, clause));
        (await Visitor.PageAsync(address)).QuerySelectorAll(".public-remark").ShouldBeEmpty("nobody sees it before staff let it through");
    }

    [Fact]
    public async Task Of_a_policy_that_was_withdrawn_it_is_said_that_it_was_and_not_that_it_was_decided()
    {
        await _portal.WriteVersionAsync("rule", "2", "2027-01-01", "## 1. Purpose\n\n1. It is for everybody.\n2. It says why.", "## 1. Amaç\n\n1. Herkes için geçerlidir.\n2. Nedenini söyler.",
            Window + "\nstate: withdrawn\nwithdrawn-reason: Not needed.");
        var page = await Visitor.PageAsync(Open);
        page.QuerySelector(".remarks-page form").ShouldBeNull();
        page.Words(".remarks-page .notice").ShouldBe("This policy was withdrawn, and remarks can no longer be sent. What was let through can still be read.");
    }

    [Fact]
    public async Task Remark_that_is_let_through_is_shown_as_typed_text_with_date_clause_and_reply()
    {
        var clause = await ClauseAsync("1.2");
        await AddAsync(new() { Text = "<script>alert(1)</script> **bold**\n[a](javascript:b)", Name = "<i>Eve</i>", Clause = int.Parse(clause[1..], null), Culture = "en", Reply = "Thank <you>.", State = CommentState.Shown });
        await AddAsync(new() { Text = "Adsız bir görüş.", Culture = "tr", State = CommentState.Shown });
        await AddAsync(new() { Text = "Refused words", Culture = "en", State = CommentState.Refused });
        await AddAsync(new() { Text = "Waiting words", Culture = "en" });

        var page = await Visitor.PageAsync(Open);
        var remarks = page.QuerySelectorAll(".public-remark");
        remarks.Length.ShouldBe(2);
        remarks[0].QuerySelectorAll("script, i, b, strong strong").ShouldBeEmpty();
        remarks[0].Words().ShouldContain("<script>alert(1)</script> **bold** [a](javascript:b)");
        remarks[0].Words().ShouldContain("<i>Eve</i> · 23 November 2026 · on clause 1.2");
        remarks[0].Words().ShouldContain("Reply of the office Thank <you>.");
        remarks[0].QuerySelector("a")!.GetAttribute("href").ShouldBe("/en/policies/rule/versions/2#clause-1.2");
        remarks[1].Words().ShouldContain("Without name");
        remarks[1].QuerySelector(".typed")!.GetAttribute("lang").ShouldBe("tr");
        page.Body!.TextContent.ShouldNotContain("Refused words");
        page.Body!.TextContent.ShouldNotContain("Waiting words");
    }

    [Fact]
    public async Task Form_is_kept_by_nobody_even_for_a_browser_that_has_the_cookie()
    {
        using var visitor = Visitor;
        using var first = await visitor.AnswerAsync(Open);
        first.Headers.CacheControl!.NoStore.ShouldBeTrue();
        // Now the browser has its cookie, and the answer sets none.
        using var second = await visitor.AnswerAsync(Open);
        second.Headers.CacheControl!.NoStore.ShouldBeTrue();
        second.Headers.ETag.ShouldBeNull();
        var token = (await second.PageAsync(Open)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value");
        (await Visitor.TokenAsync(Open)).ShouldNotBe(token, "a token for one browser is shown to no other");
        var page = await visitor.PageAsync(Open);
        page.Words(".legal").ShouldNotContain("No cookies");
        page.QuerySelectorAll("main script").ShouldBeEmpty();
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.Href(".lang").ShouldBe(OpenTr);
    }

    [Theory]
    [InlineData("text", "", "Please fill in “Your remark”")]
    [InlineData("text", " \u202E\u0007\r\n ", "Please fill in “Your remark”")]
    [InlineData("name", "Buy at https://prize.example/", "“Your name” must not hold a web address")]
    [InlineData("clause", "c99", "“Which clause is it about?”")]
    [InlineData("clause", "1.2", "“Which clause is it about?”")]
    [InlineData("clause", "c99999999999999999999", "“Which clause is it about?”")]
    public async Task What_is_wrong_is_named_and_everything_typed_is_still_there(string field, string typed, string message)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = "A remark <of> mine", ["name"] = "Ada", ["clause"] = "", [field] = typed };
        using var answer = await Visitor.SendFormAsync(Open, [.. fields.Select(pair => (pair.Key, pair.Value))]);
        var page = await answer.PageAsync(Open, HttpStatusCode.UnprocessableEntity);
        page.Words(".problems a").ShouldContain(message);
        page.Href(".problems a").ShouldBe("#" + field);
        page.QuerySelector("#" + field)!.GetAttribute("aria-invalid").ShouldBe("true");
        page.QuerySelector("#text")!.TextContent.Trim().ShouldBe(fields["text"].ReplaceLineEndings("\n").Trim());
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe(fields["name"]);
        (await CommentsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_of_a_megabyte_is_refused_by_name_and_comes_back()
    {
        var text = new string('ş', 1024 * 1024);
        using var answer = await Visitor.SendFormAsync(OpenTr, ("text", text), ("name", new string('a', 101)));
        var page = await answer.PageAsync(OpenTr, HttpStatusCode.UnprocessableEntity);
        page.AllWords(".problems a").ShouldBe(["“Görüşünüz” en çok 4.000 karakter olabilir; şu an 1.048.576 karakter.", "“Adınız” en çok 100 karakter olabilir; şu an 101 karakter."]);
        page.QuerySelector("#text")!.TextContent.Length.ShouldBe(text.Length);
        (await CommentsAsync()).ShouldBeEmpty();

        using var fits = await Visitor.SendFormAsync(OpenTr, ("text", new string('ş', PolicyComment.TextLength)), ("name", new string('a', 100)));
        fits.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await CommentsAsync()).Single().Text.Length.ShouldBe(PolicyComment.TextLength);
    }

    [Fact]
    public async Task What_was_typed_into_a_page_that_was_open_for_too_long_comes_back_with_a_new_token()
    {
        using var visitor = Visitor;
        using var form = new FormUrlEncodedContent([new("text", "Typed long ago"), new("name", "Ada"), new("__RequestVerificationToken", "old")]);
        using var answer = await visitor.PostAsync(new Uri(Open, UriKind.Relative), form, Cancellation);
        var page = await answer.PageAsync(Open, HttpStatusCode.BadRequest);
        page.QuerySelector("#text")!.TextContent.Trim().ShouldBe("Typed long ago");
        page.Words(".problems").ShouldContain("once more");
        page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value").ShouldNotBeNullOrEmpty();
        (await CommentsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Remark_typed_while_the_policy_moved_goes_with_it()
    {
        await _portal.QueryAsync(async db =>
        {
            var policy = await db.Policies.SingleAsync(policy => policy.Key == "rule", Cancellation);
            db.Redirects.Add(new() { ContentItemId = policy.Id, Kind = ContentKind.Policy, Culture = "en", Slug = "old-rule" });
            return await db.SaveChangesAsync(Cancellation);
        });
        using var content = new FormUrlEncodedContent([new("text", "Why?")]);
        using var answer = await Visitor.PostAsync(new Uri("/en/policies/old-rule/versions/2/comments", UriKind.Relative), content, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        answer.Target().ShouldBe(Open);
    }

    [Fact]
    public async Task Same_remark_twice_is_kept_once_and_a_field_that_no_person_sees_keeps_nothing()
    {
        for (var i = 0; i < 2; i++)
        {
            using var answer = await Visitor.SendFormAsync(Open, ("text", "Twice" + (i == 0 ? "" : " \r\n")));
            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        using var other = await Visitor.SendFormAsync(Open, ("text", "Twice"), ("name", "Ada"));
        using var bot = await Visitor.SendFormAsync(Open, ("text", "Buy"), ("website", "https://prize.example"));
        bot.Target().ShouldBe(Open + "/sent");
        (await CommentsAsync()).Select(comment => (comment.Text, comment.Name)).ShouldBe([("Twice", null), ("Twice", "Ada")]);
    }

    [Fact]
    public async Task Network_that_sends_too_many_is_held_up_and_loses_nothing()
    {
        using var visitor = Visitor;
        var token = await visitor.TokenAsync(Open);
        Task<HttpResponseMessage> SendAsync(string text) => visitor.PostAsync(
            new Uri(Open, UriKind.Relative), new FormUrlEncodedContent([new("text", text), new("__RequestVerificationToken", token)]), Cancellation);
        for (var i = 0; i < CommentLimits.PostsANetwork; i++)
        {
            using var taken = await SendAsync("Remark " + i % 2);
            taken.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        using var refused = await SendAsync("One too many");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await refused.PageAsync(Open, HttpStatusCode.TooManyRequests)).QuerySelector("#text")!.TextContent.Trim().ShouldBe("One too many");
        (await CommentsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Clause_of_the_address_is_chosen_already_and_an_unknown_one_is_named()
    {
        var clause = await ClauseAsync("1.1");
        var page = await Visitor.PageAsync($"{Open}?clause={clause}");
        page.QuerySelector("#clause option[selected]")!.GetAttribute("value").ShouldBe(clause);
        page.Words("#clause option[selected]").ShouldBe("1.1 It is for everybody.");
        (await Visitor.PageAsync(Open + "?clause=c77")).Words(".notice").ShouldContain("no clause “c77”");
        (await Visitor.PageAsync(Open + "?clause=%3Cb%3E")).QuerySelectorAll(".notice b").ShouldBeEmpty();
    }

    [Fact]
    public async Task Before_and_after_the_time_and_where_there_is_none_the_page_says_so_with_dates()
    {
        await AddAsync(new() { Text = "Let through", Culture = "en", State = CommentState.Shown });
        using var visitor = Visitor;
        var token = await visitor.TokenAsync(Open);
        _portal.Clock.Now = new DateTimeOffset(2026, 11, 19, 20, 0, 0, TimeSpan.Zero);
        var before = await Visitor.PageAsync(Open);
        before.Words(".notice").ShouldContain("from 20 November 2026 to 30 November 2026");
        before.QuerySelector("main form").ShouldBeNull();

        // In Istanbul the next day begins at 21:00 UTC.
        _portal.Clock.Now = new DateTimeOffset(2026, 11, 30, 20, 59, 0, TimeSpan.Zero);
        (await Visitor.PageAsync(Open)).QuerySelector("main form").ShouldNotBeNull();
        _portal.Clock.Now = new DateTimeOffset(2026, 11, 30, 21, 1, 0, TimeSpan.Zero);
        var after = await Visitor.PageAsync(Open);
        after.Words(".notice").ShouldContain("from 20 November 2026 to 30 November 2026");
        after.QuerySelector("main form").ShouldBeNull();
        after.Words(".public-remark").ShouldContain("Let through");
        using var form = new FormUrlEncodedContent([new("text", "Too late"), new("__RequestVerificationToken", token)]);
        using var late = await visitor.PostAsync(new Uri(Open, UriKind.Relative), form, Cancellation);
        var page = await late.PageAsync(Open, HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("#text")!.TextContent.Trim().ShouldBe("Too late");
        (await CommentsAsync()).Count.ShouldBe(1);

        var never = await Visitor.PageAsync("/en/policies/rule/versions/1/comments");
        never.Words(".notice").ShouldContain("1 January 2020");
        never.QuerySelector("main form").ShouldBeNull();
    }

    [Fact]
    public async Task Version_that_was_approved_before_the_last_day_takes_no_more_remarks_and_says_why()
    {
        await _portal.QueryAsync(db => db.PolicyVersions.Where(version => version.Number == "2").ExecuteUpdateAsync(set => set.SetProperty(version => version.Stage, PolicyStage.Approved), Cancellation));
        var page = await Visitor.PageAsync(Open);
        page.Words(".notice").ShouldContain("decided before 30 November 2026");
        page.QuerySelector("main form").ShouldBeNull();
    }

    [Theory]
    [InlineData("/en/policies/rule/versions/3/comments", "no version “3”")]
    [InlineData("/tr/policies/rule-tr/versions/x.y/comments", "“x.y” numaralı bir sürümü yok")]
    [InlineData("/en/policies/rule/versions/99999999999999999999999999999999999999999999999/comments", "no version “9999999999999999999999999999999999999999…”")]
    public async Task Version_that_there_is_not_is_named(string address, string message) =>
        (await Visitor.PageAsync(address, HttpStatusCode.NotFound)).Words("main").ShouldContain(message);

    [Fact]
    public async Task Other_spelling_of_a_number_leads_to_the_one()
    {
        using var answer = await Visitor.AnswerAsync("/en/policies/rule/versions/02.0/comments?clause=c1");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Target().ShouldBe(Open + "?clause=c1");
        using var none = await Visitor.AnswerAsync("/en/policies/none/versions/2/comments");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Many_remarks_are_shown_by_pages()
    {
        for (var i = 1; i <= 21; i++)
        {
            await AddAsync(new() { Text = $"Remark {i}.", Culture = "en", State = CommentState.Shown });
        }

        (await Visitor.PageAsync(Open)).QuerySelectorAll(".public-remark").Length.ShouldBe(20);
        var second = await Visitor.PageAsync(Open + "?page=2");
        second.QuerySelectorAll(".public-remark").Length.ShouldBe(1);
        second.Words(".public-remark").ShouldContain("Remark 21.");
        (await Visitor.PageAsync(Open + "?page=9999999999")).QuerySelectorAll(".public-remark").ShouldBeEmpty();
    }

    private Task<List<PolicyComment>> CommentsAsync() => _portal.QueryAsync(db => db.PolicyComments.AsNoTracking().OrderBy(comment => comment.Id).ToListAsync(Cancellation));

    /// <summary>Of the last version.</summary>
    private Task<string> ClauseAsync(string number) => _portal.QueryAsync(async db =>
        "c" + await db.Set<PolicyPassage>().Where(passage => passage.Number == number).OrderByDescending(passage => passage.Id).Select(passage => passage.Clause).FirstAsync(Cancellation));

    private Task<int> AddAsync(PolicyComment comment) => _portal.AddRemarkAsync("2", comment);
}
