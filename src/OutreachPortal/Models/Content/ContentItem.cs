using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OutreachPortal.Services;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Models;

/// <summary>
/// What all content shares. The columns hold what is published; what editors type is kept whole in
/// <see cref="Revisions"/> and comes here by <see cref="Publish"/> alone.
/// </summary>
public abstract class ContentItem
{
    public const int KeyLength = 80;
    public const int ReasonLength = 500;
    public const int DraftSearchLength = 1000;

    public int Id { get; set; }

    public ContentKind Kind { get; protected set; }

    /// <summary>Name of the item within its kind for files and other items; never shown, never changed.</summary>
    public string Key { get; set; } = "";

    /// <summary>Names the item to programs, for ever: in calendars, feeds and the API.</summary>
    public Guid Uid { get; set; }

    public ContentState State { get; set; }

    public LocalizedText WithdrawnReason { get; set; } = new();

    public int? UnitId { get; set; }

    public Unit? Unit { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC; null until it is public for the first time.</summary>
    public DateTime? FirstPublishedAt { get; set; }

    /// <summary>UTC; when what the public reads last changed.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>UTC; when what it says last changed for its readers, which a small correction does not.</summary>
    public DateTime? MajorChangeAt { get; set; }

    /// <summary>Number of the revision that the public reads.</summary>
    public int? PublishedRevision { get; set; }

    /// <summary>Number of the newest revision; 0 before there is one.</summary>
    public int LastRevision { get; set; }

    /// <summary>Where the newest revision stands; the public reads <see cref="PublishedRevision"/> all the while.</summary>
    public DraftStage Stage { get; set; }

    /// <summary>Title in the newest revision, for staff.</summary>
    public LocalizedText DraftTitle { get; set; } = new();

    /// <summary>Folded titles, slugs and key of the newest revision, by which staff find it; null before it was made.</summary>
    public string? DraftSearch { get; set; }

    public TranslationState TranslationEn { get; set; }

    public TranslationState TranslationTr { get; set; }

    /// <summary>UTC; when the newest revision was saved.</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>Who saved the newest revision.</summary>
    public string ChangedBy { get; set; } = "";

    /// <summary>Who made the item; null for an import.</summary>
    public int? OwnerId { get; set; }

    /// <summary>UTC; when <see cref="ScheduledRevision"/> becomes public by itself.</summary>
    public DateTime? ScheduledAt { get; set; }

    public int? ScheduledRevision { get; set; }

    public int? ScheduledById { get; set; }

    /// <summary>Why the revision that was due could not be published; it is not tried again until somebody decides.</summary>
    public string? ScheduleError { get; set; }

    /// <summary>
    /// The item whose page readers of this one are sent to; set when the state is <see cref="ContentState.Merged"/>. No foreign key: SQLite
    /// would make the whole table anew to add one, and no item is ever deleted.
    /// </summary>
    public int? MergedIntoId { get; set; }

    /// <summary>SHA-256 of the files of the last import of this item, so that unchanged files are skipped.</summary>
    public string? ImportFingerprint { get; set; }

    /// <summary>Optimistic concurrency token.</summary>
    public Guid Version { get; set; }

    public List<ContentText> Texts { get; } = [];

    public List<Revision> Revisions { get; } = [];

    public List<Redirect> Redirects { get; } = [];

    public List<Tag> Tags { get; } = [];

    public List<ContentGoal> Goals { get; } = [];

    public List<ContentLink> Links { get; } = [];

    public List<SearchEntry> SearchEntries { get; } = [];

    public List<MediaUse> MediaUses { get; } = [];

    /// <summary>Whether anybody may read it.</summary>
    public bool IsPublic => State.IsPublic();

    /// <summary>The text in a language, or else in the other. An item that is public has at least one.</summary>
    public ContentText TextIn(string culture) => Texts.FirstOrDefault(text => text.Culture == culture) ?? Texts[0];

    public TranslationState TranslationIn(string culture) => culture == Languages.Turkish ? TranslationTr : TranslationEn;

    public void SetTranslation(string culture, TranslationState state)
    {
        if (culture == Languages.Turkish)
        {
            TranslationTr = state;
        }
        else
        {
            TranslationEn = state;
        }
    }

    /// <summary>Says that the newest text in a language says what the other language's does.</summary>
    public void ConfirmTranslation(string culture)
    {
        SetTranslation(culture, TranslationState.Current);
        Version = Guid.NewGuid();
    }

    /// <summary>Keeps what was typed as the item's newest revision. Nothing public changes.</summary>
    /// <param name="author">Who typed it: a user's name, or <c>import</c>.</param>
    /// <param name="now">UTC.</param>
    /// <param name="isMajor">Whether readers and translators should hear of it.</param>
    /// <param name="authorId">The user; null for an import.</param>
    /// <param name="before">The revision before this one; null where all languages were typed together.</param>
    public Revision Save(ContentForm form, string author, string note, DateTime now, bool isMajor = true, int? authorId = null, ContentForm? before = null)
    {
        var revision = new Revision
        {
            Number = ++LastRevision,
            CreatedAt = now,
            CreatedBy = author,
            Note = note,
            Form = form.ToJson(),
            IsMajor = isMajor,
            AuthorId = authorId,
        };
        Revisions.Add(revision);
        Version = Guid.NewGuid();
        if (CreatedAt == default)
        {
            Uid = Uid == default ? Guid.CreateVersion7() : Uid;
            CreatedAt = now;
            OwnerId = authorId;
        }

        Stage = Stage == DraftStage.None ? DraftStage.Draft : Stage;
        ChangedAt = now;
        ChangedBy = author;
        // Each asks how the other stood before.
        foreach (var (culture, state) in Languages.All.Select(culture => (culture, TranslationAfter(culture, form, before, isMajor))).ToList())
        {
            SetTranslation(culture, state);
        }

        DescribeDraft(form);
        return revision;
    }

    /// <summary>Makes what staff's lists know of the newest revision.</summary>
    public void DescribeDraft(ContentForm form)
    {
        DraftTitle = new() { En = TitleOf(form, Languages.English), Tr = TitleOf(form, Languages.Turkish) };
        var words = TextFolding.Words(string.Join(' ', form.Texts.Values.SelectMany(text => new[] { text.Title, text.Slug }).Concat(Texts.Select(text => text.Slug)).Append(Key)));
        DraftSearch = words.Length > DraftSearchLength ? words[..DraftSearchLength] : words;
        // What the published revision names stays in use until another is published.
        foreach (var name in form.MediaNames().Except(MediaUses.Select(use => use.Name), StringComparer.Ordinal).ToList())
        {
            MediaUses.Add(new MediaUse { Name = name });
        }
    }

    private TranslationState TranslationAfter(string culture, ContentForm form, ContentForm? before, bool isMajor)
    {
        var known = TranslationIn(culture);
        if (!form.Texts.ContainsKey(culture))
        {
            return TranslationState.Missing;
        }

        if (before is null || known == TranslationState.Missing)
        {
            return TranslationState.Current;
        }

        var other = Languages.Other(culture);
        var (own, others) = (form.DiffersIn(culture, before), form.DiffersIn(other, before));
        // Whoever brings a translation up to date does not outdate what it was made from.
        return !isMajor ? known
            : own ? TranslationState.Current
            : others && TranslationIn(other) != TranslationState.Outdated ? TranslationState.Outdated
            : known;
    }

    private static string? TitleOf(ContentForm form, string culture) =>
        form.Texts.GetValueOrDefault(culture)?.Title?.Trim() is { Length: > 0 } title
            ? title.Length > ContentText.TitleLength ? title[..ContentText.TitleLength] : title
            : null;

    /// <summary>Applies a revision to what the public reads and renders its Markdown.</summary>
    public void Publish(Revision revision, ContentForm form, PublishContext context)
    {
        WithdrawnReason = form.WithdrawnReason.Copy();
        Unit = form.Unit is { Length: > 0 } unit ? context.Unit(unit) : null;
        UnitId = Unit is null ? null : UnitId;
        Tags.ReplaceWith(form.Tags.Distinct(StringComparer.Ordinal).Select(context.Tag));
        var goals = form.Sdgs.Distinct().ToList();
        Goals.RemoveAll(g => !goals.Contains(g.Goal));
        Goals.AddRange(goals.Where(n => Goals.All(g => g.Goal != n)).Select(n => new ContentGoal { Goal = n }));
        SetLinks(ContentLinkType.Related, form.Related.Select(context.Item));
        var isMajor = context.IsMajor && IsMajorChange(form);
        context.Revision = revision.Number;
        Prepare(form, context);
        if (TakesTextsOf(form))
        {
            ApplyTexts(form, context);
        }

        // The kind may ask what the state was before.
        Apply(form, context);
        State = form.State == ContentState.Draft ? ContentState.Published : form.State;
        RefreshSearch();
        FirstPublishedAt ??= context.Now;
        MajorChangeAt = isMajor || MajorChangeAt is null ? context.Now : MajorChangeAt;
        PublishedAt = context.Now;
        PublishedRevision = revision.Number;
        if (revision.Number == LastRevision)
        {
            Stage = DraftStage.None;
            var named = form.MediaNames().Concat(MediaKept()).ToHashSet(StringComparer.Ordinal);
            MediaUses.RemoveAll(use => !named.Contains(use.Name));
        }

        if (ScheduledRevision <= revision.Number)
        {
            Unschedule();
        }

        MergedIntoId = null;
        Version = Guid.NewGuid();
    }

    /// <summary>Makes a revision public by itself at a time.</summary>
    /// <param name="at">UTC.</param>
    public void PublishLater(int revision, DateTime at, int userId)
    {
        ScheduledRevision = revision;
        ScheduledAt = at;
        ScheduledById = userId;
        ScheduleError = null;
        Version = Guid.NewGuid();
    }

    public void Unschedule()
    {
        ScheduledRevision = null;
        ScheduledAt = null;
        ScheduledById = null;
        ScheduleError = null;
        Version = Guid.NewGuid();
    }

    /// <summary>Keeps why the revision that was due could not be published.</summary>
    public void FailSchedule(string error)
    {
        ScheduleError = error.Length > ReasonLength ? error[..(ReasonLength - 1)] + "…" : error;
        Version = Guid.NewGuid();
    }

    /// <summary>Moves the newest revision on its way to the public.</summary>
    public void MoveTo(DraftStage stage)
    {
        Stage = stage;
        Version = Guid.NewGuid();
    }

    /// <summary>Leaves the text readable under a notice that says why it no longer holds.</summary>
    public void Withdraw(LocalizedText reason)
    {
        WithdrawnReason = reason.Copy();
        Hide(ContentState.Withdrawn);
    }

    /// <summary>Takes the item from the public without a word of it being lost.</summary>
    public void Hide(ContentState state)
    {
        State = state;
        MergedIntoId = state == ContentState.Merged ? MergedIntoId : null;
        SearchEntries.Clear();
        Version = Guid.NewGuid();
    }

    /// <summary>Makes what search knows of the item from what is published.</summary>
    public void RefreshSearch()
    {
        SearchEntries.RemoveAll(entry => State != ContentState.Published || Texts.All(text => text.Culture != entry.Culture));
        if (State != ContentState.Published)
        {
            return;
        }

        foreach (var text in Texts)
        {
            var entry = SearchEntries.Find(e => e.Culture == text.Culture);
            if (entry is null)
            {
                SearchEntries.Add(entry = new SearchEntry { Kind = Kind, Culture = text.Culture });
            }

            IEnumerable<string?> names = [.. SearchWords(text.Culture), Unit?.Name[text.Culture], .. Tags.Select(tag => tag.Name[text.Culture])];
            entry.Title = TextFolding.Words(text.Title);
            entry.Keywords = TextFolding.Words(string.Join(' ', names.Prepend(text.Summary)));
            entry.Text = HtmlText.Plain(string.Join("<br>", SearchTexts(text)));
            entry.Body = TextFolding.Words(entry.Text);
        }
    }

    /// <summary>What other items are found by when they name this one.</summary>
    public IEnumerable<string> SearchNames => Languages.All.Select(culture => IsPublic ? NameToOthers(culture) : "");

    /// <summary>The name under which others name this one.</summary>
    protected virtual string NameToOthers(string culture) => Texts.Find(text => text.Culture == culture)?.Title ?? "";

    /// <summary>Names of media files that the public reads besides those of the form; asked when all is applied.</summary>
    protected virtual IEnumerable<string> MediaKept() => [];

    /// <summary>Whether readers should hear of this change; asked before anything is applied.</summary>
    protected virtual bool IsMajorChange(ContentForm form) => true;

    /// <summary>Copies what the texts are made with.</summary>
    protected virtual void Prepare(ContentForm form, PublishContext context)
    {
    }

    /// <summary>Copies the kind's own fields from the form.</summary>
    protected abstract void Apply(ContentForm form, PublishContext context);

    /// <summary>Whether what lists and addresses say comes from this form; asked after <see cref="Prepare"/>.</summary>
    protected virtual bool TakesTextsOf(ContentForm form) => true;

    /// <summary>Whether the body is shown on the item's page and so is rendered; a policy's stands in its versions.</summary>
    protected virtual bool RendersBody => true;

    /// <summary>Level of the first headings of the body: below the heading under which the page shows it.</summary>
    protected virtual int BodyHeadingLevel => 2;

    /// <summary>Titles of the items that this one links to in a way, where they are public.</summary>
    protected IEnumerable<string?> NamesOf(ContentLinkType type, string culture) => Links
        .Where(link => link.Type == type && link.To.IsPublic).Select(link => link.To.Texts.Find(text => text.Culture == culture)?.Title);

    /// <summary>Names besides title and summary by which the item is found.</summary>
    protected virtual IEnumerable<string?> SearchWords(string culture) => [];

    /// <summary>The rendered texts by whose words the item is found.</summary>
    protected virtual IEnumerable<string?> SearchTexts(ContentText text) => [text.Html];

    protected void SetLinks(ContentLinkType type, IEnumerable<ContentItem> targets)
    {
        var wanted = targets.Distinct().ToList();
        Links.RemoveAll(link => link.Type == type && !wanted.Contains(link.To));
        for (var position = 0; position < wanted.Count; position++)
        {
            var link = Links.FirstOrDefault(l => l.Type == type && l.To == wanted[position]);
            if (link is null)
            {
                Links.Add(link = new ContentLink { Type = type, To = wanted[position] });
            }

            link.Position = position;
        }
    }

    private void ApplyTexts(ContentForm form, PublishContext context)
    {
        foreach (var text in Texts.Where(text => !form.Texts.ContainsKey(text.Culture)).ToList())
        {
            RedirectFrom(text);
            Texts.Remove(text);
        }

        foreach (var (culture, typed) in form.Texts)
        {
            var text = Texts.FirstOrDefault(t => t.Culture == culture);
            if (text is null)
            {
                Texts.Add(text = new ContentText { Kind = Kind, Culture = culture });
            }

            var slug = SlugFor(typed, text);
            if (text.Slug.Length > 0 && text.Slug != slug)
            {
                RedirectFrom(text);
            }

            var rendered = RendersBody
                ? context.Markdown.Render(typed.Body, new(culture) { FirstHeading = BodyHeadingLevel })
                : RenderedMarkdown.Empty;
            text.Slug = slug;
            text.Title = typed.Title!.Trim();
            text.Summary = typed.Summary!.Trim();
            text.Body = RendersBody ? typed.Body : "";
            text.Html = rendered.Html;
            text.ContentsHtml = rendered.ContentsHtml;
            text.SortKey = TextFolding.SortKey(text.Title, culture);
        }
    }

    /// <summary>The slug typed, or else the one the page has, or else one made from the title.</summary>
    public static string SlugFor(TextForm typed, ContentText? text) =>
        typed.Slug is { Length: > 0 } own ? own
        : text is { Slug.Length: > 0 } ? text.Slug
        : TextFolding.Slug(typed.Title ?? "");

    private void RedirectFrom(ContentText text)
    {
        // Of several items that had a slug the one that had it last is meant: the row with the highest id.
        Redirects.RemoveAll(r => r.Culture == text.Culture && r.Slug == text.Slug);
        Redirects.Add(new Redirect { Kind = Kind, Culture = text.Culture, Slug = text.Slug });
    }
}

public sealed class ContentItemMapping : IEntityTypeConfiguration<ContentItem>
{
    public void Configure(EntityTypeBuilder<ContentItem> builder)
    {
        builder.ToTable("ContentItems");
        builder.HasDiscriminator(item => item.Kind)
            .HasValue<Seminar>(ContentKind.Seminar)
            .HasValue<Lecture>(ContentKind.Lecture)
            .HasValue<Programme>(ContentKind.Programme)
            .HasValue<Policy>(ContentKind.Policy)
            .HasValue<Partner>(ContentKind.Partner)
            .HasValue<Person>(ContentKind.Person)
            .HasValue<Figure>(ContentKind.Figure)
            .HasValue<Story>(ContentKind.Story)
            .HasValue<Page>(ContentKind.Page)
            .HasValue<Report>(ContentKind.Report);
        builder.Property(item => item.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.Key).HasMaxLength(ContentItem.KeyLength);
        builder.Property(item => item.Stage).HasConversion<string>().HasMaxLength(20).HasDefaultValue(DraftStage.None);
        builder.Property(item => item.TranslationEn).HasConversion<string>().HasMaxLength(20).HasDefaultValue(TranslationState.Missing);
        builder.Property(item => item.TranslationTr).HasConversion<string>().HasMaxLength(20).HasDefaultValue(TranslationState.Missing);
        builder.LocalizedText(item => item.DraftTitle, ContentText.TitleLength);
        builder.Property(item => item.DraftSearch).HasMaxLength(ContentItem.DraftSearchLength);
        builder.Property(item => item.ChangedBy).HasMaxLength(Revision.AuthorLength);
        builder.Property(item => item.ScheduleError).HasMaxLength(ContentItem.ReasonLength);
        // Staff's lists, newest first; what waits for somebody; what is due.
        builder.HasIndex(item => new { item.Kind, item.ChangedAt });
        builder.HasIndex(item => new { item.Stage, item.ChangedAt });
        builder.HasIndex(item => item.ChangedAt);
        // The table of translations counts by these, and reads nothing else.
        builder.HasIndex(item => new { item.Kind, item.TranslationEn, item.TranslationTr, item.State });
        builder.HasIndex(item => item.ScheduledAt);
        builder.HasIndex(item => item.MergedIntoId);
        builder.Property(item => item.ImportFingerprint).HasMaxLength(64);
        builder.Property(item => item.Version).IsConcurrencyToken();
        builder.Ignore(item => item.IsPublic);
        builder.LocalizedText(item => item.WithdrawnReason, ContentItem.ReasonLength);
        builder.HasIndex(item => new { item.Kind, item.Key }).IsUnique();
        // Feeds ask for what changed last, and programs for what changed since.
        builder.HasIndex(item => new { item.State, item.Kind, item.MajorChangeAt });
        builder.HasOne(item => item.Unit).WithMany().HasForeignKey(item => item.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(item => item.Tags).WithMany().UsingEntity("ContentTags");
    }
}
