using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A rule of the university. Its text stands in versions, each in force from a day.</summary>
public sealed class Policy : ContentItem
{
    public const int NumberLength = 40;
    public const int OfficeLength = 200;

    public Policy() => Kind = ContentKind.Policy;

    public List<PolicyVersion> Versions { get; } = [];

    protected override bool RendersBody => false;

    /// <summary>The version in force on a day: of those that have begun and not ended, the one that began last.</summary>
    public static T? VersionOn<T>(DateOnly day, IEnumerable<T> versions)
        where T : class, IInForce =>
        versions.Where(v => v.IsInForce(day)).OrderBy(v => v.InForceFrom).ThenBy(v => v.Id).LastOrDefault();

    /// <summary>What a reader sees today: the version in force, or else the next to come, or else the last that was.</summary>
    public static T? VersionShownOn<T>(DateOnly day, IReadOnlyCollection<T> versions)
        where T : class, IInForce =>
        VersionOn(day, versions)
        ?? versions.Where(v => v.InForceFrom > day).MinBy(v => v.InForceFrom)
        ?? versions.MaxBy(v => (v.InForceUntil, v.InForceFrom));

    // Found by what its newest version says; shown as the version in force says.
    protected override IEnumerable<string?> SearchWords(string culture) => [Newest?.PolicyNumber, Newest?.Owner[culture]];

    protected override IEnumerable<string?> SearchTexts(ContentText text) => [Newest?.Texts.Find(t => t.Culture == text.Culture)?.Html];

    // A new version is news; correcting the words of one that stands is not.
    protected override bool IsMajorChange(ContentForm form) => Versions.All(v => v.Number != ((PolicyForm)form).Version);

    private PolicyVersion? Newest => _newest ?? Versions.MaxBy(v => (v.InForceFrom, v.Id));

    private PolicyVersion? _newest;

    protected override void Prepare(ContentForm form, PublishContext context)
    {
        var typed = (PolicyForm)form;
        _newest = Versions.FirstOrDefault(v => v.Number == typed.Version);
        if (_newest is null)
        {
            Versions.Add(_newest = new PolicyVersion { Number = typed.Version! });
        }

        _newest.Apply(typed, context);
    }

    protected override void Apply(ContentForm form, PublishContext context)
    {
    }
}

/// <summary>Something that holds from a day on.</summary>
public interface IInForce
{
    int Id { get; }

    DateOnly InForceFrom { get; }

    /// <summary>The last day in force; null while it has no end.</summary>
    DateOnly? InForceUntil { get; }

    bool IsInForce(DateOnly day) => InForceFrom <= day && (InForceUntil is null || day <= InForceUntil);
}

/// <summary>A policy as it was decided once: all that its document says, so that a coming version changes no word of today's.</summary>
public sealed class PolicyVersion : IInForce
{
    public const int NumberLength = 20;
    public const int DecisionLength = 100;
    public const int ChangeNoteLength = 500;

    public int Id { get; set; }

    public int PolicyId { get; set; }

    /// <summary>Number of the version: <c>2.1</c>.</summary>
    public string Number { get; set; } = "";

    /// <summary>Number of the policy: <c>PP-2021-04</c>.</summary>
    public string PolicyNumber { get; set; } = "";

    /// <summary>The office or role that answers for it.</summary>
    public LocalizedText Owner { get; set; } = new();

    public LocalizedText ApprovingBody { get; set; } = new();

    public DateOnly? ReviewedOn { get; set; }

    public DateOnly? NextReviewOn { get; set; }

    /// <summary><c>en</c> or <c>tr</c>: the language whose text decides.</summary>
    public string? AuthoritativeLanguage { get; set; }

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
        PolicyNumber = typed.Number!;
        Owner = typed.Owner.Copy();
        ApprovingBody = typed.ApprovingBody.Copy();
        ReviewedOn = typed.ReviewedOn;
        NextReviewOn = typed.NextReviewOn;
        AuthoritativeLanguage = typed.AuthoritativeLanguage;
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
            text.Title = source.Title!.Trim();
            text.Summary = source.Summary!.Trim();
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

    public string Title { get; set; } = "";

    public string Summary { get; set; } = "";

    public string Body { get; set; } = "";

    public string Html { get; set; } = "";

    public string ContentsHtml { get; set; } = "";
}

public sealed class PolicyMapping :
    IEntityTypeConfiguration<PolicyVersion>, IEntityTypeConfiguration<PolicyVersionText>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        builder.ToTable("PolicyVersions");
        builder.Property(v => v.Number).HasMaxLength(PolicyVersion.NumberLength);
        builder.Property(v => v.PolicyNumber).HasMaxLength(Policy.NumberLength);
        builder.Property(v => v.AuthoritativeLanguage).HasMaxLength(2);
        builder.LocalizedText(v => v.Owner, Policy.OfficeLength);
        builder.LocalizedText(v => v.ApprovingBody, Policy.OfficeLength);
        builder.Property(v => v.Decision).HasMaxLength(PolicyVersion.DecisionLength);
        builder.LocalizedText(v => v.ChangeNote, PolicyVersion.ChangeNoteLength);
        builder.HasIndex(v => new { v.PolicyId, v.Number }).IsUnique();
        builder.HasOne<Policy>().WithMany(p => p.Versions).HasForeignKey(v => v.PolicyId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PolicyVersionText> builder)
    {
        builder.ToTable("PolicyVersionTexts");
        builder.Property(t => t.Culture).HasMaxLength(2);
        builder.Property(t => t.Title).HasMaxLength(ContentText.TitleLength);
        builder.Property(t => t.Summary).HasMaxLength(ContentText.SummaryLength);
        builder.HasIndex(t => new { t.PolicyVersionId, t.Culture }).IsUnique();
        builder.HasOne<PolicyVersion>().WithMany(v => v.Texts).HasForeignKey(t => t.PolicyVersionId).OnDelete(DeleteBehavior.Cascade);
    }
}
