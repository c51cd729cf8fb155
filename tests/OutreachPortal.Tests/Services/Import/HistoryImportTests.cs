using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

/// <summary>Histories that were changed by hand, or that meet a portal which has gone its own way.</summary>
public sealed class HistoryImportTests(HistoryImportTests.Refusing refusing) : IClassFixture<HistoryImportTests.Refusing>
{
    private const string Name = "people/ada";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_portal_that_has_gone_on_keeps_what_it_has()
    {
        using var portal = new PortalHost();
        using var export = await ExportedAsync(portal);
        await SaveAsync(portal, "Newer words.");
        var before = await portal.PortraitAsync();
        (await portal.ImportsAsync(export)).Skipped.ShouldContain(Name);
        (await portal.PortraitAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_changed_text_does_not_hide_what_the_portal_has_gone_on_to()
    {
        using var portal = new PortalHost();
        using var export = await ExportedAsync(portal);
        await SaveAsync(portal, "Newer words.");
        Change(export, Name + ".en.md", "First words.", "Words of the file.");
        (await portal.MistakesAsync(export)).ShouldBe(
            [$"{Name}.history.json: {Name} was changed in the portal since these files were exported (revision 2, and here is 1). Export it again, or take this file away to bring in the texts all the same."]);

        File.Delete(Path.Combine(export.Path, Name + ".history.json"));
        await portal.ImportsAsync(export);
        var item = (await portal.FindAsync(Name))!;
        item.Texts.Single().Body.ShouldBe("Words of the file.");
        item.LastRevision.ShouldBe(3);
    }

    [Fact]
    public async Task A_changed_text_is_a_new_revision_of_the_portal_that_it_came_from()
    {
        using var portal = new PortalHost();
        using var export = await ExportedAsync(portal);
        Change(export, Name + ".en.md", "First words.", "Words of the file.");
        (await portal.ImportsAsync(export)).Changed.ShouldBe([Name]);
        (await portal.FindAsync(Name))!.LastRevision.ShouldBe(2);
        (await portal.ImportsAsync(export)).Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_line_end_is_no_change()
    {
        using var portal = new PortalHost();
        using var export = await ExportedAsync(portal);
        Change(export, Name + ".en.md", "\n", "\r\n");
        (await portal.ImportsAsync(export)).Skipped.ShouldContain(Name);
    }

    [Fact]
    public async Task Another_item_of_the_same_key_is_refused()
    {
        using var portal = new PortalHost();
        using var export = await ExportedAsync(portal);
        using var other = new PortalHost();
        using var own = new ContentFolder().Item(Name);
        await other.ImportsAsync(own);
        (await other.MistakesAsync(export)).ShouldBe([$"{Name}.history.json: {Name} of the portal is another item than this one. Take this file away to bring in its texts all the same."]);
    }

    [Fact]
    public async Task An_older_state_and_another_past_are_refused()
    {
        using var portal = new PortalHost();
        using var first = await ExportedAsync(portal);
        await SaveAsync(portal, "Newer words.");
        using var second = await portal.ExportAsync();
        using var other = new PortalHost();
        await other.ImportsAsync(first);
        (await other.MistakesAsync(second)).ShouldHaveSingleItem().ShouldContain("The portal has an older state of people/ada: revision 1, and here is 2.");
        other.Clock.Now += TimeSpan.FromDays(2);
        await SaveAsync(other, "Words of its own.");
        (await other.MistakesAsync(second)).ShouldHaveSingleItem().ShouldContain("The portal has another revision 2 of people/ada than this file.");
    }

    [Theory]
    [InlineData("\"uid\": \"[^\"]*\"", "\"uid\": \"x\"", ":2: This is not a history as an export writes it (at uid). Without this file the texts beside it are a new item's.")]
    [InlineData("\"uid\": \"[^\"]*\"", "\"uid\": \"00000000-0000-0000-0000-000000000000\"", ": uid: is missing.")]
    [InlineData("\"stage\": \"none\"", "\"stage\": \"done\"", ":10: This is not a history as an export writes it (at stage). Without this file the texts beside it are a new item's.")]
    [InlineData("\"stage\": \"none\",", "\"stage\": \"none\", \"password\": \"x\",", ":10: This is not a history as an export writes it (at password). Without this file the texts beside it are a new item's.")]
    [InlineData("\"published-revision\": 1", "\"published-revision\": 7", ": published-revision: is none of the revisions.")]
    [InlineData("\"number\": 1", "\"number\": 0", ": revisions: the numbers do not go up.", ": published-revision: is none of the revisions.")]
    [InlineData("\"state\": \"published\"", "\"state\": \"merged\"", ": merged-into: is for the state merged, and only for that.")]
    [InlineData("\"en\": \"ada\"", "\"en\": \"../ada\"", ": slugs: there are en and tr, of a–z, digits and single hyphens, at most 100.")]
    [InlineData("\"en\": \"ada\"", "\"tr\": \"ada\"", ": slugs: are not those of the published revision's languages.")]
    [InlineData("\"tags\": \\[\\]", "\"tags\": [\"none-such\"]", ": tags: there is no tag 'none-such'; add it to tags.yaml.")]
    [InlineData("\"tags\": \\[\\]", "\"tags\": [], \"unit\": \"none-such\"", ": unit: there is no unit 'none-such'; add it to units.yaml.")]
    [InlineData("\"redirects\": \\[\\]", "\"redirects\": [{\"language\": \"de\", \"slug\": \"x\", \"order\": 1}]", ": redirects: one has no language or no slug of a–z, digits and single hyphens, at most 100.")]
    [InlineData("\"versions\": \\[\\]", "\"versions\": [{}]", ": versions: only a policy has them.")]
    [InlineData("\"Related\":\\[\\]", "\"Related\":null", ": revision 1: the form is none of people (at Related).")]
    [InlineData("\"Related\":\\[\\]", "\"Related\":[\"people/nobody\"]", ": It names people/nobody, which is neither in this folder nor in the portal.")]
    [InlineData("\"Related\":\\[\\]", "\"Related\":[null]", ": revision 1: the public could not read it, for something is missing in it.")]
    [InlineData("\"Texts\":\\{\"en\":\\{[^}]*\\}\\}", "\"Texts\":{\"en\":null}", ": revision 1: the form is none of people.")]
    [InlineData("\"Website\":\"[^\"]*\"", "\"Website\":\"javascript:alert(1)\"", ": revision 1: website is not what the portal can hold.")]
    [InlineData("\"Title\":\"[^\"]*\"", "\"Title\":null", ": revision 1: the title in en is missing, or title or summary is too long.")]
    [InlineData("\"Summary\":\"[^\"]*\"", "\"Summary\":null", ": revision 1: the public could not read it, for something is missing in it.")]
    public async Task A_mistake_in_a_history_is_named_and_nothing_is_written(string pattern, string replacement, params string[] reasons)
    {
        var changed = new Regex(pattern).Replace(refusing.History, replacement, 1);
        changed.ShouldNotBe(refusing.History);
        using var export = new ContentFolder().File(Name + ".en.md", refusing.Text).File(Name + ".history.json", changed);
        var before = await refusing.CountsAsync();
        (await refusing.MistakesAsync(export)).ShouldBe(reasons.Select(reason => Name + ".history.json" + reason));
        (await refusing.CountsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("\"last-clause\": 1", "\"last-clause\": -1", ": policy: last-clause is no number of a clause.")]
    [InlineData("\"number\": \"1\"", "\"number\": \"one\"", ": policy: the number of a version is none, such as 1 or 2.1.")]
    [InlineData("\"behind\": \\[\\]", "\"behind\": [\"de\"]", ": policy: behind has languages, en and tr.")]
    [InlineData("\"corrections\": \\[\\]", "\"corrections\": [{\"at\": \"2026-11-23T09:00:00+00:00\", \"note\": {\"de\": \"x\"}}]", ": policy: the note of a correction needs en, tr or both, of at most 500 characters.")]
    [InlineData("\"Version\":\"1\",\"PublishedOn\"", "\"Version\":\"x\",\"PublishedOn\"", ": versions: one has no number, or no day from which it is in force.", ": versions: version is not what the portal can hold.")]
    [InlineData("\"Number\":\"P-1\"", "\"Number\":{}", ": versions: the form is none of policies (at Number).")]
    public async Task A_mistake_in_a_policys_history_is_named(string pattern, string replacement, params string[] reasons)
    {
        const string name = "policies/rule";
        using var portal = new PortalHost();
        using var content = new ContentFolder().Item(name, Fields.Policy.With("number", "P-1").With("published-on", "2026-01-01"), "1. A text.");
        await portal.ImportsAsync(content);
        using var export = await portal.ExportAsync();
        var path = Path.Combine(export.Path, name + ".history.json");
        var history = await File.ReadAllTextAsync(path, Cancellation);
        var changed = new Regex(pattern).Replace(history, replacement, 1);
        changed.ShouldNotBe(history);
        await File.WriteAllTextAsync(path, changed, Cancellation);
        (await refusing.MistakesAsync(export)).ShouldBe(reasons.Select(reason => name + ".history.json" + reason), ignoreOrder: true);
    }

    [Fact]
    public async Task Two_histories_cannot_be_of_one_item()
    {
        using var portal = new PortalHost();
        using var export = await ExportedAsync(portal);
        foreach (var file in new[] { ".history.json", ".en.md" })
        {
            File.Copy(Path.Combine(export.Path, Name + file), Path.Combine(export.Path, "people/bob" + file));
        }

        using var other = new PortalHost();
        (await other.MistakesAsync(export)).ShouldContain(mistake => mistake.StartsWith("people/bob.history.json: uid: ", StringComparison.Ordinal));
        (await other.MistakesAsync(export)).ShouldContain(mistake => mistake.Contains("slug: 'ada' is a duplicate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Texts_that_are_gone_are_missed()
    {
        using var portal = new PortalHost();
        using var export = await ExportedAsync(portal);
        File.Delete(Path.Combine(export.Path, Name + ".en.md"));
        using var other = new PortalHost();
        (await other.MistakesAsync(export)).ShouldBe([$"{Name}.history.json: The texts that were exported with this file are gone."]);
    }

    [Fact]
    public async Task An_item_with_a_history_may_name_a_new_one_without()
    {
        using var portal = new PortalHost();
        using var content = new ContentFolder().Item(Name).Item("people/new").Item("people/names", Fields.Person.With("title", "Names").With("related", "people/new"));
        await portal.ImportsAsync(content);
        using var export = await portal.ExportAsync();
        File.Delete(Path.Combine(export.Path, "people/new.history.json"));
        using var other = new PortalHost();
        await other.ImportsAsync(export);
        (await other.FindAsync("people/names"))!.Links.Single().To.Key.ShouldBe("new");
        (await other.FindAsync("people/new"))!.Uid.ShouldNotBe(Guid.Empty);
    }

    [Theory]
    [InlineData("../x.png", "type: image/png", "'../x.png' is not the name of a media file: letters a–z, digits, hyphens and dots, at most 80.")]
    [InlineData(".hidden", "type: image/png", "'.hidden' is not the name of a media file: letters a–z, digits, hyphens and dots, at most 80.")]
    [InlineData("none.png", "type: image/png", "none.png: there is no such file in media/")]
    [InlineData("lies.png", "type: image/png", "lies.png: by its content it is no image/png.")]
    [InlineData("plain.png", "type: text/html", "plain.png: by its content it is no text/html.")]
    public async Task A_media_file_that_cannot_be_taken_is_named(string name, string fields, string reason)
    {
        using var folder = new ContentFolder().File("media.yaml", $"\"{name}\":\n  {fields}\n").File("media/lies.png", "<script>alert(1)</script>").File("media/plain.png", Images.Png());
        (await refusing.MistakesAsync(folder)).ShouldBe(["media.yaml:1: " + reason]);
        refusing.MediaFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task Site_settings_fill_what_is_not_set_and_nothing_else()
    {
        using var portal = new PortalHost();
        await portal.QueryAsync(async db =>
        {
            (await db.SiteProfiles.SingleAsync(Cancellation)).ContactPhone = "1";
            return await db.SaveChangesAsync(Cancellation);
        });
        using var folder = new ContentFolder().File("site.yaml", "contact-phone: \"2\"\nname:\n  en: A\n  tr: B\n");
        await portal.ImportsAsync(folder);
        var profile = await portal.QueryAsync(db => db.SiteProfiles.AsNoTracking().SingleAsync(Cancellation));
        (profile.ContactPhone, profile.Name.En, profile.Name.Tr).ShouldBe(("1", "A", "B"));
        (await portal.ImportsAsync(folder)).Changed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("accent-color: red", "accent-color: is not a colour such as #0b5f7d.")]
    [InlineData("accent-color: \"#0}*{x\"", "accent-color: is not a colour such as #0b5f7d.")]
    [InlineData("contact-email: nobody", "contact-email: is not an e-mail address.")]
    [InlineData("logo: ../x.png", "logo: is not the name of a media file.")]
    [InlineData("home-event: x", "home-event: is not folder/key, such as seminars/reading-the-sky.")]
    [InlineData("name: x", "name: needs a text in each language: {en: …, tr: …}.")]
    [InlineData("contact-phone: [a]", "contact-phone: needs one value.")]
    public async Task Site_settings_that_cannot_be_taken_are_named(string line, string reason)
    {
        using var folder = new ContentFolder().File("site.yaml", line + "\n");
        (await refusing.MistakesAsync(folder)).ShouldBe(["site.yaml:1: " + reason]);
    }

    [Fact]
    public async Task An_empty_portal_can_be_exported_and_imported()
    {
        using var portal = new PortalHost();
        using var export = await portal.ExportAsync();
        Directory.GetFileSystemEntries(export.Path).Select(Path.GetFileName).ShouldBe(["README.md"]);
        using var other = new PortalHost();
        (await other.ImportsAsync(export)).Added.ShouldBeEmpty();
    }

    /// <summary>An empty portal that stays so, and the export of an item that it is asked to take.</summary>
    public sealed class Refusing : PortalHost, IAsyncLifetime
    {
        public string History { get; private set; } = "";

        public string Text { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            using var portal = new PortalHost();
            using var export = await ExportedAsync(portal);
            History = await File.ReadAllTextAsync(Path.Combine(export.Path, Name + ".history.json"), Cancellation);
            Text = await File.ReadAllTextAsync(Path.Combine(export.Path, Name + ".en.md"), Cancellation);
        }
    }

    private static async Task<ContentFolder> ExportedAsync(PortalHost portal)
    {
        using var content = new ContentFolder().Item(Name, Fields.Person.With("title", "Ada").With("website", "https://example.org/"), "First words.");
        await portal.ImportsAsync(content);
        return await portal.ExportAsync();
    }

    private static Task<int> SaveAsync(PortalHost portal, string body)
    {
        portal.Clock.Now += TimeSpan.FromMinutes(1);
        return portal.EditAsync(Name, (item, form, context) =>
        {
            form.Texts["en"].Body = body;
            item.Publish(item.Save(form, "Ed", "", context.Now), form, context);
        });
    }

    private static void Change(ContentFolder folder, string file, string from, string to)
    {
        var path = Path.Combine(folder.Path, file);
        var text = File.ReadAllText(path);
        text.ShouldContain(from);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
