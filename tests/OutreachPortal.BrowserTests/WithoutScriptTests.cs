using System.Text.RegularExpressions;
using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed class WithoutScriptTests(PublicSite site)
{
    [Fact]
    public async Task A_visitor_without_script_finds_a_seminar_and_reads_it_in_Turkish()
    {
        await using var visitor = await site.VisitorAsync(options => options.JavaScriptEnabled = false);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync("/en");
        await tab.ClickAsync("header nav a[href='/en/seminars']");
        (await tab.Locator("h1").CountAsync()).ShouldBe(1);

        var title = await tab.Locator("main .event a").First.InnerTextAsync();
        await tab.FillAsync("main form[method=get] input[name=q]", title);
        await tab.ClickAsync("main form[method=get] button");
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex("[?&]q=."));
        await tab.Locator("main .event a", new() { HasTextString = title }).ClickAsync();
        (await tab.Locator("h1").InnerTextAsync()).ShouldBe(title);
        var english = tab.Url;
        var start = await tab.Locator("main time").First.GetAttributeAsync("datetime");

        await tab.ClickAsync("header a[hreflang=tr]");
        (await tab.Locator("html").GetAttributeAsync("lang")).ShouldBe("tr");
        new Uri(tab.Url).AbsolutePath.ShouldStartWith("/tr/seminars/");
        (await tab.Locator("main time").First.GetAttributeAsync("datetime")).ShouldBe(start);

        await tab.ClickAsync("header a[hreflang=en]");
        tab.Url.ShouldBe(english);
    }

    [Fact]
    public async Task A_selection_keeps_what_was_chosen_when_the_language_changes()
    {
        await using var visitor = await site.VisitorAsync(options => options.JavaScriptEnabled = false);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync("/en/seminars");
        await tab.SelectOptionAsync("select[name=mode]", "online");
        await tab.ClickAsync("main form[method=get] button");
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex("mode=online"));
        (await tab.InputValueAsync("select[name=mode]")).ShouldBe("online");

        await tab.ClickAsync("header a[hreflang=tr]");
        (await tab.Locator("html").GetAttributeAsync("lang")).ShouldBe("tr");
        (await tab.InputValueAsync("select[name=mode]")).ShouldBe("online");
    }

    [Fact]
    public async Task A_visitor_without_script_searches_from_any_page_and_turns_the_calendar()
    {
        await using var visitor = await site.VisitorAsync(options => options.JavaScriptEnabled = false);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync("/tr/policies");
        await tab.FillAsync("header input[name=q]", "ISIK");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex("/tr/search[?]q=ISIK$"));
        (await tab.Locator("main mark").First.IsVisibleAsync()).ShouldBeTrue();
        await tab.Locator("main .facets a:not([aria-current])").First.ClickAsync();
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex("[?&]kind="));
        (await tab.Locator("main mark").CountAsync()).ShouldBeGreaterThan(0);

        await tab.ClickAsync("header nav a[href='/tr/calendar']");
        var month = await tab.Locator("main h2").First.InnerTextAsync();
        await tab.ClickAsync("main a[rel=next]");
        (await tab.Locator("main h2").First.InnerTextAsync()).ShouldNotBe(month);
        await tab.ClickAsync("main a[rel=prev]");
        (await tab.Locator("main h2").First.InnerTextAsync()).ShouldBe(month);
    }
}
