using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Search;

/// <summary>A name that changes is changed wherever it is looked for.</summary>
public sealed class SearchNamesTests
{
    private const string Event = "title: Evening\nlanguages: en\nsummary: s\nplace: Room\nstart: 2026-12-03 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]\nunit: u\ntags: [t]\nspeakers:\n  - person: p\npartners: [h]";

    [Fact]
    public async Task Items_are_found_by_the_new_name_of_what_they_name()
    {
        using var portal = new PortalHost();
        using var before = new ContentFolder()
            .File("units.yaml", "u:\n  en: Oldunit\n  tr: Eskibirim\n").File("tags.yaml", "t:\n  en: Oldtag\n  tr: Eskietiket\n")
            .Text("people/p.en.md", "title: Ada Oldname\nlanguages: en\nsummary: s").Text("partners/h.en.md", "title: Oldpartner\nlanguages: en\nsummary: s\nkind: school\ncountry: TR")
            .Text("seminars/e.en.md", Event)
            .Text("stories/s.en.md", "title: Story\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-01-01\npeople: [p]\npartners: [h]");
        await portal.ImportAllAsync(before);
        foreach (var word in new[] { "oldunit", "oldtag", "oldname", "oldpartner" })
        {
            (await TitlesAsync(portal, word)).ShouldContain("Evening", word);
        }

        using var after = new ContentFolder()
            .File("units.yaml", "u:\n  en: Newunit\n  tr: Yenibirim\n").File("tags.yaml", "t:\n  en: Newtag\n  tr: Yenietiket\n")
            .Text("people/p.en.md", "title: Ada Newname\nlanguages: en\nsummary: s").Text("partners/h.en.md", "title: Newpartner\nlanguages: en\nsummary: s\nkind: school\ncountry: TR");
        await portal.ImportAllAsync(after);
        foreach (var word in new[] { "unit", "tag", "name", "partner" })
        {
            (await TitlesAsync(portal, "new" + word)).ShouldContain("Evening", word);
            (await TitlesAsync(portal, "old" + word)).ShouldBeEmpty(word);
        }

        (await TitlesAsync(portal, "newname")).ShouldContain("Story");
        (await TitlesAsync(portal, "newpartner")).ShouldContain("Story");
    }

    [Fact]
    public async Task Somebody_who_is_no_longer_public_leads_nobody_to_events()
    {
        using var portal = new PortalHost();
        using var before = new ContentFolder().File("units.yaml", "u:\n  en: U\n  tr: U\n").File("tags.yaml", "t:\n  en: T\n  tr: T\n")
            .Text("people/p.en.md", "title: Ada Somebody\nlanguages: en\nsummary: s").Text("partners/h.en.md", "title: H\nlanguages: en\nsummary: s\nkind: school\ncountry: TR").Text("seminars/e.en.md", Event);
        await portal.ImportAllAsync(before);
        (await TitlesAsync(portal, "somebody")).ShouldContain("Evening");
        using var after = new ContentFolder().Text("people/p.en.md", "title: Ada Somebody\nlanguages: en\nsummary: s\nstate: draft");
        await portal.ImportAllAsync(after);
        (await TitlesAsync(portal, "somebody")).ShouldBeEmpty();
    }

    private static async Task<List<string>> TitlesAsync(PortalHost portal, string typed) =>
        [.. (await portal.Visitor().PageAsync("/en/search?q=" + typed)).AllWords("ol.hits > li h2")];
}
