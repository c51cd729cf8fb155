using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OutreachPortal.BrowserTests.Support;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.BrowserTests;

/// <summary>The editor, as those who write use it.</summary>
public sealed class WritingTests(WritingRoom room) : IClassFixture<WritingRoom>
{
    private const string New = "/admin/stories/new";
    private const string EnglishTitle = "[name='Texts[en].Title']";
    private const string EnglishBody = "[name='Texts[en].Body']";
    private const string Status = "#status";
    private const string Unsaved = "[aria-labelledby=part_Unsaved] .item";

    [Fact]
    public async Task A_story_is_written_and_saved_by_keyboard_alone()
    {
        await using var alice = await room.AliceAsync();
        var tab = await alice.NewPageAsync();
        await tab.GotoAsync(New);
        await TabToAsync(tab, "Texts[en].Title");
        await tab.Keyboard.TypeAsync("İstanbul’da Rüzgâr");
        (await tab.GetAttributeAsync("[name='Texts[en].Slug']", "placeholder")).ShouldBe("istanbulda-ruzgar");
        await TabToAsync(tab, "Texts[en].Summary");
        await tab.Keyboard.TypeAsync("What the wind did.");
        // One stop at the toolbar, whichever its buttons.
        await TabToAsync(tab, "Texts[en].Body");
        await tab.Keyboard.PressAsync("Shift+Tab");
        (await FocusedAsync(tab)).ShouldBe("Heading");
        await tab.Keyboard.PressAsync("ArrowRight");
        await tab.Keyboard.PressAsync("ArrowRight");
        (await FocusedAsync(tab)).ShouldBe("Italic");
        await tab.Keyboard.PressAsync("Home");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Keyboard.TypeAsync("North");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Keyboard.TypeAsync("- one");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Keyboard.TypeAsync("two");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Keyboard.TypeAsync("South");
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("## North\n\n- one\n- two\n\nSouth");
        await tab.Keyboard.PressAsync("Tab");
        (await FocusedAsync(tab)).ShouldNotBe("Texts[en].Body");
        await tab.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex("/admin/stories/[0-9]+$"));
        await Assertions.Expect(tab.Locator("[role=status]", new() { HasTextString = "Saved as a draft." })).ToBeVisibleAsync();
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("## North\n\n- one\n- two\n\nSouth");
    }

    [Fact]
    public async Task What_the_tools_did_can_be_undone()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "A word of it");
        foreach (var (keys, made) in new[] { ("Control+b", "**word**"), ("Control+i", "*word*"), ("Control+k", "[word](https://)"), ("Control+Shift+Digit9", "> word") })
        {
            await tab.FillAsync(EnglishBody, "");
            await tab.FocusAsync(EnglishBody);
            await tab.Keyboard.InsertTextAsync("word");
            await tab.Keyboard.PressAsync("Control+a");
            await tab.Keyboard.PressAsync(keys);
            (await tab.InputValueAsync(EnglishBody)).ShouldBe(made);
            await tab.Keyboard.PressAsync("Control+z");
            (await tab.InputValueAsync(EnglishBody)).ShouldBe("word", keys);
        }
    }

    [Fact]
    public async Task An_address_pasted_onto_a_selection_makes_a_link_and_never_one_within_another()
    {
        await using var alice = await room.AliceAsync(options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        var tab = await OpenAsync(alice, "Links");
        await tab.FillAsync(EnglishBody, "the office");
        await SelectAsync(tab, 4, 10);
        await PasteAsync(tab, "https://example.org/a_(b)");
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("the [office](<https://example.org/a_(b)>)");
        await SelectAsync(tab, 5, 8);
        await PasteAsync(tab, "https://second.example");
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("the [https://second.exampleice](<https://example.org/a_(b)>)");
        await tab.Keyboard.PressAsync("Control+z");
        await tab.Keyboard.PressAsync("Control+z");
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("the office");
    }

    [Fact]
    public async Task A_page_of_the_portal_is_linked_from_the_picker_by_keyboard()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "Pages");
        await tab.FocusAsync(EnglishBody);
        await tab.Keyboard.PressAsync("Control+Shift+K");
        await tab.Keyboard.TypeAsync("teacher academy");
        await Assertions.Expect(tab.Locator("#picker_list [role=option][aria-selected=true]")).ToContainTextAsync("Teacher Academy");
        await tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Locator(EnglishBody)).ToHaveValueAsync(new Regex(@"^\[Teacher Academy.*\]\(/en/"));
        (await FocusedAsync(tab)).ShouldBe("Texts[en].Body");
    }

    [Fact]
    public async Task An_image_that_is_pasted_is_uploaded_and_what_is_none_leaves_a_message()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "Pictures");
        await tab.FillAsync(EnglishBody, "Before. After.");
        await SelectAsync(tab, 8, 8);
        await tab.EvalOnSelectorAsync(EnglishBody, """
            async area => {
              const canvas = new OffscreenCanvas(40, 30);
              canvas.getContext('2d').fillRect(0, 0, 20, 30);
              const data = new DataTransfer();
              data.items.add(new File([await canvas.convertToBlob()], 'wind [1].png', { type: 'image/png' }));
              area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        await Assertions.Expect(tab.Locator(EnglishBody)).ToHaveValueAsync(new Regex(@"^Before\. !\[[^\]]*\]\(/media/[a-zA-Z0-9-]+\.png\)After\.$"));
        // Said to everybody, and until it is done.
        var said = tab.Locator(".md-said", new() { HasTextString = "Describe it between the square brackets." });
        await Assertions.Expect(said).ToBeVisibleAsync();
        await Assertions.Expect(said).ToBeInViewportAsync();
        await tab.EvalOnSelectorAsync(EnglishBody, """
            area => {
              const data = new DataTransfer();
              data.items.add(new File(['<script>alert(1)</script>'], '<img src=x onerror=alert(1)>.png', { type: 'image/png' }));
              area.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """);
        await Assertions.Expect(tab.Locator(".md-messages [role=alert]")).ToContainTextAsync("could not be uploaded");
        (await tab.Locator(".md-messages img").CountAsync()).ShouldBe(0);
        (await tab.InputValueAsync(EnglishBody)).ShouldEndWith(".png)After.");
    }

    [Fact]
    public async Task The_live_preview_shows_what_is_typed()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "Live");
        await tab.FillAsync(EnglishBody, "Some *text* <script>alert(1)</script>");
        await tab.ClickAsync(".text-fields[data-culture=en] [data-tool=preview]");
        var pane = tab.Locator(".text-fields[data-culture=en] .md-preview");
        await Assertions.Expect(pane.Locator("em")).ToHaveTextAsync("text");
        (await pane.Locator("script").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_typed_is_kept_by_itself_and_is_there_again()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "Kept");
        await tab.FillAsync(EnglishBody, "Not saved by anybody.");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("All changes kept");
        await tab.ReloadAsync();
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("Not saved by anybody.");
        await Assertions.Expect(tab.Locator(".copy-notice").First).ToContainTextAsync("did not save");
        // On leaving, without waiting.
        await tab.FillAsync(EnglishBody, "Typed at the last moment.");
        await tab.GotoAsync("/admin");
        await tab.GotoAsync(tab.Url);
        await tab.GoBackAsync();
        await Assertions.Expect(tab.Locator(EnglishBody)).ToHaveValueAsync("Typed at the last moment.");
    }

    [Fact]
    public async Task Without_a_connection_the_text_stays_in_the_browser_and_the_page_says_so()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "Offline");
        await alice.SetOfflineAsync(true);
        await tab.FillAsync(EnglishBody, "Written in a tunnel.");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("no connection");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("kept in this browser");
        // The page is closed before the network is back: the browser offers what it has.
        var address = tab.Url;
        await tab.CloseAsync();
        await alice.SetOfflineAsync(false);
        tab = await alice.NewPageAsync();
        await tab.GotoAsync(address);
        (await tab.InputValueAsync(EnglishBody)).ShouldNotBe("Written in a tunnel.");
        await tab.ClickAsync("#local-copy button:has-text('Bring them back')");
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("Written in a tunnel.");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("All changes kept");
        (await tab.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('portal-copy:')).length")).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_brought_back_and_saved_is_not_found_again()
    {
        await using var alice = await room.AliceAsync();
        var tab = await alice.NewPageAsync();
        await tab.GotoAsync(New);
        await tab.FillAsync(EnglishTitle, "Begun on a train");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("All changes kept");
        await alice.SetOfflineAsync(true);
        await tab.FillAsync(EnglishBody, "Written in a tunnel.");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("no connection");
        await tab.CloseAsync();
        await alice.SetOfflineAsync(false);
        tab = await alice.NewPageAsync();
        await tab.GotoAsync(New);
        await Assertions.Expect(tab.Locator("#local-copy")).ToContainTextAsync("This browser still has “Begun on a train” of");
        await tab.ClickAsync("#local-copy button:has-text('Bring them back')");
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("Written in a tunnel.");
        await tab.ClickAsync("#save");
        await tab.ArriveAsync("/admin/stories/[0-9]+$");
        await tab.GotoAsync("/admin");
        (await tab.Locator(Unsaved, new() { HasTextString = "Begun on a train" }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_save_without_a_connection_waits_on_the_page()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "Saved in a tunnel");
        await alice.SetOfflineAsync(true);
        await tab.FillAsync(EnglishBody, "Written in a tunnel.");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("no connection");
        await tab.ClickAsync("#save");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("kept in this browser");
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("Written in a tunnel.");
        await alice.SetOfflineAsync(false);
        await tab.ClickAsync("#save");
        await Assertions.Expect(tab.Locator(".notice.done")).ToContainTextAsync("Saved as a draft.");
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("Written in a tunnel.");
    }

    [Fact]
    public async Task An_empty_form_that_was_refused_is_not_kept()
    {
        await using var alice = await room.AliceAsync();
        var tab = await alice.NewPageAsync();
        await tab.GotoAsync("/admin/reports/new");
        await tab.ClickAsync("#save");
        await Assertions.Expect(tab.Locator("#problems")).ToBeVisibleAsync();
        // On leaving, too.
        await tab.GotoAsync("/admin");
        (await tab.Locator(Unsaved, new() { HasTextString = "Report" }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_typed_goes_along_when_it_is_submitted()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "Sent as it stands");
        await tab.FillAsync(EnglishBody, "Typed, and not saved before.");
        await tab.ClickAsync(".workflow button:has-text('Submit for review')");
        await Assertions.Expect(tab.Locator(".notice.done")).ToContainTextAsync("Submitted for review.");
        (await tab.Locator(".copy-notice:visible").CountAsync()).ShouldBe(0);
        await tab.GotoAsync(tab.Url + "/revisions/2");
        await Assertions.Expect(tab.Locator("main")).ToContainTextAsync("Typed, and not saved before.");
    }

    [Fact]
    public async Task When_the_session_ends_the_page_says_so_and_goes_on_after_signing_in()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "Signed out");
        var cookies = await alice.CookiesAsync();
        await alice.ClearCookiesAsync(new() { Name = "outreach-staff" });
        await tab.FillAsync(EnglishBody, "Written after the session had ended.");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("you have been signed out");
        await Assertions.Expect(tab.Locator(Status + " a[href='/account/sign-in']")).ToBeVisibleAsync();
        await alice.AddCookiesAsync(cookies.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path }));
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("All changes kept");
    }

    [Fact]
    public async Task Two_editors_are_told_of_each_other_and_neither_text_is_lost()
    {
        await using var alice = await room.AliceAsync();
        await using var ed = await room.EdAsync();
        var hers = await OpenAsync(alice, "Two editors");
        var errors = new List<string>();
        hers.PageError += (_, error) => errors.Add(error);
        var his = await ed.NewPageAsync();
        await his.GotoAsync(hers.Url);
        await Assertions.Expect(his.Locator("#presence")).ToContainTextAsync("Alice opened this");
        await Assertions.Expect(hers.Locator("#presence")).ToContainTextAsync("Ed opened this");
        await his.FillAsync(EnglishBody, "The wind came from the east.");
        await his.ClickAsync("#save");
        await Assertions.Expect(his.Locator(".notice.done")).ToBeVisibleAsync();
        await hers.FillAsync(EnglishBody, "The wind came from the north.");
        await hers.ClickAsync("#save");
        await Assertions.Expect(hers.Locator("h1")).ToHaveTextAsync("Somebody else saved this meanwhile");
        await Assertions.Expect(hers.Locator(".difference del").First).ToHaveTextAsync("east");
        await Assertions.Expect(hers.Locator(".difference ins").First).ToHaveTextAsync("north");
        (await AxeCheck.LookAsync(hers, "conflict", ColorScheme.Light)).ShouldBeNone();
        // What she typed is on the server before she goes anywhere, so nothing is offered to her twice.
        await Assertions.Expect(hers.Locator(Status)).ToContainTextAsync("All changes kept");
        await hers.ClickAsync("a:has-text('Go to theirs')");
        (await hers.InputValueAsync(EnglishBody)).ShouldBe("The wind came from the east.");
        await Assertions.Expect(hers.Locator("#local-copy")).ToBeHiddenAsync();
        errors.ShouldBeEmpty();
        await hers.ClickAsync(".copy-notice a");
        (await hers.InputValueAsync(EnglishBody)).ShouldBe("The wind came from the north.");
        await hers.ClickAsync("#save");
        await hers.ClickAsync("#save");
        await Assertions.Expect(hers.Locator(".notice.done")).ToBeVisibleAsync();
        (await hers.InputValueAsync(EnglishBody)).ShouldBe("The wind came from the north.");
    }

    [Fact]
    public async Task The_preview_is_the_site_at_the_width_of_a_phone()
    {
        await using var alice = await room.AliceAsync();
        var tab = await OpenAsync(alice, "Seen before it is published");
        await tab.FillAsync(EnglishBody, "Not saved, and shown.");
        await tab.ClickAsync("[data-preview=en]");
        await tab.ClickAsync("#preview-dialog [data-width=phone]");
        var frame = tab.FrameLocator("iframe[name=preview-frame]");
        await Assertions.Expect(frame.Locator("h1")).ToHaveTextAsync("Seen before it is published");
        await Assertions.Expect(frame.Locator("main")).ToContainTextAsync("Not saved, and shown.");
        await Assertions.Expect(frame.Locator("aside strong").First).ToHaveTextAsync("Preview – not published");
        (await frame.Locator("html").EvaluateAsync<int>("html => html.clientWidth")).ShouldBe(375);
        (await frame.Locator("html").EvaluateAsync<int>("html => html.scrollWidth")).ShouldBe(375);
        await tab.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tab.Locator("#preview-dialog")).ToBeHiddenAsync();
        await tab.ReloadAsync();
        await Assertions.Expect(tab.Locator("#editor")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_script_it_is_a_form_that_saves_and_previews()
    {
        await using var alice = await room.AliceAsync(options => options.JavaScriptEnabled = false);
        var tab = await alice.NewPageAsync();
        await tab.GotoAsync(New);
        await tab.FillAsync(EnglishTitle, "Plain");
        await tab.FillAsync(EnglishBody, "Without any script.");
        var shown = await alice.RunAndWaitForPageAsync(() => tab.ClickAsync("[data-preview=en]"));
        await Assertions.Expect(shown.Locator("h1")).ToHaveTextAsync("Plain");
        await tab.BringToFrontAsync();
        await tab.ClickAsync("label:has(#view_en)");
        (await tab.Locator("[name='Texts[tr].Title']").IsVisibleAsync()).ShouldBeFalse();
        await tab.ClickAsync("#save");
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex("/admin/stories/[0-9]+$"));
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("Without any script.");
    }

    [Theory]
    [InlineData(Languages.English, ColorScheme.Light)]
    [InlineData(Languages.English, ColorScheme.Dark)]
    [InlineData(Languages.Turkish, ColorScheme.Light)]
    [InlineData(Languages.Turkish, ColorScheme.Dark)]
    public async Task Everybody_can_use_the_editor_on_any_screen(string language, ColorScheme theme)
    {
        await using var alice = await room.AliceAsync(options => { options.ColorScheme = theme; options.ReducedMotion = ReducedMotion.Reduce; }, language);
        var tab = await OpenAsync(alice, "For everybody");
        await tab.FillAsync(EnglishBody, "Some text.\n\n| a | b |\n| --- | --- |\n| c | d |");
        await tab.ClickAsync(".text-fields[data-culture=en] [data-tool=preview]");
        await Assertions.Expect(tab.Locator(".md-preview table").First).ToBeVisibleAsync();
        await tab.SelectOptionAsync("#link_days", "30");
        foreach (var size in new[] { Visit.Desktop, Visit.Tablet, Visit.Phone })
        {
            await tab.SetViewportSizeAsync(size.Width, size.Height);
            (await AxeCheck.LookAsync(tab, "editor " + language, theme)).ShouldBeNone();
            (await tab.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        }
    }

    [Fact]
    public async Task What_was_typed_outlives_a_restart_of_the_server()
    {
        // Disposed last: its folder is the one in which the second portal works.
        await using var first = new LivePortal();
        await using var browser = new Browser();
        var address = first.Address;
        await using var alice = await browser.VisitorAsync(new() { BaseURL = address.ToString() });
        await alice.AddCookiesAsync([new() { Name = "outreach-staff", Value = await first.TicketAsync("Alice", Roles.Author), Url = address.ToString() }]);
        var tab = await OpenAsync(alice, "Through a restart");
        await tab.FillAsync(EnglishBody, "Before.");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("All changes kept");
        await first.Services.GetRequiredService<IHost>().StopAsync(TestContext.Current.CancellationToken);
        await tab.FillAsync(EnglishBody, "While it was away.");
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("the server does not answer");

        await using var second = new LivePortal(address.Port);
        second.Beside(first);
        second.Address.ShouldBe(address);
        await Assertions.Expect(tab.Locator(Status)).ToContainTextAsync("All changes kept");
        await tab.ReloadAsync();
        (await tab.InputValueAsync(EnglishBody)).ShouldBe("While it was away.");
        await tab.ClickAsync("#save");
        await Assertions.Expect(tab.Locator(".notice.done")).ToBeVisibleAsync();
    }

    /// <summary>A story that is saved, open in the editor.</summary>
    private static async Task<IPage> OpenAsync(IBrowserContext context, string title)
    {
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(New);
        await tab.FillAsync(EnglishTitle, title);
        await tab.ClickAsync("#save");
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex("/admin/stories/[0-9]+$"));
        await Assertions.Expect(tab.Locator(".md-toolbar").First).ToBeVisibleAsync();
        return tab;
    }

    private static async Task TabToAsync(IPage tab, string field)
    {
        for (var i = 0; i < 60 && await FocusedAsync(tab) != field; i++)
        {
            await tab.Keyboard.PressAsync("Tab");
        }

        (await FocusedAsync(tab)).ShouldBe(field);
    }

    private static Task<string> FocusedAsync(IPage tab) =>
        tab.EvaluateAsync<string>("() => document.activeElement.name || document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()");

    private static async Task SelectAsync(IPage tab, int start, int end) =>
        await tab.EvalOnSelectorAsync(EnglishBody, "(area, [start, end]) => { area.focus(); area.setSelectionRange(start, end); }", new[] { start, end });

    private static async Task PasteAsync(IPage tab, string text)
    {
        await tab.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
        await tab.Keyboard.PressAsync("Control+v");
    }
}
