using System.Text.Json;
using AngleSharp.Dom;

namespace OutreachPortal.Tests.Support;

/// <summary>A portal with an item of every kind and an event of every sort, for tests that only read.</summary>
public sealed class FilledPortal : PortalHost, IAsyncLifetime
{
    public const string Site = "https://outreach.example.edu";

    /// <summary>What a title may hold to break what it is written into.</summary>
    public const string HostileTitle = "</script><script>alert(1)</script> <!-- ]]> & \"x\" 'y'";

    public FilledPortal() => With("Site:Address", Site);

    /// <summary>A visitor who asks at the public address, as the host filter wants it.</summary>
    public HttpClient Reader => field ??= Visitor();

    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder()
            .File("units.yaml", "science:\n  en: Faculty of Science\n  tr: Fen Fakültesi\n")
            .File("tags.yaml", "space:\n  en: Space\n  tr: Uzay\n")
            .File("people/photo.png", Images.Png())
            .File("stories/photo.png", Images.Png(1))
            .File("reports/report.pdf", "%PDF-1.7 en\n%%EOF").File("reports/rapor.pdf", "%PDF-1.7 tr\n%%EOF");
        Both(folder, "people/ada", "unit: science\nphoto: photo.png\nwebsite: https://ada.example.org", "title: Ada Aydın\nacademic-title: Prof. Dr.\nposition: Astronomer\nslug: ada", "title: Ada Aydın\nacademic-title: Prof. Dr.\nposition: Gök bilimci\nslug: ada");
        Both(folder, "people/hidden", "state: draft", "title: Hidden Person", "title: Gizli Kişi");
        Both(folder, "partners/town", "kind: municipality\ncountry: TR\nwebsite: https://town.example.org\nagreements:\n  - {title: {en: Protocol, tr: Protokol}, from: 2025-01-01}\npledges:\n  - {title: {en: Trees, tr: Ağaç}, unit: {en: trees, tr: ağaç}, goal: 100, reached: 40, as-of: 2026-10-01}", "title: The Town", "title: Belediye");
        Both(folder, "programmes/series", "kind: seminar-series\nunit: science\npartners: [town]\nstarts: 2026-09-01", "title: Series\nschedule: Thursdays", "title: Dizi\nslug: dizi\nschedule: Perşembe günleri");
        Both(folder, "programmes/course", "kind: summer-school\nstarts: 2027-07-01\nends: 2027-07-14", "title: Course", "title: Kurs");
        foreach (var mode in new[] { "on-site", "online", "hybrid" })
        {
            foreach (var status in new[] { "scheduled", "moved", "online", "cancelled" })
            {
                Event(folder, $"seminars/{mode}-{status}", $"mode: {mode}\nstatus: {status}\nonline-link: https://meet.example.org/{mode}-{status}"
                    + (status == "moved" ? "\nprevious-start: 2026-12-01 10:00" : ""));
            }
        }

        Event(folder, "seminars/registered", "mode: hybrid\nonline-link: https://meet.example.org/secret\nonline-link-shown: registered");
        Event(folder, "seminars/over", "mode: on-site\nrecording: https://video.example.org/over\nslides: https://slides.example.org/over", start: "2026-10-01 14:00");
        Event(folder, "lectures/full",
            "mode: on-site\nseats: 120\nunit: science\nlevel: advanced\nspoken: [tr, en]\nprogramme: series\npartners: [town]\nsdgs: [4, 11]\ntags: [space]\naddress: Rumeli Campus, Istanbul\n"
            + "recording: https://video.example.org/coming\nspeakers:\n  - person: ada\n  - person: hidden\n  - name: Guest Speaker\n    role: {en: Poet, tr: Şair}\n    affiliation: {en: The Town, tr: Belediye}");
        Event(folder, "seminars/withdrawn", "mode: on-site\nstate: withdrawn", texts: "withdrawn-reason: Not held");
        Event(folder, "seminars/draft", "mode: on-site\nstate: draft");
        Event(folder, "seminars/gone", "mode: on-site\nstate: unpublished");
        folder.Text("seminars/turkish.tr.md", "title: Yalnız Türkçe\nlanguages: tr\nslug: yalniz\nsummary: Özet.\nplace: Oda\nstart: 2026-12-05 10:00\nend: 11:00\nmode: on-site\naudience: [adults]", "Bir [bağlantı](/tr/seminars/yalniz) ve [dipnot](#not).\n\n# Not");
        folder.Item("seminars/hostile", Fields.Seminar.With("title", $"'{HostileTitle.Replace("'", "''", StringComparison.Ordinal)}'").With("slug", "hostile").With("summary", "'A </script> \\ & <b>summary</b>'"));
        Both(folder, "policies/outreach", "number: PP-1\nversion: 2\ndecision: 2026/1\napproved-on: 2026-01-15\nin-force-from: 2026-02-01\nauthoritative-language: tr",
            "title: Outreach Policy\nowner: The Office\napproving-body: The Senate", "title: Toplumsal Katkı Politikası\nowner: Ofis\napproving-body: Senato", "## 1. Scope\n\n1. All of it.");
        Both(folder, "figures/pupils", "rule: closed-period\nvalue: 310.5\nfrom: 2025-09-01\nuntil: 2026-06-30\nas-of: 2026-07-01\nseries:\n  - {label: \"2025\", value: 300}",
            "title: Pupils\nunit-of-measure: pupils\nmethod: Counted at the door\nsource: Attendance lists", "title: Öğrenciler\nunit-of-measure: öğrenci\nmethod: Kapıda sayıldı\nsource: Yoklama");
        Both(folder, "stories/talk", "kind: interview\ndate: 2026-11-02\npeople: [ada]\nimage: photo.png\nunit: science", "title: A talk with Ada\nbyline: Can Deniz\nimage-alt: Ada at the telescope", "title: Ada ile söyleşi\nbyline: Can Deniz\nimage-alt: Ada teleskop başında");
        Both(folder, "pages/about", "places: [footer]", "title: About us", "title: Hakkımızda");
        folder.Text("reports/year.en.md", "title: Report 2025\nsummary: s\nyear: 2025\nfile: report.pdf").Text("reports/year.tr.md", "title: Rapor 2025\nsummary: s\nfile: rapor.pdf");
        await this.ImportAllAsync(folder);
    }

    private static void Both(ContentFolder folder, string name, string fields, string english, string turkish, string body = "A [link](/en/seminars) and a word.") => folder
        .Text(name + ".en.md", $"{english}\nsummary: About it.\n{fields}", body)
        .Text(name + ".tr.md", $"{turkish}\nsummary: Hakkında.", body);

    private static void Event(ContentFolder folder, string name, string fields, string start = "2026-12-10 14:00", string texts = "")
    {
        var key = name.Split('/')[1];
        folder.Text(name + ".en.md", $"title: Event {key}\nslug: {key}\nsummary: About it.\nplace: Room 1\nstart: {start}\nend: 15:30\naudience: [pupils, teachers]\n{fields}\n{texts}")
            .Text(name + ".tr.md", $"title: Etkinlik {key}\nslug: {key}-tr\nsummary: Hakkında.\nplace: Oda 1\n{texts}");
    }
}

/// <summary>Reading what pages say to programs.</summary>
public static class MachineReading
{
    /// <summary>The JSON-LD of a page, each object read strictly.</summary>
    public static IReadOnlyList<JsonElement> StructuredData(this IParentNode page) =>
        [.. page.QuerySelectorAll("head script[type='application/ld+json']").Select(script => JsonDocument.Parse(script.TextContent).RootElement)];

    public static JsonElement Thing(this IParentNode page, string type) =>
        page.StructuredData().Where(thing => thing.Text("@type") == type).ToList().ShouldHaveSingleItem();

    public static string? Text(this JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
    }

    public static async Task<JsonElement> JsonAsync(this HttpClient visitor, string address, int expected = 200)
    {
        using var answer = await visitor.GetAsync(address, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(expected, address);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(expected == 200 ? "application/json" : "application/problem+json", address);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }
}
