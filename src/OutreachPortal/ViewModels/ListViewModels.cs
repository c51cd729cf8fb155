using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.ViewModels;

/// <summary>A page of something longer.</summary>
public abstract record PagedViewModel(ListFilter Filter, Paging Paging)
{
    /// <summary>The address without what stands behind the question mark.</summary>
    public abstract string Path { get; }
}

/// <summary>What every list page shows around its items.</summary>
public abstract record ListViewModel(ContentKind Kind, ListFilter Filter, Paging Paging) : PagedViewModel(Filter, Paging)
{
    public override string Path => PortalAddress.List(Languages.Current, Kind);

    /// <summary>How a filter's value reads in the language of the page.</summary>
    public Func<string, string, string> Describe { get; init; } = (_, value) => value;

    /// <summary>Texts of the items on this page of the list, in their order.</summary>
    public virtual IEnumerable<IReadOnlyList<TextLine>> Lines => [];
}

public sealed record EventListViewModel(
    ContentKind Kind, ListFilter Filter, Paging Paging,
    IReadOnlyList<EventCard> Upcoming, IReadOnlyList<EventCard> Past,
    IReadOnlyList<NamedOption> Units, IReadOnlyList<NamedOption> Programmes) : ListViewModel(Kind, Filter, Paging)
{
    /// <summary>Name of the speaker whose events alone are shown.</summary>
    public string? Person { get; init; }

    public override IEnumerable<IReadOnlyList<TextLine>> Lines => Upcoming.Concat(Past).Select(card => card.Texts);
}

public sealed record ProgrammeListViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<ProgrammeCard> Programmes, Unit? Unit)
    : ListViewModel(ContentKind.Programme, Filter, Paging)
{
    public override IEnumerable<IReadOnlyList<TextLine>> Lines => Programmes.Select(card => card.Texts);
}

public sealed record PolicyListViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<PolicyCard> Policies, Unit? Unit)
    : ListViewModel(ContentKind.Policy, Filter, Paging)
{
    /// <summary>Who answers for policies, as the language of the page sorts them; the key is the name.</summary>
    public IReadOnlyList<NamedOption> Owners { get; init; } = [];

    public IReadOnlyList<NamedOption> Topics { get; init; } = [];

    /// <summary>In which versions came into force or will, the newest first.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    public override IEnumerable<IReadOnlyList<TextLine>> Lines => Policies.Select(card => card.Texts);
}

public sealed record PartnerListViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<PartnerCard> Partners)
    : ListViewModel(ContentKind.Partner, Filter, Paging)
{
    public override IEnumerable<IReadOnlyList<TextLine>> Lines => Partners.Select(card => card.Texts);
}

/// <param name="Years">In which stories came out, the newest first.</param>
public sealed record StoryListViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<StoryCard> Stories, IReadOnlyList<int> Years)
    : ListViewModel(ContentKind.Story, Filter, Paging)
{
    public override IEnumerable<IReadOnlyList<TextLine>> Lines => Stories.Select(card => card.Texts);
}

/// <summary>A choice of a filter: its key, further names by which an address may call it, and what it reads.</summary>
public sealed record NamedOption(string Key, string Name, IReadOnlyList<string> Aliases)
{
    /// <summary>Language of the name, where it is not the page's.</summary>
    public string? Lang { get; init; }
}

public sealed record ProgrammeCard(
    int Id, ProgrammeKind Kind, LocalizedText Schedule, DateOnly? Starts, DateOnly? Ends, IReadOnlyList<TextLine> Texts);

public sealed record StoryCard(int Id, StoryKind Kind, DateOnly Date, LocalizedText Byline, IReadOnlyList<TextLine> Texts);

/// <param name="ChangedAt">UTC; when its newest major version was published.</param>
public sealed record PolicyCard(int Id, Guid Uid, ContentState State, DateTime? ChangedAt, IReadOnlyList<TextLine> Texts, IReadOnlyList<PolicyTerm> Terms)
{
    /// <summary>The text with the title of the version that holds: a coming one may have another.</summary>
    public TextLine TextOn(DateOnly today, string culture) => TextOf(Policy.VersionShownOn(today, Terms)!, culture);

    /// <summary>The text with the title of a version.</summary>
    public TextLine TextOf(PolicyTerm term, string culture)
    {
        var text = Texts.In(culture);
        return text with { Title = term.Titles.FirstOrDefault(title => title.Culture == text.Culture)?.Title ?? text.Title };
    }

    /// <summary>The major version with the highest number.</summary>
    public PolicyTerm? LastMajor => Terms.Where(term => term.IsMajor).MaxBy(term => PolicyVersionNumber.Of(term.Number));

    /// <summary>The version whose number comes before another's.</summary>
    public PolicyTerm? Before(PolicyTerm term) =>
        Terms.Where(other => PolicyVersionNumber.Of(other.Number) < PolicyVersionNumber.Of(term.Number)).MaxBy(other => PolicyVersionNumber.Of(other.Number));

    /// <summary>Whether the whole policy was.</summary>
    public bool IsWithdrawn => State == ContentState.Withdrawn;
}

/// <summary>What a list shows of a version: what it says, and when.</summary>
public sealed record PolicyTerm(
    int Id, PolicyStage Stage, string Number, bool IsMajor, string PolicyNumber, DateOnly? CommentFrom, DateOnly? CommentUntil, DateOnly? ApprovedOn, DateOnly? PublishedOn,
    DateOnly InForceFrom, DateOnly? InForceUntil, DateOnly? ReviewedOn, DateOnly? NextReviewOn, IReadOnlyList<PolicyTitle> Titles) : IInForce, IOpenForComment
{
    /// <summary>The day on which the public could first read it; of versions older than the portal, as near as is known.</summary>
    public DateOnly PublicFrom => PublishedOn ?? ApprovedOn ?? InForceFrom;
}

public sealed record PolicyTitle(string Culture, string Title);

public sealed record PartnerCard(
    int Id, PartnerKind Kind, string Country, string? Logo, DateOnly? Since, IReadOnlyList<TextLine> Texts);
