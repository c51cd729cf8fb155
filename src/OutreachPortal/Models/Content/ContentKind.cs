namespace OutreachPortal.Models;

/// <summary>The kinds of content. The names are stored; do not rename.</summary>
public enum ContentKind
{
    Seminar,
    Lecture,
    Programme,
    Policy,
    Partner,
    Person,
    Figure,
    Story,
    Page,
    Report,
}

/// <summary>What the portal knows of each kind: its folder in an import, its addresses, and how to make one.</summary>
/// <param name="Folder">Folder of an import, and name of the kind for programs.</param>
public sealed record ContentKindInfo(ContentKind Kind, string Folder, Func<ContentItem> NewItem, Type FormType)
{
    public static readonly IReadOnlyList<ContentKindInfo> All =
    [
        new(ContentKind.Seminar, "seminars", () => new Seminar(), typeof(SeminarForm)),
        new(ContentKind.Lecture, "lectures", () => new Lecture(), typeof(LectureForm)),
        new(ContentKind.Programme, "programmes", () => new Programme(), typeof(ProgrammeForm)),
        new(ContentKind.Policy, "policies", () => new Policy(), typeof(PolicyForm)),
        new(ContentKind.Partner, "partners", () => new Partner(), typeof(PartnerForm)),
        new(ContentKind.Person, "people", () => new Person(), typeof(PersonForm)),
        new(ContentKind.Figure, "figures", () => new Figure(), typeof(FigureForm)) { ListPath = "impact", PagePath = "impact/figures" },
        new(ContentKind.Story, "stories", () => new Story(), typeof(StoryForm)),
        new(ContentKind.Page, "pages", () => new Page(), typeof(PageForm)),
        new(ContentKind.Report, "reports", () => new Report(), typeof(ReportForm)),
    ];

    private static readonly Dictionary<string, ContentKindInfo> ByFolder =
        All.ToDictionary(info => info.Folder, StringComparer.Ordinal);

    /// <summary>The list's address below the language.</summary>
    public string ListPath { get; init; } = Folder;

    /// <summary>What stands before an item's slug.</summary>
    public string PagePath { get; init; } = Folder;

    public static ContentKindInfo Of(ContentKind kind) => All[(int)kind];

    public static ContentKindInfo? InFolder(string folder) => ByFolder.GetValueOrDefault(folder);
}
