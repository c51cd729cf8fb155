using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>What a figure's number means. The names are stored; do not rename.</summary>
public enum FigureRule
{
    /// <summary>Counted from one day to another; does not change any more.</summary>
    ClosedPeriod,

    /// <summary>Counted from a day on; only grows.</summary>
    RunningTotal,

    /// <summary>True on one day.</summary>
    Snapshot,

    /// <summary>Part of a goal.</summary>
    Progress,
}

/// <summary>A published number about the university's outreach, with how it was counted as its text.</summary>
public sealed class Figure : ContentItem
{
    public const int UnitLength = 60;
    public const int SourceLength = 200;
    public const int MethodLength = 300;

    public Figure() => Kind = ContentKind.Figure;

    public FigureRule Rule { get; set; }

    public decimal Value { get; set; }

    public LocalizedText UnitOfMeasure { get; set; } = new();

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public DateOnly AsOf { get; set; }

    /// <summary>The year whose page shows it: that of the period's end, or else of the day on which it was true.</summary>
    public int Year { get; set; }

    public decimal? Goal { get; set; }

    /// <summary>How it was counted, in a sentence; the text of the figure says it at length.</summary>
    public LocalizedText Method { get; set; } = new();

    public LocalizedText Source { get; set; } = new();

    public string? SourceLink { get; set; }

    public bool IsFeatured { get; set; }

    public List<FigurePoint> Series { get; } = [];

    protected override void Apply(ContentForm form, PublishContext context)
    {
        var typed = (FigureForm)form;
        Rule = typed.Rule!.Value;
        Value = typed.Value!.Value;
        UnitOfMeasure = typed.UnitOfMeasure.Copy();
        From = typed.From;
        Until = typed.Until;
        AsOf = typed.AsOf!.Value;
        Year = (Until ?? AsOf).Year;
        Method = typed.Method.Copy();
        Goal = typed.Goal;
        Source = typed.Source.Copy();
        SourceLink = typed.SourceLink;
        IsFeatured = typed.Featured;
        Series.Clear();
        Series.AddRange(typed.Series.Select((point, position) => new FigurePoint
        {
            Position = position,
            Label = point.Label!,
            Value = point.Value!.Value,
        }));
    }
}

public sealed class FigurePoint
{
    public const int LabelLength = 30;

    public int Id { get; set; }

    public int FigureId { get; set; }

    public int Position { get; set; }

    public string Label { get; set; } = "";

    public decimal Value { get; set; }
}

public sealed class FigureForm : ContentForm
{
    [Required]
    public FigureRule? Rule { get; set; }

    [Required, Range(0, 1e12)]
    public decimal? Value { get; set; }

    [RequiredText, TextLength(Figure.UnitLength)]
    public LocalizedText UnitOfMeasure { get; set; } = new();

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    [Required]
    public DateOnly? AsOf { get; set; }

    [Range(0, 1e12)]
    public decimal? Goal { get; set; }

    [RequiredText, TextLength(Figure.MethodLength)]
    public LocalizedText Method { get; set; } = new();

    [RequiredText, TextLength(Figure.SourceLength)]
    public LocalizedText Source { get; set; } = new();

    [HttpsAddress]
    public string? SourceLink { get; set; }

    public bool Featured { get; set; }

    public List<FigurePointForm> Series { get; set; } = [];

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var complaint in base.Validate(validationContext))
        {
            yield return complaint;
        }

        if (From is null && Rule is FigureRule.ClosedPeriod or FigureRule.RunningTotal)
        {
            yield return new Complaint("is missing: this rule counts from a day.", nameof(From));
        }

        if (Until is null && Rule == FigureRule.ClosedPeriod)
        {
            yield return new Complaint("is missing: a closed period has an end.", nameof(Until));
        }

        if (Until < From)
        {
            yield return new Complaint("is before from.", nameof(Until));
        }

        if (Rule == FigureRule.Progress && Goal is null or 0)
        {
            yield return new Complaint("is missing: progress needs a goal above 0.", nameof(Goal));
        }
    }
}

public sealed class FigurePointForm
{
    [Required, StringLength(FigurePoint.LabelLength)]
    public string? Label { get; set; }

    [Required, Range(0, 1e12)]
    public decimal? Value { get; set; }
}

public sealed class FigureMapping : IEntityTypeConfiguration<Figure>, IEntityTypeConfiguration<FigurePoint>
{
    public void Configure(EntityTypeBuilder<Figure> builder)
    {
        builder.Property(f => f.Rule).HasConversion<string>().HasMaxLength(20);
        builder.Property(f => f.Value).HasPrecision(18, 4);
        builder.Property(f => f.Goal).HasPrecision(18, 4);
        builder.LocalizedText(f => f.UnitOfMeasure, Figure.UnitLength);
        builder.Property(f => f.Year).HasColumnName("Year");
        builder.Property(f => f.IsFeatured).HasColumnName("IsFeatured");
        builder.LocalizedText(f => f.Method, Figure.MethodLength);
        builder.LocalizedText(f => f.Source, Figure.SourceLength);
        builder.Property(f => f.SourceLink).HasMaxLength(HttpsAddressAttribute.MaxLength);
    }

    public void Configure(EntityTypeBuilder<FigurePoint> builder)
    {
        builder.ToTable("FigurePoints");
        builder.Property(p => p.Label).HasMaxLength(FigurePoint.LabelLength);
        builder.Property(p => p.Value).HasPrecision(18, 4);
        builder.HasOne<Figure>().WithMany(f => f.Series).HasForeignKey(p => p.FigureId).OnDelete(DeleteBehavior.Cascade);
    }
}
