using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A document to download.</summary>
public sealed class Report : ContentItem
{
    public Report() => Kind = ContentKind.Report;

    /// <summary>The year it reports on.</summary>
    public int Year { get; set; }

    /// <summary>Name of each language's document in the media store.</summary>
    public LocalizedText File { get; set; } = new();

    protected override IEnumerable<string?> SearchWords(string culture) =>
        [Year.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    protected override void Prepare(ContentForm form, PublishContext context) => Year = ((ReportForm)form).Year!.Value;

    protected override void Apply(ContentForm form, PublishContext context) => File = ((ReportForm)form).File.Copy();
}

public sealed class ReportForm : ContentForm
{
    [Required, Range(Years.First, Years.Last)]
    public int? Year { get; set; }

    [RequiredText, DocumentFile]
    public LocalizedText File { get; set; } = new();
}

public sealed class ReportMapping : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.Property(r => r.Year).HasColumnName("Year");
        builder.LocalizedText(r => r.File, MediaFile.NameLength);
    }
}
