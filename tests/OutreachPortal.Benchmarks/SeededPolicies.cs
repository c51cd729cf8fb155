using System.Globalization;
using System.Text;

namespace OutreachPortal.Benchmarks;

/// <summary>
/// Policies as Markdown, in as many versions as asked for. From one to the next a clause in twenty is reworded, three go and three come, so that most of
/// the others get another number, and the first version has little in common with the last.
/// </summary>
public static class SeededPolicies
{
    private const int ClausesOfSection = 20;
    private const int WordsOfClause = 45;
    private const int FirstYear = 1996;

    private static readonly Dictionary<string, string[]> Vocabulary = new()
    {
        ["en"] = ("the of and to in a for with by on at from university senate rector dean unit office student academic partner agreement application committee report year every week reviews decides appoints offers keeps "
            + "publishes records pays recognizes supports housing teaching research exchange accreditation funding library laboratory campus visitor record consent appeal deadline register budget credit quality language "
            + "programme event school mobility network guest staff member term notice").Split(' '),
        ["tr"] = ("ve ile için bu her bir da göre kadar olarak tarafından üniversite senato rektör dekan birim ofis öğrenci akademik ortak anlaşma başvuru komisyon rapor yıl hafta inceler kararlaştırır görevlendirir sunar "
            + "saklar yayımlar kaydeder öder tanır destekler barınma öğretim araştırma değişim akreditasyon kaynak kütüphane laboratuvar yerleşke ziyaretçi kayıt onay itiraz süre sicil bütçe kredi kalite dil program "
            + "etkinlik okul hareketlilik ağ konuk personel üye dönem duyuru").Split(' '),
    };

    /// <summary>The day on which a version comes into force, counted from 1.</summary>
    public static DateOnly InForceFrom(int version) => new(FirstYear + version - 1, 1, 1);

    /// <summary>Writes the files of a policy into a folder for the importer. Its slug is the key with the language: <c>big-en</c>.</summary>
    /// <param name="versions">Their numbers are 1, 2 and so on.</param>
    public static async Task WriteAsync(string folder, string key, int clauses, int versions)
    {
        Directory.CreateDirectory(Path.Combine(folder, "policies"));
        var next = 0;
        var sections = Enumerable.Range(0, Math.Max(1, clauses / ClausesOfSection))
            .Select(_ => Enumerable.Range(0, Math.Min(clauses, ClausesOfSection) - 1).Select(_ => new Clause(next++, 0)).ToList()).ToList();
        for (var version = 1; version <= versions; version++)
        {
            foreach (var language in Vocabulary.Keys)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "policies", $"{key}.v{version}.{language}.md"), Text(key, language, version, clauses, sections));
            }

            Change(sections, version, clauses, ref next);
        }
    }

    private static void Change(List<List<Clause>> sections, int version, int clauses, ref int next)
    {
        for (var i = 0; i < Math.Max(1, clauses / 20); i++)
        {
            var section = sections[(version + (i * 7)) % sections.Count];
            var place = ((version * 5) + (i * 3)) % section.Count;
            section[place] = section[place] with { Revision = section[place].Revision + 1 };
        }

        for (var i = 0; i < Math.Min(3, sections.Count); i++)
        {
            var (from, to) = (sections[((version * 3) + i) % sections.Count], sections[((version * 11) + (i * 4)) % sections.Count]);
            if (from.Count > 2)
            {
                from.RemoveAt(version % from.Count);
                to.Insert(version * 2 % to.Count, new(next++, 0));
            }
        }
    }

    private static string Text(string key, string language, int version, int clauses, List<List<Clause>> sections)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            ---
            title: {(language == "en" ? "Policy" : "Politika")} {key} {clauses}
            slug: {Slug(key, language)}
            summary: {Sentence(language, 0, 0, 12)}
            number: PP-{key}
            owner: {(language == "en" ? "Office of the Rector" : "Rektörlük")}
            approving-body: {(language == "en" ? "Senate" : "Senato")}
            version: "{version}"
            in-force-from: {InForceFrom(version):yyyy-MM-dd}
            change-note: {Sentence(language, version, 1, 12)}
            ---
            {Sentence(language, 0, 2, WordsOfClause)}


            """).ReplaceLineEndings("\n"));
        for (var section = 0; section < sections.Count; section++)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {section + 1}. {Sentence(language, section, 3, 4)}\n\n");
            for (var i = 0; i < sections[section].Count; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{i + 1}. {Sentence(language, sections[section][i].Name + 100, sections[section][i].Revision, WordsOfClause)}\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    public static string Slug(string key, string language) => $"{key}-{language}";

    /// <summary>A quarter of the words changes from one revision to the next.</summary>
    private static string Sentence(string language, int name, int revision, int words)
    {
        var vocabulary = Vocabulary[language];
        var sentence = string.Join(' ', Enumerable.Range(0, words).Select(word =>
        {
            var changed = revision - ((revision - (word % 4) + 4) % 4);
            var number = unchecked(((uint)name * 2654435761) + ((uint)word * 40503) + ((uint)Math.Max(0, changed) * 97));
            number ^= number >> 15;
            return vocabulary[unchecked(number * 2246822519) % (uint)vocabulary.Length];
        }));
        return char.ToUpperInvariant(sentence[0]) + sentence[1..] + ".";
    }

    private readonly record struct Clause(int Name, int Revision);
}
