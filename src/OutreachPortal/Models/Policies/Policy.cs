using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Models;

/// <summary>The names are stored; do not rename.</summary>
public enum PolicyType
{
    Policy,
    Procedure,
    Guideline,
    Directive,
}

/// <summary>A rule of the university. Its text stands in versions, each in force from a day.</summary>
public sealed class Policy : ContentItem
{
    public const int NumberLength = 40;
    public const int OfficeLength = 200;

    public Policy() => Kind = ContentKind.Policy;

    public PolicyType PolicyType { get; set; }

    /// <summary>E-mail address of the owner: shown to readers, and reminded of reviews.</summary>
    public string? Contact { get; set; }

    /// <summary>The last identifier that was given to a clause; none is given twice.</summary>
    public int LastClause { get; set; }

    /// <summary>The day on which the owner was last reminded of the next review.</summary>
    public DateOnly? ReviewRemindedOn { get; set; }

    public List<PolicyVersion> Versions { get; } = [];

    /// <summary>Procedures and forms that go with it.</summary>
    public List<PolicyDocument> Documents { get; } = [];

    /// <summary>Identifiers that versions have whose passages were not read: <see cref="PolicyPassages"/>.</summary>
    internal IReadOnlyCollection<int> ClausesElsewhere { get; set; } = [];

    protected override bool RendersBody => false;

    /// <summary>The version in force on a day: of the approved ones the one that began last, unless it has ended.</summary>
    public static T? VersionOn<T>(DateOnly day, IEnumerable<T> versions)
        where T : class, IInForce =>
        versions.Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom <= day).OrderBy(v => v.InForceFrom).ThenBy(v => v.Id).LastOrDefault() is { } last && last.IsInForce(day) ? last : null;

    /// <summary>
    /// What a reader sees today: the version in force, or else the next to come, or else the last that was, or else what is proposed.
    /// </summary>
    public static T? VersionShownOn<T>(DateOnly day, IReadOnlyCollection<T> versions)
        where T : class, IInForce =>
        VersionOn(day, versions)
        ?? versions.Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom > day).MinBy(v => v.InForceFrom)
        ?? versions.Where(v => v.Stage == PolicyStage.Approved).MaxBy(v => (v.InForceFrom, v.InForceUntil))
        ?? versions.MaxBy(v => v.InForceFrom);

    /// <summary>The last day in force of a version: its own end, or the day before the next approved version begins; null while it has none.</summary>
    public static DateOnly? LastDayOf<T>(T version, IEnumerable<T> versions)
        where T : class, IInForce =>
        version.InForceUntil ?? versions.Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom > version.InForceFrom).Min(v => (DateOnly?)v.InForceFrom)?.AddDays(-1);

    /// <summary>The version with a number; <c>2</c> and <c>2.0</c> are the same.</summary>
    public PolicyVersion? Find(string? number) =>
        PolicyVersionNumber.TryParse(number, out var wanted) ? Versions.Find(v => PolicyVersionNumber.Of(v.Number) == wanted) : null;

    /// <summary>The version with a number, made where there is none.</summary>
    /// <exception cref="FormatException">It is no number of a version.</exception>
    public PolicyVersion VersionFor(string number)
    {
        var version = Find(number);
        if (version is null)
        {
            version = new PolicyVersion { Number = number };
            Versions.Add(version);
            // Of those that came before this one in time another may follow it in number.
            CountMajorVersions();
        }

        return version;
    }

    /// <summary>The version whose number comes before another's.</summary>
    public PolicyVersion? Before(PolicyVersion version) =>
        Versions.Where(v => PolicyVersionNumber.Of(v.Number) < PolicyVersionNumber.Of(version.Number)).MaxBy(v => PolicyVersionNumber.Of(v.Number));

    /// <summary>The version whose number comes after another's.</summary>
    public PolicyVersion? After(PolicyVersion version) =>
        Versions.Where(v => PolicyVersionNumber.Of(v.Number) > PolicyVersionNumber.Of(version.Number)).MinBy(v => PolicyVersionNumber.Of(v.Number));

    /// <summary>The version with the highest number; a proposal only where nothing is approved.</summary>
    public PolicyVersion? Newest => Versions.MaxBy(v => (v.Stage == PolicyStage.Approved, PolicyVersionNumber.Of(v.Number)));

    // Found by what its newest version says; shown as the version in force says.
    protected override IEnumerable<string?> SearchWords(string culture) => [Newest?.PolicyNumber, Newest?.Owner[culture]];

    protected override IEnumerable<string?> SearchTexts(ContentText text) => [Newest?.Texts.Find(t => t.Culture == text.Culture)?.Html];

    // The texts of all versions can be read.
    protected override IEnumerable<string> MediaKept() => Versions.SelectMany(version => PolicyWriting.FormOf(version, withClauses: false).MediaNames());

    // A major version is news, proposed and then approved; a minor one, and correcting the words of one that stands, is not.
    protected override bool IsMajorChange(ContentForm form)
    {
        var typed = (PolicyForm)form;
        return Find(typed.Version) is { } known
            ? known is { IsMajor: true, Stage: PolicyStage.ForComment } && typed.Stage is null or PolicyStage.Approved
            : IsMajor(PolicyVersionNumber.Of(typed.Version!));
    }

    // What lists and addresses say is the newest version's, whichever version was worked on.
    protected override bool TakesTextsOf(ContentForm form) => Newest is null || Newest == Find(((PolicyForm)form).Version);

    protected override void Prepare(ContentForm form, PublishContext context)
    {
        var typed = (PolicyForm)form;
        var version = VersionFor(typed.Version!);
        version.Revision = context.Revision;
        if (version.NextReviewOn != typed.NextReviewOn && typed.InForceFrom <= context.Today)
        {
            // Of another day its owner is to be reminded anew.
            ReviewRemindedOn = null;
        }

        PolicyWriting.Write(this, version, typed, context);
    }

    protected override void Apply(ContentForm form, PublishContext context)
    {
        var typed = (PolicyForm)form;
        PolicyType = typed.Type ?? PolicyType.Policy;
        Contact = typed.Contact;
        SetLinks(ContentLinkType.Supersedes, typed.Supersedes.Select(key => (ContentItem)context.Item<Policy>(ContentKind.Policy, key)));
        Documents.Clear();
        Documents.AddRange(typed.Documents.Select((document, position) => new PolicyDocument
        {
            Position = position,
            Kind = document.Kind!.Value,
            Title = document.Title.Copy(),
            Link = document.Link!,
        }));
    }

    /// <summary>Says of all versions whether they are major, which others decide.</summary>
    public void CountMajorVersions() => Versions.ForEach(version => version.IsMajor = IsMajor(PolicyVersionNumber.Of(version.Number)));

    private bool IsMajor(PolicyVersionNumber number) =>
        Versions.Select(v => PolicyVersionNumber.Of(v.Number)).Where(other => other < number).OrderDescending().Select(other => (int?)other.Major).FirstOrDefault() != number.Major;
}

/// <summary>The names are stored; do not rename.</summary>
public enum PolicyDocumentKind
{
    Procedure,
    Form,
}

/// <summary>A procedure or a form that goes with a policy.</summary>
public sealed class PolicyDocument
{
    public const int TitleLength = 200;

    public int Id { get; set; }

    public int PolicyId { get; set; }

    public int Position { get; set; }

    public PolicyDocumentKind Kind { get; set; }

    public LocalizedText Title { get; set; } = new();

    /// <summary>An https address.</summary>
    public string Link { get; set; } = "";
}

public sealed class PolicyMapping : IEntityTypeConfiguration<Policy>, IEntityTypeConfiguration<PolicyDocument>
{
    public void Configure(EntityTypeBuilder<Policy> builder)
    {
        builder.Property(p => p.PolicyType).HasConversion<string>().HasMaxLength(20).HasDefaultValue(PolicyType.Policy);
        builder.Property(p => p.LastClause).HasDefaultValue(0);
        builder.Property(p => p.Contact).HasColumnName("Contact").HasMaxLength(PolicyForm.ContactLength);
        builder.Ignore(p => p.Newest);
    }

    public void Configure(EntityTypeBuilder<PolicyDocument> builder)
    {
        builder.ToTable("PolicyDocuments");
        builder.Property(d => d.Kind).HasConversion<string>().HasMaxLength(20);
        builder.LocalizedText(d => d.Title, PolicyDocument.TitleLength);
        builder.Property(d => d.Link).HasMaxLength(HttpsAddressAttribute.MaxLength);
        builder.HasOne<Policy>().WithMany(p => p.Documents).HasForeignKey(d => d.PolicyId).OnDelete(DeleteBehavior.Cascade);
    }
}
