using System.Text.RegularExpressions;
using OutreachPortal.BrowserTests.Support;
using OutreachPortal.Models;

namespace OutreachPortal.BrowserTests;

/// <summary>What is done with a policy besides reading it: two versions are compared, a clause is cited, a proposal is remarked on.</summary>
public sealed partial class PolicyTests(PublicSite site, WritingRoom room) : IClassFixture<WritingRoom>
{
    private const string Policy = "/en/policies/internationalization";
    private const string Citation = "#policy_citation";
    private const string Copy = "[data-copy]";

    /// <summary>More stops than the page of a policy has.</summary>
    private const int MostStops = 250;

    [Theory]
    [InlineData(Policy, true, "S", "Added:", "Removed:", "Changed:", "Changed and renumbered:", "added:", "removed:")]
    [InlineData("/tr/policies/uluslararasilasma", false, "Y", "Eklendi:", "Çıkarıldı:", "Değişti:", "Metni ve numarası değişti:", "eklenen:", "çıkarılan:")]
    public async Task Two_versions_are_chosen_and_compared_by_keyboard_alone_and_what_changed_is_said_in_words(
        string policy, bool script, string beside, params string[] words)
    {
        await using var visitor = await site.VisitorAsync(options => (options.JavaScriptEnabled, options.ViewportSize) = (script, Visit.Phone));
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(policy);
        await PressAsync(tab, $"main a[href='{policy}/versions']", "Enter");
        await IsAtAsync(policy + "/versions");
        await ClippingCheck.FitsAsync(tab);
        await PressAsync(tab, "#compare_from", "1");
        await PressAsync(tab, "#compare_to", "3");
        await PressAsync(tab, "form:has(#compare_to) button", "Enter");
        await IsAtAsync(policy + "/compare/1..3", "(\\?view=inline)?");
        await SaysAsync();
        await Assertions.Expect(tab.Locator(".compared .two")).ToHaveCountAsync(0);

        await PressAsync(tab, "#compare_view", beside);
        await PressAsync(tab, "form:has(#compare_to) button", "Enter");
        await IsAtAsync(policy + "/compare/1..3?view=side");
        await SaysAsync();
        await Assertions.Expect(tab.Locator(".compared .two").First).ToBeVisibleAsync();

        Task IsAtAsync(string address, string? ending = null) => tab.ArriveAsync(Regex.Escape(address) + ending + "$");

        async Task SaysAsync()
        {
            await ClippingCheck.FitsAsync(tab);
            // What a screen reader is told; colours and lines are no part of it.
            var read = await tab.Locator(".compared").AriaSnapshotAsync();
            foreach (var word in words)
            {
                read.ShouldContain(word, Case.Sensitive);
            }
        }
    }

    [Theory]
    [InlineData(Policy, "Renumbered: clause")]
    [InlineData("/tr/policies/uluslararasilasma", "Numarası değişti:")]
    public async Task A_clause_with_the_same_words_is_said_to_be_renumbered(string policy, string words)
    {
        await using var visitor = await site.VisitorAsync(options => options.JavaScriptEnabled = false);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(policy + "/compare/3..4");
        await Assertions.Expect(tab.Locator(".compared h3", new() { HasTextString = words })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task From_the_sign_beside_a_clause_its_citation_is_copied()
    {
        await using var visitor = await site.VisitorAsync(options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(Policy);
        await tab.HoverAsync("#clause-5\\.2");
        await tab.ClickAsync("#clause-5\\.2 > .clause-cite");
        await Assertions.Expect(tab.Locator("h1")).ToHaveTextAsync("Clause 5.2");
        await tab.ClickAsync(Copy);
        await Assertions.Expect(tab.Locator(".cite [role=status]")).ToHaveTextAsync("Copied");
        var copied = await tab.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        copied.ShouldBe(await tab.TextContentAsync(Citation));
        copied.ShouldStartWith("Poyraz University, Internationalization Policy, PP-2021-04, v3, in force 1 September 2025, cl. 5.2, http");

        await tab.GotoAsync(copied[copied.LastIndexOf("http", StringComparison.Ordinal)..]);
        await Assertions.Expect(tab.Locator("#clause-5\\.2")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Without_script_the_citation_is_there_to_be_selected()
    {
        await using var visitor = await site.VisitorAsync(options => options.JavaScriptEnabled = false);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(Policy);
        await PressAsync(tab, "#clause-5\\.2 > .clause-cite", "Enter");
        await Assertions.Expect(tab.Locator("h1")).ToHaveTextAsync("Clause 5.2");
        await Assertions.Expect(tab.Locator(Copy)).ToBeHiddenAsync();
        await tab.ClickAsync(Citation);
        (await tab.EvaluateAsync<string>("() => getSelection().toString()")).ShouldBe(await tab.TextContentAsync(Citation));
    }

    [Fact]
    public async Task A_link_to_a_clause_leads_to_it_and_that_to_one_since_removed_says_when_and_why()
    {
        await using var visitor = await site.VisitorAsync(options => (options.JavaScriptEnabled, options.ReducedMotion) = (false, ReducedMotion.Reduce));
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(Policy + "#clause-5.2");
        await Assertions.Expect(tab.Locator("main .policy #clause-5\\.2")).ToBeInViewportAsync();

        var gone = await visitor.NewPageAsync();
        await gone.GotoAsync(Policy + "#clause-3.4.4");
        var entry = gone.Locator(".removed #clause-3\\.4\\.4");
        await Assertions.Expect(entry).ToBeInViewportAsync();
        await Assertions.Expect(entry.Locator(".when")).ToContainTextAsync("Removed by version 3, in force from 1 September 2025.");
        await Assertions.Expect(entry.Locator(".when")).ToContainTextAsync("services to applicants (3.4.4), which the admission rules have held since 2023");
        await Assertions.Expect(entry.Locator(".when")).ToBeVisibleAsync();
        await Assertions.Expect(gone.Locator(".removed .when >> visible=true")).ToHaveCountAsync(1);
        await entry.Locator("a").ClickAsync();
        await Assertions.Expect(gone.Locator("main .notice")).ToContainTextAsync("This clause was removed");
        (await gone.Locator(".clause-words").InnerTextAsync()).Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task The_list_of_contents_marks_where_the_reader_is()
    {
        await using var visitor = await site.VisitorAsync(options => options.ReducedMotion = ReducedMotion.Reduce);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(Policy);
        var marked = tab.Locator("nav.contents [aria-current]");
        await Assertions.Expect(marked).ToHaveCountAsync(0);
        foreach (var number in new[] { "2", "4", "3" })
        {
            await tab.EvaluateAsync("number => document.getElementById('clause-' + number).scrollIntoView()", number);
            await Assertions.Expect(marked).ToHaveCountAsync(1);
            await Assertions.Expect(marked).ToHaveAttributeAsync("href", "#clause-" + number);
            await Assertions.Expect(marked).ToBeInViewportAsync();
        }
    }

    [Fact]
    public async Task A_remark_written_without_script_is_shown_once_staff_let_it_through()
    {
        const string Remark = "<b>Bold</b> & <script>document.title = 'taken'</script>\nA second line.";
        await using var visitor = await room.VisitorAsync(options => options.JavaScriptEnabled = false);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync("/en/policies/open-access");
        await tab.ClickAsync("main .notice a[href$='/comments']");
        await tab.FillAsync("#name", "Işıl Çağlayan");
        var clause = await tab.Locator("#clause option").Nth(3).GetAttributeAsync("value");
        await tab.SelectOptionAsync("#clause", clause!);
        await tab.ClickAsync("main form:has(#text) button");
        await Assertions.Expect(tab.Locator("#text_error")).ToContainTextAsync("Your remark");
        await Assertions.Expect(tab.Locator("#text")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(tab.Locator("#text")).ToHaveAttributeAsync("aria-describedby", new Regex(@"\btext_error\b"));
        await Assertions.Expect(tab.Locator("main a[href='#text']")).ToBeVisibleAsync();
        (await tab.InputValueAsync("#name")).ShouldBe("Işıl Çağlayan");
        (await tab.InputValueAsync("#clause")).ShouldBe(clause);

        await tab.FillAsync("#text", Remark);
        await tab.ClickAsync("main form:has(#text) button");
        await Assertions.Expect(tab.Locator("h1")).ToHaveTextAsync("Your remark waits");
        await tab.ClickAsync("main a[href$='/comments']");
        await Assertions.Expect(tab.Locator("article")).ToHaveCountAsync(0);

        await using var ed = await room.EdAsync();
        var editor = await ed.NewPageAsync();
        await editor.GotoAsync("/admin/policies/comments");
        var row = editor.Locator(".remark-row", new() { HasTextString = "A second line." });
        await Assertions.Expect(row.Locator(".remark")).ToHaveTextAsync(Remark);
        await row.GetByRole(AriaRole.Button, new() { Name = "Show it" }).ClickAsync();
        await Assertions.Expect(editor.Locator("[role=status]").First).ToBeVisibleAsync();

        await tab.ReloadAsync();
        var shown = tab.Locator("article");
        await Assertions.Expect(shown).ToHaveCountAsync(1);
        await Assertions.Expect(shown).ToContainTextAsync("Işıl Çağlayan");
        (await shown.Locator(".typed").InnerTextAsync()).ShouldBe(Remark);
        (await shown.Locator("b, script").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(Languages.English, "/en/policies/open-access/versions/1/comments")]
    [InlineData(Languages.Turkish, "/tr/policies/acik-erisim/versions/1/comments")]
    public async Task Everybody_can_use_the_pages_that_a_walk_does_not_come_to(string language, string comments)
    {
        await using var ed = await room.EdAsync(options => options.ReducedMotion = ReducedMotion.Reduce, language);
        var tab = await ed.NewPageAsync();
        // A remark, so that there is one to decide on, and a draft, so that there is something to compare.
        await tab.GotoAsync(comments);
        await tab.FillAsync("#text", "Bir görüş.");
        await tab.ClickAsync("main form:has(#text) button");
        await tab.GotoAsync("/admin/policies");
        var policy = new Uri(new(tab.Url), await tab.Locator("main a", new() { HasTextRegex = Safeguarding() }).First.GetAttributeAsync("href")).AbsolutePath;
        await tab.GotoAsync(policy + "/versions");
        if (await tab.Locator($"main .notice a[href='{policy}']").CountAsync() == 0)
        {
            await tab.ClickAsync("main form[action$='/versions/new'] button");
        }

        await tab.GotoAsync("/admin/policies/comments");
        var remark = new Uri(new(tab.Url), await tab.Locator(".remark-row .actions a").First.GetAttributeAsync("href")).AbsolutePath;
        await PagesCheck.LookAsync(ed,
        [
            (comments, SendNothingAsync),
            (policy + "/versions", null),
            (policy + "/clauses", null),
            (policy + "/difference", null),
            ("/admin/policies/comments", null),
            (remark, null),
        ]);

        static async Task SendNothingAsync(IPage page)
        {
            await page.ClickAsync("main form:has(#text) button");
            await Assertions.Expect(page.Locator("#text_error")).ToBeVisibleAsync();
        }
    }

    /// <summary>Goes on by the tabulator until this has the focus, and presses a key.</summary>
    private static async Task PressAsync(IPage tab, string selector, string key)
    {
        for (var i = 0; i < MostStops && await tab.Locator(selector + ":focus").CountAsync() == 0; i++)
        {
            await tab.Keyboard.PressAsync("Tab");
        }

        await Assertions.Expect(tab.Locator(selector + ":focus")).ToHaveCountAsync(1);
        await tab.Keyboard.PressAsync(key);
    }

    [GeneratedRegex("Safeguarding|Koruma|Korunma")]
    private static partial Regex Safeguarding();
}
