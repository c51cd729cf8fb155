using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

public sealed record ReportCard(int Id, int Year, LocalizedText File, IReadOnlyList<TextLine> Texts)
{
    /// <summary>The documents, that of the reader's language first; one that serves both languages is named once.</summary>
    /// <param name="lengths">Bytes, by the file's name.</param>
    public IReadOnlyList<ReportDocument> Documents(string culture, IReadOnlyDictionary<string, long> lengths) =>
    [
        .. new[] { culture, Languages.Other(culture) }.Where(language => File[language] is { Length: > 0 })
            .Select(language => new ReportDocument(File[language]!, language, lengths.TryGetValue(File[language]!, out var length) ? length : null, Texts.In(language).Slug))
            .DistinctBy(document => document.Name),
    ];

    public static ReportCard Of(Report report) => new(
        report.Id, report.Year, report.File, [.. report.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary))]);
}

/// <param name="Name">In the media store.</param>
/// <param name="Length">Bytes.</param>
public sealed record ReportDocument(string Name, string Culture, long? Length, string Slug)
{
    /// <summary>What the file is called once it is downloaded.</summary>
    public string FileName => Slug + Path.GetExtension(Name);
}

/// <param name="Lengths">Bytes, by the file's name.</param>
public sealed record ReportListViewModel(
    ListFilter Filter, Paging Paging, IReadOnlyList<ReportCard> Reports, IReadOnlyDictionary<string, long> Lengths)
    : ListViewModel(ContentKind.Report, Filter, Paging)
{
    public override IEnumerable<IReadOnlyList<TextLine>> Lines => Reports.Select(card => card.Texts);
}

public sealed record ReportViewModel(Report Item, ContentText Text, IReadOnlyDictionary<string, long> Lengths) : ItemViewModel<Report>(Item, Text);

public static class ReportCards
{
    public static IQueryable<ReportCard> ToCards(this IQueryable<Report> reports) => reports.AsSingleQuery().Select(r => new ReportCard(
        r.Id, r.Year, new LocalizedText { En = r.File.En, Tr = r.File.Tr },
        r.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList()));

    /// <summary>How large documents are, all in one query.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> LengthsAsync(
        this IQueryable<MediaFile> files, IEnumerable<LocalizedText> documents, CancellationToken cancellation)
    {
        var names = documents.SelectMany(file => new[] { file.En, file.Tr }).OfType<string>().Distinct().ToList();
        return await files.Where(file => names.Contains(file.Name)).ToDictionaryAsync(file => file.Name, file => file.Length, cancellation);
    }
}
