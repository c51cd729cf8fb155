using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Plain links at the foot of every item's page.</summary>
public sealed class ShareTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Title = "Işık & “gölge”: 'çok' \"iyi\" <b> #1 + 100% ? ğüşöç İ";
    private const string Address = "http://localhost:5080/tr/stories/isik";

    [Fact]
    public async Task Links_carry_title_and_address_whole()
    {
        using var folder = new ContentFolder().Text("stories/light.tr.md",
            "title: \"" + Title.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"\nslug: isik\nlanguages: tr\nsummary: s\nkind: article\ndate: 2026-01-01");
        await portal.ImportAllAsync(folder);
        foreach (var culture in new[] { "tr", "en" })
        {
            var page = await portal.Visitor().PageAsync($"/{culture}/stories/isik");
            var links = page.QuerySelectorAll(".share a").ToDictionary(link => link.TextContent, link => link.GetAttribute("href")!);
            Query(links["X"]).ShouldBe([("text", Title), ("url", Address)]);
            Query(links["WhatsApp"]).ShouldBe([("text", Title + "\n" + Address)]);
            Query(links["LinkedIn"]).ShouldBe([("url", Address)]);
            Query(links["Facebook"]).ShouldBe([("u", Address)]);
            var mail = links[culture == "tr" ? "E-posta" : "E-mail"];
            mail.ShouldStartWith("mailto:?");
            Query(mail).ShouldBe([("subject", Title), ("body", Title + "\r\n\r\n" + Address)]);
            links.Values.ShouldAllBe(link => link.All(char.IsAscii) && !link.Contains('+') && !link.Contains('#'));
            page.Words(".share .copy").ShouldBe(Address);
            page.QuerySelectorAll(".share a[href^=http]").ShouldAllBe(link => link.GetAttribute("rel") == "external noopener");
        }
    }

    [Fact]
    public async Task Every_kind_of_item_can_be_handed_on_and_no_list()
    {
        using var folder = new ContentFolder().Seminar("one", "One", more: "slug: one");
        folder.Text("programmes/one.en.md", "title: One\nlanguages: en\nsummary: s\nkind: summer-school")
            .Text("policies/one.en.md", "title: One\nlanguages: en\nsummary: s\nnumber: P-1\nowner: o\napproving-body: b\nversion: 1\nin-force-from: 2020-01-01")
            .Text("partners/one.en.md", "title: One\nlanguages: en\nsummary: s\nkind: school\ncountry: TR")
            .Text("stories/one.en.md", "title: One\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-01-01");
        await portal.ImportAllAsync(folder);
        foreach (var kind in new[] { "seminars", "programmes", "policies", "partners", "stories" })
        {
            (await portal.Visitor().PageAsync($"/en/{kind}/one")).Words(".share .copy").ShouldEndWith($"/en/{kind}/one");
            (await portal.Visitor().PageAsync("/en/" + kind)).QuerySelector(".share").ShouldBeNull(kind);
        }
    }

    private static List<(string Name, string Value)> Query(string link) =>
    [
        .. link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Select(pair => pair.Split('=', 2))
            .Select(pair => (pair[0], Uri.UnescapeDataString(pair[1]))),
    ];
}
