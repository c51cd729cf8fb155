using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>What staff may type, paste or send, right or wrong, is read as it was meant or comes back as it was typed.</summary>
public sealed class ContentControllerInputTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    private static CancellationToken Stopped => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Alice", Languages.English, "12,5")]
    [InlineData("Turkan", Languages.Turkish, "12.5")]
    [InlineData("Turkan", Languages.Turkish, "12,50")]
    public async Task A_number_means_the_same_in_either_language(string name, string language, string typed)
    {
        var form = await SavedAsync<FigureForm>(name, language, "figures", fields => fields.With("Value", typed).With("Series[0].Label", "2022").With("Series[0].Value", typed));
        form.Value.ShouldBe(12.5m);
        form.Series.ShouldHaveSingleItem().Value.ShouldBe(12.5m);
    }

    [Fact]
    public async Task A_number_is_shown_as_the_language_writes_it()
    {
        var address = await CreatedAsync("Alice", Languages.English, "figures", fields => fields.With("Value", "1234.5").With("Goal", "1.2340"));
        var turkish = await (await ClientAsync("Turkan", Languages.Turkish)).PageAsync(address);
        turkish.QuerySelector("#Value")!.GetAttribute("value").ShouldBe("1234,5");
        var page = await (await ClientAsync("Alice", Languages.English)).PageAsync(address);
        page.QuerySelector("#Value")!.GetAttribute("value").ShouldBe("1234.5");
        page.QuerySelector("#Goal")!.GetAttribute("value").ShouldBe("1.2340");
    }

    [Theory]
    [InlineData("people", "ada", "ada")]
    [InlineData("people", "Ada Aydın", "ada")]
    [InlineData("people", "https://outreach.example.edu/tr/people/ada?x=1#y", "ada")]
    [InlineData("people", "/en/people/ada", "ada")]
    [InlineData("people", "/admin/people/{id}", "ada")]
    public async Task A_reference_is_a_key_a_title_or_an_address(string folder, string typed, string key)
    {
        var ada = await portal.ItemAsync<Person>($"{folder}/ada");
        typed = typed.Replace("{id}", ada.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var form = await SavedAsync<StoryForm>("Alice", Languages.English, "stories", fields => fields.With("People[1]", typed).With("Related[0]", typed == "ada" ? "people/ada" : typed).With("Related[1]", "people/ada"));
        form.People.ShouldBe([key]);
        form.Related.ShouldBe([$"{folder}/{key}"]);
    }

    [Theory]
    [InlineData("People[0]", "nobody at all")]
    [InlineData("People[0]", "https://outreach.example.edu/en/partners/hall")]
    [InlineData("Related[0]", "nobody at all")]
    [InlineData("Related[0]", "people/nobody")]
    [InlineData("Unit", "no-such-unit")]
    [InlineData("Tags", "no-such-tag")]
    [InlineData("Image", "no-such-file.png")]
    [InlineData("Image", "../../secret.png")]
    [InlineData("Kind", "Poem")]
    [InlineData("Kind", "1")]
    [InlineData("Date", "2026-02-31")]
    [InlineData("Date", "0001-01-01")]
    [InlineData("Date", "12/11/2026")]
    [InlineData("Awards[7].Year", "99999999999999999999")]
    [InlineData("Awards[0].Year", "-5")]
    [InlineData("Sdgs", "18")]
    [InlineData("Sdgs", "four")]
    [InlineData("Featured", "perhaps")]
    public async Task What_is_wrong_comes_back_with_all_that_was_typed(string name, string typed)
    {
        foreach (var (who, language) in new[] { ("Alice", Languages.English), ("Turkan", Languages.Turkish) })
        {
            var alice = await ClientAsync(who, language);
            var fields = Valid("stories").With("Byline.Tr", "Kim yazdı?").With(name, typed);
            var answer = await alice.PostAsync("/admin/stories/new", "/admin/stories/new", fields);
            var page = await answer.PageAsync(name, HttpStatusCode.UnprocessableEntity);
            var problem = page.QuerySelector("#problems a").ShouldNotBeNull();
            page.QuerySelector(problem.GetAttribute("href")!.Replace("[", "\\[", StringComparison.Ordinal)).ShouldNotBeNull(problem.OuterHtml);
            page.QuerySelector("[name='Byline.Tr']")!.GetAttribute("value").ShouldBe("Kim yazdı?");
            if (name is not "Featured")
            {
                page.Fields("form.editor").ShouldContain(field => field.Value == typed, page.QuerySelector("#problems")!.TextContent);
            }
        }
    }

    [Fact]
    public async Task A_wrong_row_is_named_where_it_stands_and_the_others_keep_their_places()
    {
        var alice = await ClientAsync("Alice", Languages.English);
        var fields = Valid("partners").With("Agreements[0].Title.En", "First").With("Agreements[3].From", "2026-02-31").With("Agreements[5].Title.En", "Last").With("Agreements[5].Title.Tr", new string('x', 3000));
        var page = await (await alice.PostAsync("/admin/partners/new", "/admin/partners/new", fields)).PageAsync("agreements", HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("#Agreements_0__Title_En")!.GetAttribute("value").ShouldBe("First");
        page.QuerySelector("#Agreements_1__From")!.GetAttribute("value").ShouldBe("2026-02-31");
        page.QuerySelector("#Agreements_1__From")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.QuerySelector("#Agreements_2__Title_En")!.GetAttribute("value").ShouldBe("Last");
        page.QuerySelector("#Agreements_2__Title_Tr")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.QuerySelectorAll("#problems li").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_row_marked_for_removal_goes_and_one_far_away_stays()
    {
        var form = await SavedAsync<SeminarForm>("Alice", Languages.English, "seminars", fields => fields
            .With("Speakers[0].Name", "Gone").With("Speakers[0].Remove", "true").With("Speakers[99999].Name", "Far").With("Speakers[4].Person", "ada"));
        form.Speakers.Select(speaker => speaker.Person ?? speaker.Name).ShouldBe(["ada", "Far"]);
    }

    [Fact]
    public async Task An_event_keeps_its_local_times_to_the_second_even_where_the_clock_skips_them()
    {
        // On 28 March 2027 Berlin has no half past two.
        var form = await SavedAsync<SeminarForm>("Alice", Languages.English, "seminars", fields => fields
            .With("TimeZone", "Europe/Berlin").With("Start", "2027-03-28T02:30:15").With("End", "2027-03-28T04:00"));
        form.Start.ShouldBe(new DateTime(2027, 3, 28, 2, 30, 15));
        form.Start!.Value.Kind.ShouldBe(DateTimeKind.Unspecified);
    }

    [Fact]
    public async Task What_may_not_be_posted_changes_nothing()
    {
        var address = await CreatedAsync("Alice", Languages.English, "stories", fields => fields);
        var id = int.Parse(address.Split('/')[^1], CultureInfo.InvariantCulture);
        var before = await ItemAsync(id);
        var alice = await ClientAsync("Alice", Languages.English);
        var fields = (await alice.PageAsync(address)).Fields("form.editor")
            .With("__RequestVerificationToken").With("Id", "1").With("Key", "stolen").With("Uid", Guid.Empty.ToString()).With("State", "Withdrawn").With("WithdrawnReason.En", "Because").With("form.State", "Withdrawn")
            .With("Version", Guid.Empty.ToString()).With("PublishedRevision", "1").With("LastRevision", "40").With("Stage", "None").With("OwnerId", "3").With("CreatedBy", "Somebody")
            .With("ScheduledAt", "2020-01-01").With("MergedIntoId", "1").With("Texts[en].Html", "<script>").With("Texts[en].Id", "1").With("kind", "Article").With("Slug", "x");
        (await alice.PostAsync(address, address, fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = await ItemAsync(id);
        (after.Id, after.Key, after.Uid, after.State, after.Version, after.PublishedRevision, after.LastRevision, after.Stage, after.OwnerId, after.ScheduledAt, after.MergedIntoId)
            .ShouldBe((before.Id, before.Key, before.Uid, before.State, before.Version, before.PublishedRevision, before.LastRevision, before.Stage, before.OwnerId, before.ScheduledAt, before.MergedIntoId));
        after.Revisions[^1].Form.ShouldBe(before.Revisions[^1].Form);
        after.Revisions[^1].Form.ShouldNotContain("Because");
    }

    [Fact]
    public async Task Far_too_much_is_refused_and_comes_back()
    {
        var alice = await ClientAsync("Alice", Languages.English);
        var many = Valid("stories").Concat(Enumerable.Range(0, 1500).Select(i => new KeyValuePair<string, string>($"Related[{i}]", $"people/nobody-{i}"))).ToList();
        var page = await (await alice.PostAsync("/admin/stories/new", "/admin/stories/new", many)).PageAsync("many", HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("#Related_1499_")!.GetAttribute("value").ShouldBe("people/nobody-1499");
        var text = string.Concat(Enumerable.Repeat("Çok uzun. ", 524_288));
        page = await (await PostAsMultipartAsync(alice, "/admin/stories/new", Valid("stories").With("Byline.En", text))).PageAsync("long", HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("#Byline_En")!.GetAttribute("value")!.Length.ShouldBe(text.Length);
        var refused = await alice.PostAsync("/admin/stories/new", "/admin/stories/new", Enumerable.Range(0, 20_000).Select(i => new KeyValuePair<string, string>($"Related[{i}]", "x")));
        ((int)refused.StatusCode).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task Nothing_that_is_sent_breaks_a_form()
    {
        var random = new Random(11);
        string[] values = ["", " ", "0", "-1", "1e400", "99999999999999999999999999", "2026-13-45", "2026-02-31T25:61", "true", "on", "null", "undefined", "<script>alert(1)</script>", "' OR 1=1 --",
            "\0", "\ud83c\udf0a", "../../x", "people/", "/", "//", "/en/people/%00", "https://", "folder/key", "a/b/c", "١٢٣", "İıŞş", new string('9', 5000), "[0]", "{\"a\":1}", "\r\n\r\n", "Pupils,Adults", "63", "en", "Europe/Nowhere"];
        var alice = await ClientAsync("Alice", Languages.English);
        foreach (var info in ContentKindInfo.All)
        {
            var address = $"/admin/{info.Folder}/new";
            var page = await alice.PageAsync(address);
            var names = page.QuerySelectorAll("form.editor [name]").Select(element => element.GetAttribute("name")!).Where(name => name != "__RequestVerificationToken").Distinct().ToList();
            names.AddRange(["Texts", "Texts[en]", "Texts[xx].Title", "Texts[].Title", "Speakers", "Speakers[]", "Speakers[0]", "Speakers[-1].Name", "Tags[0][1]", "Related[x]", "Sdgs[0]", ".", "[", "Place", "Place.De", "Agreements[0]", "Series.Value"]);
            for (var round = 0; round < 12; round++)
            {
                var fields = names.Where(_ => random.Next(3) > 0).SelectMany(name => Enumerable.Repeat(name, random.Next(8) == 0 ? 2 : 1)).Select(name => new KeyValuePair<string, string>(name, values[random.Next(values.Length)])).ToList();
                var answer = await alice.PostAsync(address, address, fields);
                ((int)answer.StatusCode).ShouldBeLessThan(500, string.Join("&", fields));
                var text = await answer.Content.ReadAsStringAsync(Stopped);
                text.ShouldNotContain("<script>alert");
            }
        }
    }

    private static async Task<HttpResponseMessage> PostAsMultipartAsync(HttpClient client, string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(new("__RequestVerificationToken", await client.TokenAsync(address))))
        {
            content.Add(new StringContent(value), name);
        }

        return await client.PostAsync(new Uri(address, UriKind.Relative), content, Stopped);
    }

    private static List<KeyValuePair<string, string>> Valid(string folder)
    {
        Dictionary<string, string> fields = new() { ["Texts[en].Title"] = "Something typed", ["Texts[en].Summary"] = "About it.", ["Texts[en].Body"] = "A *text*." };
        if (folder == "stories")
        {
            fields["Date"] = "2026-11-20";
        }

        return [.. fields];
    }

    private Task<HttpClient> ClientAsync(string name, string language) => portal.SignedInAsync(name, Roles.Author, language);

    private async Task<string> CreatedAsync(string name, string language, string folder, Func<List<KeyValuePair<string, string>>, List<KeyValuePair<string, string>>> change)
    {
        var client = await ClientAsync(name, language);
        var answer = await client.PostAsync($"/admin/{folder}/new", $"/admin/{folder}/new", change(Valid(folder)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, Pages.Parse(await answer.Content.ReadAsStringAsync(Stopped)).QuerySelector("#problems")?.TextContent);
        return answer.Headers.Location!.ToString();
    }

    private async Task<TForm> SavedAsync<TForm>(string name, string language, string folder, Func<List<KeyValuePair<string, string>>, List<KeyValuePair<string, string>>> change)
        where TForm : ContentForm
    {
        var address = await CreatedAsync(name, language, folder, change);
        var item = await ItemAsync(int.Parse(address.Split('/')[^1], CultureInfo.InvariantCulture));
        return (TForm)ContentForm.FromJson(item.Kind, item.Revisions[^1].Form);
    }

    private Task<ContentItem> ItemAsync(int id) => portal.QueryAsync(db => db.ContentItems.AsNoTracking().Include(item => item.Revisions).FirstAsync(item => item.Id == id, Stopped));
}
