using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>The names are stored; do not rename.</summary>
public enum StoryKind
{
    Article,
    Interview,
}

/// <summary>Something told: an article, or an interview.</summary>
public sealed class Story : ContentItem
{
    public const int BylineLength = 200;
    public const int ImageAltLength = 300;

    public Story() => Kind = ContentKind.Story;

    public StoryKind StoryKind { get; set; }

    /// <summary>The day it was published, as readers see it.</summary>
    public DateOnly Date { get; set; }

    /// <summary>Who wrote it.</summary>
    public LocalizedText Byline { get; set; } = new();

    /// <summary>Name in the media store.</summary>
    public string? Image { get; set; }

    /// <summary>Describes the image to those who do not see it; empty when it decorates.</summary>
    public LocalizedText ImageAlt { get; set; } = new();

    public bool IsFeatured { get; set; }

    public List<Award> Awards { get; } = [];

    protected override IEnumerable<string?> SearchWords(string culture) =>
        NamesOf(ContentLinkType.Person, culture).Concat(NamesOf(ContentLinkType.Partner, culture))
            .Concat(Awards.SelectMany(award => new[] { award.Title[culture], award.AwardedBy[culture] }))
            .Append(Byline[culture]);

    protected override void Apply(ContentForm form, PublishContext context)
    {
        var typed = (StoryForm)form;
        StoryKind = typed.Kind!.Value;
        Date = typed.Date!.Value;
        Byline = typed.Byline.Copy();
        Image = typed.Image;
        ImageAlt = typed.ImageAlt.Copy();
        IsFeatured = typed.Featured;
        Awards.Clear();
        Awards.AddRange(typed.Awards.Select((award, position) => new Award
        {
            Position = position,
            Title = award.Title.Copy(),
            AwardedBy = award.AwardedBy.Copy(),
            Year = award.Year,
        }));
        SetLinks(ContentLinkType.Person, typed.People.Select(key => context.Items[(ContentKind.Person, key)]));
        SetLinks(ContentLinkType.Partner, typed.Partners.Select(key => context.Items[(ContentKind.Partner, key)]));
    }
}

/// <summary>An award of which a story tells.</summary>
public sealed class Award
{
    public const int TitleLength = 200;

    public int Id { get; set; }

    public int StoryId { get; set; }

    public int Position { get; set; }

    public LocalizedText Title { get; set; } = new();

    public LocalizedText AwardedBy { get; set; } = new();

    public int? Year { get; set; }
}

public sealed class StoryForm : ContentForm
{
    [Required]
    public StoryKind? Kind { get; set; }

    [Required]
    public DateOnly? Date { get; set; }

    [TextLength(Story.BylineLength)]
    public LocalizedText Byline { get; set; } = new();

    [ReferenceTo(ContentKind.Person)]
    public List<string> People { get; set; } = [];

    [ReferenceTo(ContentKind.Partner)]
    public List<string> Partners { get; set; } = [];

    public List<AwardForm> Awards { get; set; } = [];

    [ImageFile]
    public string? Image { get; set; }

    [TextLength(Story.ImageAltLength)]
    public LocalizedText ImageAlt { get; set; } = new();

    public bool Featured { get; set; }

    public override IEnumerable<(string Property, ContentKind Kind, string Key)> References() =>
        base.References()
            .Concat(People.Select((person, i) => (At(nameof(People), i), ContentKind.Person, person)))
            .Concat(Partners.Select((partner, i) => (At(nameof(Partners), i), ContentKind.Partner, partner)));
}

public sealed class AwardForm
{
    [RequiredText, TextLength(Award.TitleLength)]
    public LocalizedText Title { get; set; } = new();

    [TextLength(Award.TitleLength)]
    public LocalizedText AwardedBy { get; set; } = new();

    [Range(Years.First, Years.Last)]
    public int? Year { get; set; }
}

public sealed class StoryMapping : IEntityTypeConfiguration<Story>, IEntityTypeConfiguration<Award>
{
    public void Configure(EntityTypeBuilder<Story> builder)
    {
        builder.Property(s => s.StoryKind).HasConversion<string>().HasMaxLength(20);
        builder.Property(s => s.IsFeatured).HasColumnName("IsFeatured");
        builder.Property(s => s.Image).HasMaxLength(MediaFile.NameLength);
        builder.LocalizedText(s => s.Byline, Story.BylineLength);
        builder.LocalizedText(s => s.ImageAlt, Story.ImageAltLength);
        builder.HasIndex(s => new { s.Kind, s.State, s.Date });
    }

    public void Configure(EntityTypeBuilder<Award> builder)
    {
        builder.ToTable("Awards");
        builder.LocalizedText(a => a.Title, Award.TitleLength);
        builder.LocalizedText(a => a.AwardedBy, Award.TitleLength);
        builder.HasOne<Story>().WithMany(s => s.Awards).HasForeignKey(a => a.StoryId).OnDelete(DeleteBehavior.Cascade);
    }
}
