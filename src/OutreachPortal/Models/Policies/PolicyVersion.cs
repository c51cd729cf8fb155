using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Models;

/// <summary>How far a version has come. The names are stored; do not rename.</summary>
public enum PolicyStage
{
    Approved,

    /// <summary>A proposal that the public may remark on: never in force.</summary>
    ForComment,
}

/// <summary>Something that holds from a day on.</summary>
public interface IInForce
{
    int Id { get; }

    PolicyStage Stage { get; }

    /// <summary>Of a proposal, the day that is planned.</summary>
    DateOnly InForceFrom { get; }

    /// <summary>The last day in force, where it was decided; null where the next version ends it, or nothing does.</summary>
    DateOnly? InForceUntil { get; }

    /// <summary>Whether it holds on a day as far as it knows itself; <see cref="Policy.VersionOn"/> knows the versions after it.</summary>
    bool IsInForce(DateOnly day) => Stage == PolicyStage.Approved && InForceFrom <= day && (InForceUntil is null || day <= InForceUntil);
}

/// <summary>Something on which the public may remark.</summary>
public interface IOpenForComment
{
    /// <summary>The first day on which the public may; null where it may from the beginning.</summary>
    DateOnly? CommentFrom { get; }

    /// <summary>The last day on which the public may.</summary>
    DateOnly? CommentUntil { get; }
}

/// <summary>A policy as it was decided once: all that its document says, so that a coming version changes no word of today's.</summary>
public sealed class PolicyVersion : IInForce, IOpenForComment
{
    public const int NumberLength = 20;
    public const int DecisionLength = 100;
    public const int ChangeNoteLength = 500;

    public int Id { get; set; }

    public int PolicyId { get; set; }

    /// <summary>Number of the version: <c>2.1</c>.</summary>
    public string Number { get; set; } = "";

    /// <summary>Whether the first part of its number is another than that of the version before; the first version is.</summary>
    public bool IsMajor { get; set; }

    /// <summary>Number of the revision that it was last made of; 0 where nobody knows.</summary>
    public int Revision { get; set; }

    /// <summary>Number of the policy: <c>PP-2021-04</c>.</summary>
    public string PolicyNumber { get; set; } = "";

    public PolicyStage Stage { get; set; }

    /// <summary>The first day on which the public may remark on a proposal; null while there was none.</summary>
    public DateOnly? CommentFrom { get; set; }

    /// <summary>The last day on which the public may.</summary>
    public DateOnly? CommentUntil { get; set; }

    /// <summary>The office or role that answers for it.</summary>
    public LocalizedText Owner { get; set; } = new();

    public LocalizedText ApprovingBody { get; set; } = new();

    public DateOnly? ReviewedOn { get; set; }

    public DateOnly? NextReviewOn { get; set; }

    /// <summary><c>en</c> or <c>tr</c>: the language whose text decides, where it was said.</summary>
    public string? AuthoritativeLanguage { get; set; }

    public string? Decision { get; set; }

    public DateOnly? ApprovedOn { get; set; }

    /// <summary>The day on which the public could first read it.</summary>
    public DateOnly? PublishedOn { get; set; }

    public DateOnly InForceFrom { get; set; }

    public DateOnly? InForceUntil { get; set; }

    public LocalizedText ChangeNote { get; set; } = new();

    public List<PolicyVersionText> Texts { get; } = [];

    public List<PolicyCorrection> Corrections { get; } = [];

    /// <summary>The language whose text decides: the one that was said, or else Turkish where there is a Turkish text.</summary>
    public string DecidingLanguage => AuthoritativeLanguage is { } said && Texts.Exists(t => t.Culture == said) ? said
        : Texts.Exists(t => t.Culture == Languages.Turkish) ? Languages.Turkish : Texts.Count > 0 ? Texts[0].Culture : Languages.Turkish;

    public bool IsInForce(DateOnly day) => Stage == PolicyStage.Approved && InForceFrom <= day && (InForceUntil is null || day <= InForceUntil);

    /// <summary>Whether the public may remark on it on a day.</summary>
    public bool IsOpenForComment(DateOnly day) => Stage == PolicyStage.ForComment && (CommentFrom is null || CommentFrom <= day) && day <= CommentUntil;
}

public sealed class PolicyVersionText
{
    public int Id { get; set; }

    public int PolicyVersionId { get; set; }

    public string Culture { get; set; } = "";

    public string Title { get; set; } = "";

    public string Summary { get; set; } = "";

    public string Body { get; set; } = "";

    /// <summary>Addresses of the policy's own pages begin with <c>~/</c>: <see cref="PolicyText.At"/>.</summary>
    public string Html { get; set; } = "";

    public string ContentsHtml { get; set; } = "";

    /// <summary>What the policy says in plain language, rendered; empty where nobody wrote it.</summary>
    public string PlainHtml { get; set; } = "";

    /// <summary>Markdown of <see cref="PlainHtml"/>.</summary>
    public string Plain { get; set; } = "";

    /// <summary>A translation that lacks something of the text that decides.</summary>
    public bool IsBehind { get; set; }

    public List<PolicyPassage> Passages { get; } = [];
}

/// <summary>A heading, paragraph or item of a version's text; with a number it is a clause.</summary>
public sealed class PolicyPassage : IPassage
{
    public const int NumberLength = 60;

    public int Id { get; set; }

    public int PolicyVersionTextId { get; set; }

    /// <summary>Its place in the text, from 0.</summary>
    public int Position { get; set; }

    /// <summary>
    /// Identifier of the clause within the policy: the same in every version and language, whatever its number and words. Null for a passage
    /// without number.
    /// </summary>
    public int? Clause { get; set; }

    /// <summary>Number of the clause in this version: <c>5.2</c>.</summary>
    public string? Number { get; set; }

    /// <summary>0 for what stands at the top; a clause below another is one deeper.</summary>
    public int Depth { get; set; }

    public bool IsHeading { get; set; }

    /// <summary>Its words without the clauses below it, as plain text.</summary>
    public string Text { get; set; } = "";

    /// <summary>The same, as HTML that is safe to show.</summary>
    public string Html { get; set; } = "";
}

/// <summary>A small correction of a version that was public already. It changes no version.</summary>
public sealed class PolicyCorrection
{
    public const int NoteLength = 500;

    public int Id { get; set; }

    public int PolicyVersionId { get; set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    /// <summary>What was corrected, and why.</summary>
    public LocalizedText Note { get; set; } = new();

    /// <summary>The passages that changed, as JSON: <see cref="CorrectedPassage"/>.</summary>
    public string Changes { get; set; } = "[]";
}

/// <summary>A passage before and after a correction, as plain text; null where there was or is none.</summary>
public sealed record CorrectedPassage(string Culture, int? Clause, string? Number, string? Before, string? After);

public sealed class PolicyVersionMapping :
    IEntityTypeConfiguration<PolicyVersion>, IEntityTypeConfiguration<PolicyVersionText>, IEntityTypeConfiguration<PolicyPassage>, IEntityTypeConfiguration<PolicyCorrection>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        builder.ToTable("PolicyVersions");
        builder.Property(v => v.Number).HasMaxLength(PolicyVersion.NumberLength);
        builder.Property(v => v.PolicyNumber).HasMaxLength(Policy.NumberLength);
        builder.Property(v => v.Stage).HasConversion<string>().HasMaxLength(20).HasDefaultValue(PolicyStage.Approved);
        builder.Property(v => v.AuthoritativeLanguage).HasMaxLength(2);
        builder.LocalizedText(v => v.Owner, Policy.OfficeLength);
        builder.LocalizedText(v => v.ApprovingBody, Policy.OfficeLength);
        builder.Property(v => v.Decision).HasMaxLength(PolicyVersion.DecisionLength);
        builder.LocalizedText(v => v.ChangeNote, PolicyVersion.ChangeNoteLength);
        builder.Ignore(v => v.DecidingLanguage);
        builder.HasIndex(v => new { v.PolicyId, v.Number }).IsUnique();
        builder.HasOne<Policy>().WithMany(p => p.Versions).HasForeignKey(v => v.PolicyId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PolicyVersionText> builder)
    {
        builder.ToTable("PolicyVersionTexts");
        builder.Property(t => t.Culture).HasMaxLength(2);
        builder.Property(t => t.Title).HasMaxLength(ContentText.TitleLength);
        builder.Property(t => t.Summary).HasMaxLength(ContentText.SummaryLength);
        builder.Property(t => t.PlainHtml).HasDefaultValue("");
        builder.Property(t => t.Plain).HasDefaultValue("");
        builder.HasIndex(t => new { t.PolicyVersionId, t.Culture }).IsUnique();
        builder.HasOne<PolicyVersion>().WithMany(v => v.Texts).HasForeignKey(t => t.PolicyVersionId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PolicyPassage> builder)
    {
        builder.ToTable("PolicyPassages");
        builder.Property(p => p.Number).HasMaxLength(PolicyPassage.NumberLength);
        // An identifier names one clause of a text.
        builder.HasIndex(p => new { p.PolicyVersionTextId, p.Clause }).IsUnique();
        builder.HasOne<PolicyVersionText>().WithMany(t => t.Passages).HasForeignKey(p => p.PolicyVersionTextId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PolicyCorrection> builder)
    {
        builder.ToTable("PolicyCorrections");
        builder.LocalizedText(c => c.Note, PolicyCorrection.NoteLength);
        builder.HasOne<PolicyVersion>().WithMany(v => v.Corrections).HasForeignKey(c => c.PolicyVersionId).OnDelete(DeleteBehavior.Cascade);
    }
}
