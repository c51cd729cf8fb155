using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A rule of the university. Its text stands in versions, each in force from a day.</summary>
public sealed class Policy : ContentItem
{
    public const int NumberLength = 40;
    public const int OfficeLength = 200;

    public Policy() => Kind = ContentKind.Policy;

    public string Number { get; set; } = "";

    /// <summary>The office or role that answers for it.</summary>
    public LocalizedText Owner { get; set; } = new();

    public LocalizedText ApprovingBody { get; set; } = new();

    public DateOnly? ReviewedOn { get; set; }

    public DateOnly? NextReviewOn { get; set; }

    /// <summary><c>en</c> or <c>tr</c>: the language whose text decides.</summary>
    public string? AuthoritativeLanguage { get; set; }

    public List<PolicyVersion> Versions { get; } = [];

    protected override bool RendersBody => false;

    /// <summary>The version in force on a day: of those that have begun and not ended, the one that began last.</summary>
    public static PolicyVersion? VersionOn(DateOnly day, IEnumerable<PolicyVersion> versions) =>
        versions.Where(v => v.IsInForce(day)).OrderBy(v => v.InForceFrom).ThenBy(v => v.Id).LastOrDefault();

    /// <summary>What a reader sees today: the version in force, or else the next to come, or else the last that was.</summary>
    public static PolicyVersion? VersionShownOn(DateOnly day, IReadOnlyCollection<PolicyVersion> versions) =>
        VersionOn(day, versions)
        ?? versions.Where(v => v.InForceFrom > day).MinBy(v => v.InForceFrom)
        ?? versions.MaxBy(v => (v.InForceUntil, v.InForceFrom));

    protected override IEnumerable<string?> SearchWords(string culture) => [Number, Owner[culture]];

    protected override void Prepare(ContentForm form, PublishContext context)
    {
        var typed = (PolicyForm)form;
        Number = typed.Number!;
        Owner = typed.Owner.Copy();
    }

    protected override void Apply(ContentForm form, PublishContext context)
    {
        var typed = (PolicyForm)form;
        ApprovingBody = typed.ApprovingBody.Copy();
        ReviewedOn = typed.ReviewedOn;
        NextReviewOn = typed.NextReviewOn;
        AuthoritativeLanguage = typed.AuthoritativeLanguage;

        var version = Versions.FirstOrDefault(v => v.Number == typed.Version);
        if (version is null)
        {
            Versions.Add(version = new PolicyVersion { Number = typed.Version! });
        }

        version.Apply(typed, context);
    }
}

public sealed class PolicyVersion
{
    public const int NumberLength = 20;
    public const int DecisionLength = 100;
    public const int ChangeNoteLength = 500;

    public int Id { get; set; }

    public int PolicyId { get; set; }

    public string Number { get; set; } = "";

    public string? Decision { get; set; }

    public DateOnly? ApprovedOn { get; set; }

    public DateOnly InForceFrom { get; set; }

    /// <summary>The last day in force; null while it has no end.</summary>
    public DateOnly? InForceUntil { get; set; }

    public LocalizedText ChangeNote { get; set; } = new();

    public List<PolicyVersionText> Texts { get; } = [];

    public bool IsInForce(DateOnly day) => InForceFrom <= day && (InForceUntil is null || day <= InForceUntil);

    public void Apply(PolicyForm typed, PublishContext context)
    {
        Decision = typed.Decision;
        ApprovedOn = typed.ApprovedOn;
        InForceFrom = typed.InForceFrom!.Value;
        InForceUntil = typed.InForceUntil;
        ChangeNote = typed.ChangeNote.Copy();
        Texts.RemoveAll(text => !typed.Texts.ContainsKey(text.Culture));
        foreach (var (culture, source) in typed.Texts)
        {
            var text = Texts.FirstOrDefault(t => t.Culture == culture);
            if (text is null)
            {
                Texts.Add(text = new PolicyVersionText { Culture = culture });
            }

            var rendered = context.Markdown.Render(source.Body, new(culture) { Clauses = true });
            text.Body = source.Body;
            text.Html = rendered.Html;
            text.ContentsHtml = rendered.ContentsHtml;
        }
    }
}

public sealed class PolicyVersionText
{
    public int Id { get; set; }

    public int PolicyVersionId { get; set; }

    public string Culture { get; set; } = "";

    public string Body { get; set; } = "";

    public string Html { get; set; } = "";

    public string ContentsHtml { get; set; } = "";
}

public sealed class PolicyMapping :
    IEntityTypeConfiguration<Policy>, IEntityTypeConfiguration<PolicyVersion>, IEntityTypeConfiguration<PolicyVersionText>
{
    public void Configure(EntityTypeBuilder<Policy> builder)
    {
        builder.Property(p => p.Number).HasMaxLength(Policy.NumberLength);
        builder.Property(p => p.AuthoritativeLanguage).HasMaxLength(2);
        builder.LocalizedText(p => p.Owner, Policy.OfficeLength);
        builder.LocalizedText(p => p.ApprovingBody, Policy.OfficeLength);
    }

    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        builder.ToTable("PolicyVersions");
        builder.Property(v => v.Number).HasMaxLength(PolicyVersion.NumberLength);
        builder.Property(v => v.Decision).HasMaxLength(PolicyVersion.DecisionLength);
        builder.LocalizedText(v => v.ChangeNote, PolicyVersion.ChangeNoteLength);
        builder.HasIndex(v => new { v.PolicyId, v.Number }).IsUnique();
        builder.HasOne<Policy>().WithMany(p => p.Versions).HasForeignKey(v => v.PolicyId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PolicyVersionText> builder)
    {
        builder.ToTable("PolicyVersionTexts");
        builder.Property(t => t.Culture).HasMaxLength(2);
        builder.HasIndex(t => new { t.PolicyVersionId, t.Culture }).IsUnique();
        builder.HasOne<PolicyVersion>().WithMany(v => v.Texts).HasForeignKey(t => t.PolicyVersionId).OnDelete(DeleteBehavior.Cascade);
    }
}
