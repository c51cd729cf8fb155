using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.TagHelpers;

public sealed class FieldTagHelperTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    public static TheoryData<string> Folders() => [.. ContentKindInfo.All.Select(info => info.Folder)];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_property_of_a_form_has_a_field(string folder)
    {
        var alice = await portal.AliceTheAuthorAsync();
        var page = await alice.PageAsync($"/admin/{folder}/new");
        var names = page.QuerySelectorAll("form.editor [name]").Select(element => element.GetAttribute("name")!).ToHashSet();
        // A policy's clauses have a page of their own.
        Properties(ContentKindInfo.InFolder(folder)!.FormType, "").Where(property => !names.Contains(property) && !property.StartsWith("ClauseIds[", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_field_has_a_label_in_both_languages(string folder)
    {
        foreach (var (name, language) in new[] { ("Alice", Languages.English), ("Turkan", Languages.Turkish) })
        {
            var client = await portal.SignedInAsync(name, Roles.Author, language);
            var page = await client.PageAsync($"/admin/{folder}/new");
            foreach (var field in page.QuerySelectorAll("form.editor :is(input:not([type=hidden]), textarea, select)"))
            {
                var label = field.Closest("label") ?? page.QuerySelector($"label[for='{field.Id}']");
                label.ShouldNotBeNull(field.OuterHtml).Words().ShouldNotBeEmpty();
            }

            page.QuerySelectorAll("form.editor [id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
            page.QuerySelector("form.editor")!.TextContent.ShouldNotContain("Field.");
            page.QuerySelector("form.editor")!.TextContent.ShouldNotContain("Group.");
            page.QuerySelector("form.editor")!.TextContent.ShouldNotContain("Row.");
        }
    }

    [Fact]
    public async Task The_languages_of_a_field_stand_in_the_portals_order_as_those_of_the_text_do()
    {
        var page = await (await portal.AliceTheAuthorAsync()).PageAsync("/admin/stories/new");
        var texts = page.QuerySelectorAll(".languages .text-fields").Select(part => part.GetAttribute("data-culture")!).ToList();
        string[] fields = [.. page.QuerySelectorAll("form.editor [name^='Byline.']").Select(field => field.GetAttribute("name")![^2..].ToLowerInvariant())];
        fields.ShouldBe(texts);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_page_sent_back_as_it_came_changes_nothing(string folder)
    {
        var kind = ContentKindInfo.InFolder(folder)!.Kind;
        var items = await portal.QueryAsync(db => db.ContentItems.Where(item => item.Kind == kind).Select(item => new { item.Id, item.Key, item.LastRevision }).ToListAsync(TestContext.Current.CancellationToken));
        items.ShouldNotBeEmpty();
        foreach (var (name, language) in new[] { ("Alice", Languages.English), ("Turkan", Languages.Turkish) })
        {
            var client = await portal.SignedInAsync(name, Roles.Author, language);
            foreach (var item in items)
            {
                var address = $"/admin/{folder}/{item.Id}";
                var page = await client.PageAsync(address);
                using var content = new FormUrlEncodedContent(page.Fields("form.editor"));
                var answer = await client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
                answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, item.Key + await Problems(answer));
                var after = await portal.QueryAsync(db => db.Revisions.Where(r => r.ContentItemId == item.Id).OrderBy(r => r.Number).ToListAsync(TestContext.Current.CancellationToken));
                after.Count.ShouldBe(item.LastRevision, item.Key + "\n" + after[0].Form + "\n" + after[^1].Form);
            }
        }
    }

    private static async Task<string> Problems(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Redirect ? "" : Pages.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).QuerySelector("#problems")?.TextContent ?? "";

    private static IEnumerable<string> Properties(Type type, string path)
    {
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && property.GetCustomAttribute<BindNeverAttribute>() is null))
        {
            var name = path + property.Name;
            var entry = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : null;
            IEnumerable<string> names = property.PropertyType == typeof(LocalizedText) ? [name + ".En", name + ".Tr"]
                : property.PropertyType == typeof(Dictionary<string, TextForm>) ? Languages.All.SelectMany(culture => Properties(typeof(TextForm), $"{name}[{culture}]."))
                : property.GetCustomAttribute<ReferenceToAttribute>() is not null && property.PropertyType == typeof(List<string>) ? [name + "[0]", name + "[1]"]
                : entry is { IsClass: true } && entry != typeof(string) && property.PropertyType.GetGenericTypeDefinition() == typeof(List<>) ? Properties(entry, name + "[0].").Concat(Properties(entry, name + "[1]."))
                : [name];
            foreach (var found in names)
            {
                yield return found;
            }
        }
    }
}
