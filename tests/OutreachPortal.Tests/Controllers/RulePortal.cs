using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>
/// A policy in five versions: 1 of 2016, 2 of 2020, 3 in force since June 2026 and corrected, 4 from 2027, 5 a proposal. And an older one that it
/// supersedes, and one whose newest version is in Turkish alone.
/// </summary>
public sealed class RulePortal : PortalHost, IAsyncLifetime
{
    private static readonly string[] English =
    [
        "## 1. Aim\n\n1. The University teaches its students.\n2. Lessons are given in the morning hours.\n\n## 5. Partnerships\n\n1. Partners come from all countries.\n2. A partner is chosen for its work.\n3. Reports are sent to the archive yearly.\n\n## 6. Closing\n\nThat is all.\n",
        "## 1. Aim\n\n1. The University teaches its students.\n\nWhoever teaches is free.\n\n## 5. Partnerships\n\n1. Agreements are written down by the legal office.\n2. Partners come from all countries.\n3. A partner is chosen for its work.\n\n## 6. Closing\n\nThat is all.\n",
        "## 1. Aim\n\n1. The University teaches its students.\n\nWhoever teaches is free.\n\n## 5. Partnerships\n\n1. Agreements are written down by the legal office.\n2. Partners come from all countries.\n3. A partner is chosen for the work that it does.\n\n## 6. Closing\n\nThat is all.\n",
        "## 1. Aim\n\n1. The University teaches its students.\n\nWhoever teaches is free.\n\n## 5. Partnerships\n\n1. Agreements are written down by the legal office.\n2. Partners come from all countries.\n3. A partner is chosen for the work that it does.\n4. Costs are shared by halves.\n\n## 6. Closing\n\nThat is all.\n",
    ];

    private static readonly string[] Turkish =
    [
        "## 1. Amaç\n\n1. Üniversite öğrencilerini eğitir.\n2. Dersler sabah saatlerinde verilir.\n\n## 5. Ortaklıklar\n\n1. Ortaklar bütün ülkelerden gelir.\n2. Ortak, çalışmasına göre seçilir.\n3. Raporlar her yıl arşive gönderilir.\n\n## 6. Kapanış\n\nHepsi bu.\n",
        "## 1. Amaç\n\n1. Üniversite öğrencilerini eğitir.\n\nDers veren özgürdür.\n\n## 5. Ortaklıklar\n\n1. Anlaşmalar hukuk müşavirliğince yazılır.\n2. Ortaklar bütün ülkelerden gelir.\n3. Ortak, çalışmasına göre seçilir.\n\n## 6. Kapanış\n\nHepsi bu.\n",
        "## 1. Amaç\n\n1. Üniversite öğrencilerini eğitir.\n\nDers veren özgürdür.\n\n## 5. Ortaklıklar\n\n1. Anlaşmalar hukuk müşavirliğince yazılır.\n2. Ortaklar bütün ülkelerden gelir.\n3. Ortak, yaptığı çalışmaya göre seçilir.\n\n## 6. Kapanış\n\nHepsi bu.\n",
        "## 1. Amaç\n\n1. Üniversite öğrencilerini eğitir.\n\nDers veren özgürdür.\n\n## 5. Ortaklıklar\n\n1. Anlaşmalar hukuk müşavirliğince yazılır.\n2. Ortaklar bütün ülkelerden gelir.\n3. Ortak, yaptığı çalışmaya göre seçilir.\n\n## 6. Kapanış\n\nHepsi bu.\n",
    ];

    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder();
        Write(folder, "legall");
        await ImportAllAsync(folder);
        using var corrected = new ContentFolder();
        Write(corrected, "legal", "\ncorrection-note: A slip of the pen.", "\ncorrection-note: Yazım yanlışı.");
        await ImportAllAsync(corrected);
    }

    /// <summary>The portal at another time.</summary>
    public PortalHost On(string now)
    {
        Clock.Now = DateTimeOffset.Parse(now, null);
        Pages.Clear();
        return this;
    }

    private static void Write(ContentFolder folder, string legal, string correction = "", string turkishCorrection = "")
    {
        Version(folder, "1", 0, "in-force-from: 2016-01-01\npublished-on: 2015-12-15\napproved-on: 2015-12-01\ndecision: D-1");
        Version(folder, "2", 1, "in-force-from: 2020-01-01\npublished-on: 2019-12-15\ndecision: D-2\nchange-note: Reports and morning lessons go.", "change-note: Raporlar ve sabah dersleri kalktı.");
        Version(folder, "3", 2, "in-force-from: 2026-06-01\npublished-on: 2026-05-01\ndecision: D-3\nchange-note: How partners are chosen.\nreviewed-on: 2026-05-01\nnext-review-on: 2026-10-01" + correction,
            "change-note: Ortak seçimi." + turkishCorrection, legal);
        Version(folder, "4", 3, "in-force-from: 2027-01-01\npublished-on: 2026-11-01\ndecision: D-4\nchange-note: Costs.", "change-note: Giderler.");
        Version(folder, "5", 3, "in-force-from: 2028-01-01\nstage: for-comment\ncomment-from: 2026-11-01\ncomment-until: 2026-12-31\nchange-note: Proposed.\n" + """
            type: directive
            contact: office@example.org
            supersedes: [older]
            documents:
              - {kind: form, title: {en: A form, tr: Bir form}, link: "https://example.org/form"}
            plain: We teach. See [the aim](/en/policies/the-rule/versions/1).
            """, "change-note: Taslak.\nplain: Eğitiriz.");
        folder.Text("policies/older.en.md", "title: The older rule\nsummary: s\nlanguages: en\nnumber: P-0\nowner: o\napproving-body: b\nversion: 1\nin-force-from: 2010-01-01\nin-force-until: 2015-12-31", "1. An old clause.");
        folder.Text("policies/half.v1.en.md", "title: Half\nsummary: s\nslug: half\nnumber: P-2\nowner: o\napproving-body: b\nin-force-from: 2020-01-01", "1. The half in English.")
            .Text("policies/half.v1.tr.md", "title: Yarım\nsummary: s\nslug: yarim\nowner: o\napproving-body: b", "1. Yarım metin.")
            .Text("policies/half.v2.tr.md", "title: Yarım\nsummary: s\nslug: yarim\nlanguages: tr\nnumber: P-2\nowner: o\napproving-body: b\nin-force-from: 2024-01-01\nchange-note: n", "1. Yarım metnin yenisi.");
    }

    private static void Version(ContentFolder folder, string number, int text, string fields, string turkish = "", string legal = "legal")
    {
        folder.Text($"policies/rule.v{number}.en.md",
            $"title: The rule\nslug: the-rule\nsummary: About the rule.\nnumber: P-1\nowner: The office\napproving-body: The Senate\nauthoritative-language: tr\n{fields}", English[text].Replace("legal ", legal + " ", StringComparison.Ordinal));
        folder.Text($"policies/rule.v{number}.tr.md", $"title: Kural\nslug: kural\nsummary: Kural hakkında.\nowner: Ofis\napproving-body: Senato\n{turkish}", Turkish[text]);
    }
}
