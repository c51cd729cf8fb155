using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Export;

/// <summary>Whatever is typed, export and import give it back.</summary>
public sealed class ExportedWordsTests
{
    private const int Items = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Words of anything, and of what YAML and Markdown mean something by.</summary>
    private static Gen<string> Words(int maxLength) => Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            ArbMap.Default.GeneratorFor<UnicodeString>().Select(text => text.Get ?? ""),
            Gen.Elements("---", ": ", " #", "\n", "\r\n", "\t", " ", "- ", "? ", "|", ">", "'", "\"", "\\", "{", "}", "[", "]", ",", "&a", "*a", "!x", "%", "@", "`", "~", "null", "yes", "1.10", "2026-01-01", "...", "İ", "ı", "😀", "\u2028", "\u0085", "\uFEFF", "a", "word")
                .ListOf().Select(string.Concat))
        // Halves of characters are no text, and a database cannot hold them.
        .Select(text => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is not 0 and not 0xFFFD).Select(rune => rune.ToString())))
        .Select(text => text.Length <= maxLength ? text : char.IsHighSurrogate(text[maxLength - 1]) ? text[..(maxLength - 1)] : text[..maxLength]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Export_and_import_are_the_identity(int seed)
    {
        using var source = new PortalHost();
        var titles = Words(150).Sample(Items * 2, new Rnd((ulong)seed), 20).ToList();
        var bodies = Words(5000).Sample(Items * 2, new Rnd((ulong)seed + 100), 60).ToList();
        for (var i = 0; i < Items; i++)
        {
            await source.EditAsync($"stories/random-{i}", (item, _, context) =>
            {
                var form = new StoryForm { Kind = StoryKind.Article, Date = new(2026, 1, 1), Byline = new() { En = titles[i + Items] } };
                foreach (var (culture, n) in new[] { ("en", i), ("tr", i + Items) }.Take(1 + (i % 2)))
                {
                    form.Texts[culture] = new() { Title = "x" + titles[n], Summary = "y" + titles[n], Body = bodies[n], Slug = $"random-{i}" };
                }

                var revision = item.Save(form, "Ed" + titles[i], titles[i + Items], context.Now);
                if (i % 3 != 0)
                {
                    item.Publish(revision, form, context);
                }
            });
        }

        using var folder = await source.ExportAsync();
        using var copy = new PortalHost();
        await copy.ImportsAsync(folder);
        (await copy.PortraitAsync()).ShouldBe(await source.PortraitAsync());

        // The texts alone too, but for blanks at the edges, line ends and what files may not hold.
        foreach (var history in Directory.EnumerateFiles(folder.Path, "*.history.json", SearchOption.AllDirectories).ToList())
        {
            File.Delete(history);
        }

        using var texts = new PortalHost();
        var report = await texts.ImportAsync(folder);
        report.Mistakes.Where(mistake => !mistake.Reason.Contains("control character", StringComparison.Ordinal)
            && !mistake.Reason.Contains("link", StringComparison.Ordinal) && !mistake.Reason.Contains("image", StringComparison.Ordinal)).ShouldBeEmpty();
        var wrong = report.Mistakes.Select(mistake => Path.GetFileName(mistake.File).Split('.')[0]).Distinct().ToList();
        wrong.Count.ShouldBeLessThan(Items * 3 / 4);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Path, "stories")).Where(file => wrong.Contains(Path.GetFileName(file).Split('.')[0])).ToList())
        {
            File.Delete(file);
        }

        await texts.ImportsAsync(folder);
        var (before, after) = (await TextsAsync(source), await TextsAsync(texts));
        after.Count.ShouldBeGreaterThan(Items / 6);
        foreach (var (slug, text) in after)
        {
            text.ShouldBe(before[slug], slug);
        }
    }

    private static Task<Dictionary<string, string>> TextsAsync(PortalHost portal) => portal.QueryAsync(async db => (await db.ContentTexts.ToListAsync(Cancellation))
        .ToDictionary(text => text.Culture + "/" + text.Slug, text => string.Join('|', new[] { text.Title, text.Summary, text.Body }.Select(Plain))));

    private static string Plain(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim();
}
