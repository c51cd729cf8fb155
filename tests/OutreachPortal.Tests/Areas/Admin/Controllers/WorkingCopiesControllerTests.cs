using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class WorkingCopiesControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string New = "/admin/stories/new";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keep_gives_everything_back_as_it_was_typed_when_the_item_is_opened_again()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("Kept by itself");
        var copy = await alice.KeepAsync(address, new() { ["Texts[en].Title"] = "Kept by itself, second thoughts", ["Texts[en].Body"] = "half a sen", ["Date"] = "next Tuesday", ["BaseRevision"] = "1", ["Note"] = "a note", ["IsMinor"] = "true" });
        var page = await alice.PageAsync(address);
        page.QuerySelector("[name='Texts[en].Title']")!.GetAttribute("value").ShouldBe("Kept by itself, second thoughts");
        page.QuerySelector("[name='Texts[en].Body']")!.TextContent.ShouldBe("half a sen");
        page.QuerySelector("[name=Date]")!.GetAttribute("value").ShouldBe("next Tuesday");
        page.QuerySelector("[name=Note]")!.GetAttribute("value").ShouldBe("a note");
        page.QuerySelector("[name=IsMinor]")!.HasAttribute("checked").ShouldBeTrue();
        page.QuerySelector("#editor [name=WorkingCopy]")!.GetAttribute("value").ShouldBe(copy.GetProperty("id").GetString());
        page.QuerySelector(".copy-notice")!.TextContent.ShouldContain("These are changes you made at 12:00 and did not save");
        page.QuerySelector(".problems").ShouldBeNull();
        (await alice.PageAsync(address + "?version=saved")).QuerySelector("[name='Texts[en].Title']")!.GetAttribute("value").ShouldBe("Kept by itself");
    }

    [Fact]
    public async Task Keep_holds_an_item_that_was_never_saved()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var copy = await alice.KeepAsync(New, new() { ["Texts[tr].Title"] = "Daha kaydedilmedi", ["WorkingCopy"] = Guid.NewGuid().ToString() });
        var page = await alice.PageAsync($"{New}?copy={copy.GetProperty("id").GetString()}");
        page.QuerySelector("[name='Texts[tr].Title']")!.GetAttribute("value").ShouldBe("Daha kaydedilmedi");
        (await alice.PageAsync(New)).QuerySelectorAll(".copy-notice a").Select(link => link.TextContent).ShouldContain("Daha kaydedilmedi");
    }

    [Fact]
    public async Task Saving_takes_the_copy_in()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("Taken in");
        var copy = (await alice.KeepAsync(address, new() { ["Texts[en].Title"] = "Taken in again", ["BaseRevision"] = "1" })).GetProperty("id").GetString()!;
        (await alice.PostAsync(address, address, StoryPages.Fields("Taken in again", copy, 1))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await alice.PageAsync(address);
        page.QuerySelector(".copy-notice:not([hidden])").ShouldBeNull();
        page.QuerySelector("#editor")!.GetAttribute("data-saved-copy").ShouldBe(copy);
        (await CountAsync(copy)).ShouldBe(0);
    }

    [Fact]
    public async Task Discard_brings_the_saved_version_back()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("Discarded");
        var copy = (await alice.KeepAsync(address, new() { ["Texts[en].Title"] = "Rubbish", ["BaseRevision"] = "1" })).GetProperty("id").GetString()!;
        (await alice.PostAsync(address, address + "/working-copy/discard", [new("WorkingCopy", copy)])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await alice.PageAsync(address)).QuerySelector("[name='Texts[en].Title']")!.GetAttribute("value").ShouldBe("Discarded");
        (await CountAsync(copy)).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_reads_writes_or_discards_somebody_elses_copy()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var ed = await portal.EdTheEditorAsync();
        var address = await alice.WriteStoryAsync("Private thoughts");
        var copy = (await alice.KeepAsync(address, new() { ["Texts[en].Title"] = "Very private thoughts", ["BaseRevision"] = "1" })).GetProperty("id").GetString()!;
        (await ed.PageAsync(address)).Source.Text.ShouldNotContain("Very private");
        (await ed.PageAsync($"{address}?copy={copy}")).Source.Text.ShouldNotContain("Very private");
        await ed.PostAsync(address, address + "/working-copy/discard", [new("WorkingCopy", copy)]);
        var eds = await ed.KeepAsync(address, new() { ["Texts[en].Title"] = "Over it", ["WorkingCopy"] = copy, ["BaseRevision"] = "1" });
        eds.GetProperty("id").GetString().ShouldNotBe(copy);
        (await alice.PageAsync(address)).QuerySelector("[name='Texts[en].Title']")!.GetAttribute("value").ShouldBe("Very private thoughts");
    }

    [Fact]
    public async Task Two_windows_of_one_person_keep_both_texts()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("Two windows");
        var first = await alice.KeepAsync(address, new() { ["Texts[en].Title"] = "From the first", ["Tab"] = "one", ["Turn"] = "1" });
        var id = first.GetProperty("id").GetString()!;
        var second = await alice.KeepAsync(address, new() { ["Texts[en].Title"] = "From the second", ["Tab"] = "two", ["Turn"] = "1", ["WorkingCopy"] = id, ["CopySeen"] = "0" });
        second.GetProperty("id").GetString().ShouldNotBe(id);
        var later = await alice.KeepAsync(address, new() { ["Texts[en].Title"] = "From the first, later", ["Tab"] = "one", ["Turn"] = "2", ["WorkingCopy"] = id });
        later.GetProperty("id").GetString().ShouldBe(id);
        // A message that was under way for long does not undo a newer one.
        await alice.KeepAsync(address, new() { ["Texts[en].Title"] = "From the first, before", ["Tab"] = "one", ["Turn"] = "1", ["WorkingCopy"] = id });
        (await alice.PageAsync($"{address}?copy={id}")).QuerySelector("[name='Texts[en].Title']")!.GetAttribute("value").ShouldBe("From the first, later");
        (await alice.PageAsync($"{address}?copy={second.GetProperty("id").GetString()}")).QuerySelector("[name='Texts[en].Title']")!.GetAttribute("value").ShouldBe("From the second");
    }

    [Fact]
    public async Task A_copy_says_that_somebody_saved_since()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var ed = await portal.EdTheEditorAsync();
        var address = await alice.WriteStoryAsync("Overtaken");
        await alice.KeepAsync(address, new() { ["Texts[en].Title"] = "Alice's thoughts", ["BaseRevision"] = "1" });
        (await ed.PostAsync(address, address, StoryPages.Fields("Ed's version", null, 1))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await alice.PageAsync(address);
        page.QuerySelector(".copy-notice")!.TextContent.ShouldContain("Ed saved a newer version");
        page.QuerySelector("[name=BaseRevision]")!.GetAttribute("value").ShouldBe("1");
    }

    [Fact]
    public async Task Keep_refuses_strangers_other_roles_and_what_has_no_token()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("Guarded");
        using var fields = new FormUrlEncodedContent([new("Texts[en].Title", "x")]);
        using var visitor = portal.Visitor();
        using var asked = new HttpRequestMessage(HttpMethod.Post, address + "/working-copy") { Content = new FormUrlEncodedContent([new("Texts[en].Title", "x")]), Headers = { { "X-Requested-With", "fetch" } } };
        (await visitor.SendAsync(asked, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await alice.PostAsync(new Uri(address + "/working-copy", UriKind.Relative), fields, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.PostAsync("/admin", address + "/working-copy", [new("Texts[en].Title", "x")])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/admin/stories/999999/working-copy", HttpStatusCode.NotFound)]
    [InlineData("/admin/nothing/new/working-copy", HttpStatusCode.NotFound)]
    [InlineData("/admin/stories/99999999999/working-copy", HttpStatusCode.NotFound)]
    public async Task Keep_knows_no_such_item(string address, HttpStatusCode expected)
    {
        var alice = await portal.AliceTheAuthorAsync();
        (await alice.PostAsync(New, address, [new("Texts[en].Title", "x")])).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Keep_says_so_when_it_is_too_much()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var answer = await alice.PostAsync(New, New + "/working-copy", [new("Texts[en].Body", new string('x', WorkingCopies.LongestFields + 1))]);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("title").GetString().ShouldBe("This is too long to be kept on the server.");
        var odd = await alice.PostAsync(New, New + "/working-copy", [new("WorkingCopy", "no number"), new("BaseRevision", "-7"), new("Turn", "x"), new("Texts[en].Title", "\uD800"), new("", "x")]);
        odd.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Task<int> CountAsync(string copy) =>
        portal.InScopeAsync(services => services.GetRequiredService<PortalDbContext>().WorkingCopies.CountAsync(c => c.Id == Guid.Parse(copy), Cancellation));
}
