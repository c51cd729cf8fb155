using System.Globalization;
using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

/// <summary>The way of a story from the first word to the public and back, as somebody goes it who uses no mouse.</summary>
public sealed class PublishingTests(WritingRoom room) : IClassFixture<WritingRoom>
{
    /// <summary>More stops than any page of staff's has.</summary>
    private const int MostStops = 250;

    [Fact]
    public async Task A_story_is_written_previewed_reviewed_scheduled_published_and_brought_back_by_keyboard_alone()
    {
        await using var alice = await room.AliceAsync();
        var author = await alice.NewPageAsync();
        await author.GotoAsync("/admin/stories/new");
        await ToAsync(author, "Texts[en].Title");
        await author.Keyboard.TypeAsync("Without a mouse");
        await ToAsync(author, "Texts[en].Summary");
        await author.Keyboard.TypeAsync("Every step of it.");
        await ToAsync(author, "Texts[en].Body");
        await author.Keyboard.TypeAsync("The first text.");
        await ToAsync(author, "OneLanguage");
        await author.Keyboard.PressAsync("Space");
        await ToAsync(author, "Kind");
        await author.Keyboard.TypeAsync("Art");
        await ToAsync(author, "Date");
        await author.Keyboard.TypeAsync("11202026");

        await ToAsync(author, "Preview in English");
        await author.Keyboard.PressAsync("Enter");
        var preview = author.Locator("dialog[open]");
        await Assertions.Expect(preview).ToBeVisibleAsync();
        await Assertions.Expect(preview.Locator("iframe").ContentFrame.Locator("h1")).ToHaveTextAsync("Without a mouse");
        await author.Keyboard.PressAsync("Escape");
        await Assertions.Expect(preview).ToHaveCountAsync(0);
        (await FocusedAsync(author)).ShouldBe("Preview in English");

        await author.Keyboard.PressAsync("Control+s");
        await DoneAsync(author, "Saved as a draft.");
        await ToAsync(author, "Submit for review");
        await author.Keyboard.PressAsync("Enter");
        await DoneAsync(author, "Submitted for review.");

        await using var ed = await room.EdAsync();
        var editor = await ed.NewPageAsync();
        await editor.GotoAsync("/admin");
        await ToAsync(editor, "Without a mouse");
        await editor.Keyboard.PressAsync("Enter");
        await editor.ArriveAsync("/admin/stories/[0-9]+$");
        var item = new Uri(editor.Url).AbsolutePath;
        await ToAsync(editor, "Schedule");
        await editor.Keyboard.PressAsync("Enter");
        await editor.ArriveAsync("/schedule$");
        await ToAsync(editor, "Day");
        await editor.Keyboard.TypeAsync(room.Portal.Clock.Now.AddDays(3).ToString("MMddyyyy", CultureInfo.InvariantCulture));
        await ToAsync(editor, "Time");
        await editor.Keyboard.TypeAsync("0930AM");
        await ToAsync(editor, "Schedule");
        await editor.Keyboard.PressAsync("Enter");
        await DoneAsync(editor, "Scheduled: it becomes public on");
        (await editor.APIRequest.GetAsync(room.Portal.Address + "en/stories/without-a-mouse")).Status.ShouldBe(404);

        await ToAsync(editor, "Publish now");
        await editor.Keyboard.PressAsync("Enter");
        await DoneAsync(editor, "Published.");
        (await (await editor.APIRequest.GetAsync(room.Portal.Address + "en/stories/without-a-mouse")).TextAsync()).ShouldContain("The first text.");

        await ToAsync(editor, "Texts[en].Body");
        await editor.Keyboard.PressAsync("Control+a");
        await editor.Keyboard.TypeAsync("The second text.");
        await editor.Keyboard.PressAsync("Control+s");
        await DoneAsync(editor, "Saved as a draft.");
        await ToAsync(editor, "History");
        await editor.Keyboard.PressAsync("Enter");
        await editor.ArriveAsync("/history$");
        await ToAsync(editor, "Revision 1");
        await editor.Keyboard.PressAsync("Enter");
        await editor.ArriveAsync("/revisions/1$");
        await ToAsync(editor, "Bring this revision back");
        await editor.Keyboard.PressAsync("Enter");
        await DoneAsync(editor, "Revision 1 is the newest draft again.");
        new Uri(editor.Url).AbsolutePath.ShouldBe(item);
        (await editor.InputValueAsync("[name='Texts[en].Body']")).ShouldBe("The first text.");
    }

    /// <summary>Goes on by the tabulator until what has this name, or says this, has the focus.</summary>
    private static async Task ToAsync(IPage tab, string name)
    {
        for (var i = 0; i < MostStops && await FocusedAsync(tab) != name; i++)
        {
            await tab.Keyboard.PressAsync("Tab");
        }

        (await FocusedAsync(tab)).ShouldBe(name);
    }

    private static Task<string> FocusedAsync(IPage tab) =>
        tab.EvaluateAsync<string>("() => document.activeElement.name || document.activeElement.textContent.trim()");

    private static Task DoneAsync(IPage tab, string sentence) =>
        Assertions.Expect(tab.Locator("[role=status]", new() { HasTextString = sentence })).ToBeVisibleAsync();
}
