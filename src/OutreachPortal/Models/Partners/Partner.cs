using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>The names are stored; do not rename.</summary>
public enum PartnerKind
{
    PublicBody,
    School,
    Municipality,
    Company,
    Association,
    University,
    International,
}

/// <summary>An organisation that the university works with.</summary>
public sealed class Partner : ContentItem
{
    public Partner() => Kind = ContentKind.Partner;

    public PartnerKind PartnerKind { get; set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country { get; set; } = "";

    public string? Website { get; set; }

    /// <summary>Name in the media store.</summary>
    public string? Logo { get; set; }

    public List<Agreement> Agreements { get; } = [];

    public List<Pledge> Pledges { get; } = [];

    protected override void Apply(ContentForm form, PublishContext context)
    {
        var typed = (PartnerForm)form;
        PartnerKind = typed.Kind!.Value;
        Country = typed.Country!.ToUpperInvariant();
        Website = typed.Website;
        Logo = typed.Logo;
        Agreements.Clear();
        Agreements.AddRange(typed.Agreements.Select(a => new Agreement
        {
            Title = a.Title.Copy(),
            Scope = a.Scope.Copy(),
            From = a.From!.Value,
            Until = a.Until,
        }));
        Pledges.Clear();
        Pledges.AddRange(typed.Pledges.Select(p => new Pledge
        {
            Title = p.Title.Copy(),
            Unit = p.Unit.Copy(),
            Source = p.Source.Copy(),
            Goal = p.Goal!.Value,
            Reached = p.Reached!.Value,
            AsOf = p.AsOf!.Value,
            Link = p.Link,
        }));
    }
}

public sealed class Agreement
{
    public const int TitleLength = 200;
    public const int ScopeLength = 500;

    public int Id { get; set; }

    public int PartnerId { get; set; }

    public LocalizedText Title { get; set; } = new();

    public LocalizedText Scope { get; set; } = new();

    public DateOnly From { get; set; }

    /// <summary>The last day; null while it is open-ended.</summary>
    public DateOnly? Until { get; set; }

    public AgreementTerm TermOn(DateOnly day) =>
        day < From ? AgreementTerm.Coming : Until < day ? AgreementTerm.Ended : AgreementTerm.Current;
}

public enum AgreementTerm
{
    Coming,
    Current,
    Ended,
}

/// <summary>Something promised to or with a partner, with a goal that can be counted.</summary>
public sealed class Pledge
{
    public const int TitleLength = 200;
    public const int UnitLength = 60;

    public int Id { get; set; }

    public int PartnerId { get; set; }

    public LocalizedText Title { get; set; } = new();

    public LocalizedText Unit { get; set; } = new();

    public LocalizedText Source { get; set; } = new();

    public long Goal { get; set; }

    public long Reached { get; set; }

    public DateOnly AsOf { get; set; }

    public string? Link { get; set; }
}

public sealed class PartnerMapping :
    IEntityTypeConfiguration<Partner>, IEntityTypeConfiguration<Agreement>, IEntityTypeConfiguration<Pledge>
{
    public void Configure(EntityTypeBuilder<Partner> builder)
    {
        builder.Property(p => p.PartnerKind).HasConversion<string>().HasMaxLength(20);
        builder.Property(p => p.Country).HasMaxLength(2);
        builder.Property(p => p.Website).HasColumnName("Website").HasMaxLength(HttpsAddressAttribute.MaxLength);
        builder.Property(p => p.Logo).HasMaxLength(MediaFile.NameLength);
    }

    public void Configure(EntityTypeBuilder<Agreement> builder)
    {
        builder.ToTable("Agreements");
        builder.LocalizedText(a => a.Title, Agreement.TitleLength);
        builder.LocalizedText(a => a.Scope, Agreement.ScopeLength);
        builder.HasOne<Partner>().WithMany(p => p.Agreements).HasForeignKey(a => a.PartnerId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Pledge> builder)
    {
        builder.ToTable("Pledges");
        builder.LocalizedText(p => p.Title, Pledge.TitleLength);
        builder.LocalizedText(p => p.Unit, Pledge.UnitLength);
        builder.LocalizedText(p => p.Source, Pledge.TitleLength);
        builder.Property(p => p.Link).HasMaxLength(HttpsAddressAttribute.MaxLength);
        builder.HasOne<Partner>().WithMany(p => p.Pledges).HasForeignKey(p => p.PartnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
