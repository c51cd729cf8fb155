using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Benchmarks;

/// <summary>Fills a portal's database with events, as if editors had published them one by one.</summary>
public static class SeededEvents
{
    private const int Batch = 1000;

    /// <summary>As many to a day however many there are: a portal with more events has them from more years.</summary>
    private const int EventsADay = 10;

    private static readonly string[] Words =
    [
        "star", "water", "bridge", "earthquake", "music", "forest", "machine", "language", "history", "garden", "energy", "paper", "robot", "city", "sea",
        "teacher", "question", "number", "light", "sound", "stone", "river", "market", "health", "memory", "climate", "village", "law", "school", "island",
    ];

    private static readonly string[] Kelimeler =
    [
        "yıldız", "su", "köprü", "deprem", "müzik", "orman", "makine", "dil", "tarih", "bahçe", "enerji", "kâğıt", "robot", "şehir", "deniz",
        "öğretmen", "soru", "sayı", "ışık", "ses", "taş", "ırmak", "çarşı", "sağlık", "bellek", "iklim", "köy", "hukuk", "okul", "ada",
    ];

    /// <summary>The event itself: all that is known of one stands here.</summary>
    private static EventForm Form(int n, int count, DateTime now, string programme, string unit, string tag, string person)
    {
        // The last tenth is to come.
        var day = now.Date.AddDays((n - (count * 9 / 10)) / EventsADay).AddHours(9 + (n % 9));
        string Title(string[] words) => $"{words[n % 30]} {words[n / 30 % 30]} {words[n / 900 % 30]} {n}";
        string Body(string[] words) => string.Join("\n\n", Enumerable.Range(0, 3).Select(paragraph =>
            (paragraph == 2 ? "## " + words[(n + 7) % 30] + "\n\n" : "") + string.Join(' ', Enumerable.Range(0, 40).Select(i => words[((n * 31) + (paragraph * 17) + (i * i)) % 30])) + "."));
        EventForm form = n % 2 == 0 ? new SeminarForm() : new LectureForm { Seats = 100 };
        foreach (var (culture, words) in new[] { (Languages.English, Words), (Languages.Turkish, Kelimeler) })
        {
            form.Texts[culture] = new() { Slug = Slug(n), Title = Title(words), Summary = "About " + Title(words), Body = Body(words) };
        }

        form.Unit = unit;
        form.Tags.Add(tag);
        form.Sdgs.Add(1 + (n % 17));
        form.Start = day;
        form.End = day.AddHours(2);
        form.Mode = (AttendanceMode)(n % 3);
        form.Place = new() { En = "Room " + (n % 50), Tr = "Oda " + (n % 50) };
        form.Audience.Add((Audience)(1 << (n % 6)));
        form.Spoken.Add((SpokenLanguages)(1 + (n % 2)));
        form.Programme = programme;
        form.Speakers.Add(new() { Person = person });
        form.Speakers.Add(new() { Name = "Guest " + (n % 500), Role = new() { En = "Engineer", Tr = "Mühendis" } });
        return form;
    }

    public static string Slug(int n) => "seeded-" + n.ToString(CultureInfo.InvariantCulture);

    /// <param name="database">Of a portal that has the demo content, and is not running.</param>
    public static async Task WriteAsync(string database, int count)
    {
        var options = new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite($"Data Source={database};Pooling=False", sqlite => sqlite.MaxBatchSize(200)).Options;
        var markdown = new MarkdownRenderer();
        var now = DateTime.UtcNow;
        for (var first = 0; first < count; first += Batch)
        {
            await using var db = new SqlitePortalDbContext(options);
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            // Nobody minds if the machine fails now.
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=OFF");
            var items = await db.ContentItems.Where(i => i.Kind == ContentKind.Programme || i.Kind == ContentKind.Person).Include(i => i.Texts).ToDictionaryAsync(i => (i.Kind, i.Key));
            var context = new PublishContext(markdown, "Europe/Istanbul", now, items,
                await db.Units.ToDictionaryAsync(unit => unit.Key), await db.Tags.ToDictionaryAsync(tag => tag.Key));
            string[] Keys(ContentKind kind) => [.. items.Keys.Where(id => id.Kind == kind).Select(id => id.Key).Order(StringComparer.Ordinal)];
            var (programmes, people, units, tags) = (Keys(ContentKind.Programme), Keys(ContentKind.Person), context.Units.Keys.Order(StringComparer.Ordinal).ToArray(), context.Tags.Keys.Order(StringComparer.Ordinal).ToArray());
            for (var n = first; n < Math.Min(first + Batch, count); n++)
            {
                var form = Form(n, count, now, programmes[n % programmes.Length], units[n % units.Length], tags[n % tags.Length], people[n % people.Length]);
                ContentItem item = form is LectureForm ? new Lecture() : new Seminar();
                item.Key = Slug(n);
                item.Publish(item.Save(form, "benchmark", "", now), form, context);
                db.Add(item);
            }

            await db.SaveChangesAsync();
            Console.Write($"\r{Math.Min(first + Batch, count)} of {count} events ");
        }

        Console.WriteLine();
        await using var last = new SqlitePortalDbContext(options);
        await ContentStamp.RaiseAsync(last, CancellationToken.None);
    }
}
