using System.Net;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Versions of policies as Markdown and JSON.</summary>
public sealed class PolicyTextControllerTests(PolicyListPortal portal) : IClassFixture<PolicyListPortal>
{
    private const string Body = "## 1. Scope\n\n1. All of it.";

    [Fact]
    public async Task Markdown_has_the_facts_of_the_version_and_its_text()
    {
        using var answer = await portal.Visitor().AnswerAsync("/en/policies/lasting/versions/2.1.md");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Header("Content-Type").ShouldBe("text/markdown; charset=utf-8");
        answer.Header("Link").ShouldEndWith("/en/policies/lasting/versions/2.1>; rel=\"canonical\"");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldStartWith("---\ntitle: The lasting\n");
        foreach (var line in new[]
        {
            "version: \"2.1\"", "stage: approved", "status: in-force", "status-text: In force since 1 May 2021", "language: en", "authoritative-language: tr", "owner: An office", "published-on: 2021-05-01",
            "in-force-from: 2021-05-01", "next-review-on: 2026-08-01", "change-note: What 2.1 changed.",
        })
        {
            text.ShouldContain($"\n{line}\n");
        }

        text.ShouldContain("P-1, v2.1, in force 1 May 2021, http");
        text.ShouldEndWith("---\n\n" + Body + "\n");
        (await TextAsync("/tr/policies/lasting-tr/versions/2.1.md")).ShouldEndWith("1. Tamamı.\n");
        (await TextAsync("/en/policies/lasting.md")).ShouldBe(text);
        (await TextAsync("/en/policies/lasting/versions/1.md")).ShouldContain("\nstatus: superseded\n");
        (await TextAsync("/en/policies/lasting/versions/1.md")).ShouldContain("\nin-force-until: 2020-02-29\n");
        (await TextAsync("/en/policies/asked/versions/2.md")).ShouldContain("\nstatus: for-comment\n");
        (await TextAsync("/en/policies/taken.md")).ShouldContain("\nstatus: withdrawn\n");
    }

    [Fact]
    public async Task Markdown_of_a_language_without_text_says_so_above_the_other()
    {
        using var own = new PortalHost();
        using var folder = new ContentFolder().Item("policies/only", Fields.Policy.With("slug", "only").With("title", "'A \"title\": # --- '"), Body);
        await own.ImportAllAsync(folder);
        var text = await own.Visitor().GetStringAsync("/tr/policies/only.md", TestContext.Current.CancellationToken);
        text.ShouldContain("---\n\n> Bu sürümün Türkçe metni yok. İngilizce metin aşağıdadır.\n\n" + Body);
        text.ShouldContain("\nlanguage: en\n");
        text.ShouldStartWith("---\ntitle: \"A \\\"title\\\": # ---\"\n");
    }

    [Fact]
    public async Task Json_has_dates_clauses_in_both_languages_and_links()
    {
        var version = await portal.Visitor().JsonAsync("/en/policies/changing/versions/1.json");
        version.Text("policy", "key").ShouldBe("changing");
        version.Text("policy", "type").ShouldBe("policy");
        version.Text("version").ShouldBe("1");
        version.Text("stage").ShouldBe("approved");
        version.Text("status").ShouldBe("in-force");
        version.Text("inForceFrom").ShouldBe("2019-01-01");
        version.Text("inForceUntil").ShouldBe("2026-12-31");
        version.Text("title", "tr").ShouldBe("changing politikası");
        version.Text("authoritativeLanguage").ShouldBe("tr");
        version.Text("languages").ShouldBe("[\"tr\",\"en\"]");
        var clauses = version.GetProperty("clauses");
        clauses.GetArrayLength().ShouldBe(2);
        clauses[0].Text("number").ShouldBe("1");
        clauses[0].Text("isHeading").ShouldBe("true");
        clauses[1].Text("id").ShouldBe("c2");
        clauses[1].Text("number").ShouldBe("1.1");
        clauses[1].Text("depth").ShouldBe("1");
        clauses[1].Text("text", "en").ShouldBe("All of it.");
        clauses[1].Text("text", "tr").ShouldBe("Tamamı.");
        clauses[1].Text("url").ShouldNotBeNull().ShouldEndWith("/en/policies/changing/clauses/c2");
        version.Text("links", "predecessor").ShouldBe("null");
        version.Text("links", "successor").ShouldNotBeNull().ShouldEndWith("/en/policies/changing/versions/2.json");
        version.Text("links", "latest").ShouldNotBeNull().ShouldEndWith("/en/policies/changing");
        version.GetProperty("versions")[0].Text("version").ShouldBe("2");
        version.GetProperty("versions")[0].Text("markdown", "tr").ShouldNotBeNull().ShouldEndWith("/tr/policies/changing-tr/versions/2.md");
        version.Text("citation").ShouldNotBeNull().ShouldContain("The changing, P-1, v1, in force 1 January 2019, http");
        (await portal.Visitor().JsonAsync("/tr/policies/changing-tr.json")).Text("statusText").ShouldBe("1 Ocak 2019 – 31 Aralık 2026 tarihleri arasında yürürlükte");
        (await portal.Visitor().JsonAsync("/en/policies/changing/versions/2.json")).Text("status").ShouldBe("not-yet-in-force");
        (await portal.Visitor().JsonAsync("/en/policies/taken.json")).Text("withdrawnReason", "en").ShouldBe("Another took its place.");
    }

    [Fact]
    public async Task Text_is_validated_kept_and_open_to_other_sites_like_the_api()
    {
        foreach (var address in new[] { "/en/policies/lasting.md", "/en/policies/lasting/versions/2.json" })
        {
            using var answer = await portal.Visitor().AnswerAsync(address);
            answer.Header("Access-Control-Allow-Origin").ShouldBe("*");
            var tag = answer.Header("ETag").ShouldNotBeNull();
            var entries = portal.Pages.Entries;
            using var again = await portal.Visitor().AnswerAsync(address, ("If-None-Match", tag));
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
            portal.Pages.Entries.ShouldBe(entries);
            using var options = await portal.Visitor().AnswerAsync(HttpMethod.Options, address);
            options.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
    }

    [Theory]
    [InlineData("/en/policies/nothing.md")]
    [InlineData("/en/policies/lasting/versions/9.md")]
    [InlineData("/en/policies/lasting/versions/.md")]
    [InlineData("/en/policies/lasting/versions/a.json")]
    [InlineData("/en/policies/lasting/versions/%0d%0a.json")]
    [InlineData("/en/policies/lasting/versions/1.1.1.json")]
    [InlineData("/en/policies/changes.json")]
    public async Task What_there_is_not_is_not_found(string address)
    {
        using var answer = await portal.Visitor().AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // A version without number is no version of any format.
        answer.Header("Content-Type").ShouldBe(address.EndsWith("/.md", StringComparison.Ordinal) ? "text/html; charset=utf-8" : address.EndsWith(".md", StringComparison.Ordinal) ? "text/plain; charset=utf-8" : "application/problem+json; charset=utf-8");
    }

    [Fact]
    public async Task What_was_taken_away_is_gone_to_programs_and_what_was_withdrawn_can_be_read()
    {
        await using var own = new PortalHost();
        var ed = await own.EdTheEditorAsync();
        var desk = await PolicyDesk.PublishedAsync(own, ed, PolicyDesk.Fields("Soon gone"));
        await desk.DoneAsync(ed, "withdraw", ("Reason.En", "Old."), ("Reason.Tr", "Eski."));
        foreach (var address in new[] { "/en/policies/soon-gone", "/en/policies/soon-gone/versions/1" })
        {
            (await own.Visitor().GetStringAsync(address + ".md", TestContext.Current.CancellationToken)).ShouldContain("Withdrawn");
            (await own.Visitor().JsonAsync(address + ".json")).Text("status").ShouldBe("withdrawn");
        }

        await desk.DoneAsync(ed, "unpublish", ("Reason", "A secret matter"));
        foreach (var address in new[] { "/en/policies/soon-gone", "/en/policies/soon-gone/versions/1", "/en/policies/soon-gone/versions/9" })
        {
            (await own.Visitor().JsonAsync(address + ".json", 410)).Text("title").ShouldBe("Gone");
            using var text = await own.Visitor().AnswerAsync(address + ".md");
            ((int)text.StatusCode, text.Header("Content-Type"), await text.TextAsync()).ShouldBe((410, "text/plain; charset=utf-8", "410 Gone\n"));
        }
    }

    [Fact]
    public async Task Unknown_version_is_a_problem_to_programs_and_another_spelling_leads_to_the_one()
    {
        (await portal.Visitor().JsonAsync("/en/policies/lasting/versions/9.json", 404)).Text("detail").ShouldBe("This policy has no such version.");
        using var spelled = await portal.Visitor().AnswerAsync("/en/policies/lasting/versions/02.0.md");
        spelled.Target().ShouldBe("/en/policies/lasting/versions/2.md");
        using var turkish = await portal.Visitor().AnswerAsync("/en/policies/lasting-tr/versions/2.md");
        turkish.Target().ShouldBe("/en/policies/lasting/versions/2.md");
    }

    [Fact]
    public async Task Api_names_every_version_with_its_stage_and_addresses()
    {
        var policy = await portal.Visitor().JsonAsync("/api/v1/policies/asked");
        policy.Text("status").ShouldBe("in-force");
        policy.Text("policyType").ShouldBe("policy");
        policy.Text("inForce").ShouldBe("true");
        policy.Text("contact").ShouldBe("null");
        policy.GetProperty("supersedes").GetArrayLength().ShouldBe(0);
        var proposal = policy.GetProperty("versions")[0];
        proposal.Text("version").ShouldBe("2");
        proposal.Text("stage").ShouldBe("for-comment");
        proposal.Text("publishedOn").ShouldBe("2026-11-10");
        proposal.Text("isMajor").ShouldBe("true");
        proposal.Text("urls", "en").ShouldNotBeNull().ShouldEndWith("/en/policies/asked/versions/2");
        proposal.Text("json", "tr").ShouldNotBeNull().ShouldEndWith("/tr/policies/asked-tr/versions/2.json");
        var proposed = await portal.Visitor().JsonAsync("/api/v1/policies/proposed");
        proposed.Text("status").ShouldBe("for-comment");
        proposed.Text("inForce").ShouldBe("false");
        proposed.Text("commentUntil").ShouldBe("2026-12-24");
    }

    private async Task<string> TextAsync(string address) => await portal.Visitor().GetStringAsync(address, TestContext.Current.CancellationToken);
}
