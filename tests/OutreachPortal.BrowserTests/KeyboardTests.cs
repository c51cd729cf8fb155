using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed class KeyboardTests(PublicSite site)
{
    [Fact]
    public async Task Tab_reaches_everything_down_to_the_footer_and_shows_where_it_is()
    {
        var faults = new ConcurrentBag<Fault>();
        await Parallel.ForEachAsync((await site.MapAsync()).OneOfEach, TestContext.Current.CancellationToken, async (page, _) =>
        {
            // Without motion the page is where it scrolls to at once.
            await using var visitor = await site.VisitorAsync(options => options.ReducedMotion = ReducedMotion.Reduce);
            var tab = await visitor.NewPageAsync();
            foreach (var size in new[] { Visit.Desktop, Visit.Phone })
            {
                await tab.SetViewportSizeAsync(size.Width, size.Height);
                await tab.GotoAsync(page.Path);
                foreach (var fault in await KeyboardCheck.LookAsync(tab, page.Path))
                {
                    faults.Add(fault);
                }
            }
        });
        faults.ShouldBeNone();
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/tr")]
    public async Task The_first_stop_is_a_link_that_skips_to_the_content(string path)
    {
        await using var visitor = await site.VisitorAsync(options => options.ReducedMotion = ReducedMotion.Reduce);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(path);

        await tab.Keyboard.PressAsync("Tab");
        var skip = tab.Locator("a:focus");
        (await skip.GetAttributeAsync("href")).ShouldBe("#" + await tab.Locator("main").GetAttributeAsync("id"));
        await Assertions.Expect(skip).ToBeInViewportAsync(new() { Ratio = 1 });

        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator("main")).ToBeFocusedAsync();
        await tab.Keyboard.PressAsync("Tab");
        (await tab.Locator("main :focus").CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/tr")]
    public async Task On_a_phone_the_menu_opens_with_the_keyboard_and_without_script(string path)
    {
        await using var visitor = await site.VisitorAsync(options =>
        {
            options.ViewportSize = Visit.Phone;
            options.JavaScriptEnabled = false;
        });
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(path);
        var link = tab.Locator("header nav a").First;
        await Assertions.Expect(link).ToBeHiddenAsync();

        await PressTabUntilAsync(tab, "header summary:focus");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(link).ToBeVisibleAsync();

        await PressTabUntilAsync(tab, "header nav a:focus");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex(path + "/[a-z]+$"));
    }

    private static async Task PressTabUntilAsync(IPage tab, string selector)
    {
        for (var presses = 0; presses < 10; presses++)
        {
            await tab.Keyboard.PressAsync("Tab");
            if (await tab.Locator(selector).CountAsync() > 0)
            {
                return;
            }
        }

        Assert.Fail($"Ten presses of Tab do not reach {selector} on {tab.Url}.");
    }
}
