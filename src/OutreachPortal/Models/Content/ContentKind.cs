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
}

/// <summary>What the portal knows of each kind: its folder in an import, its address, and how to make one.</summary>
/// <param name="Folder">Folder of an import, and first part of the public address.</param>
/// <param name="IsPublic">Whether items have pages of their own.</param>
public sealed record ContentKindInfo(
    ContentKind Kind,
    string Folder,
    bool IsPublic,
    Func<ContentItem> NewItem,
    Type FormType)
{
    public static readonly IReadOnlyList<ContentKindInfo> All =
    [
        new(ContentKind.Seminar, "seminars", true, () => new Seminar(), typeof(SeminarForm)),
        new(ContentKind.Lecture, "lectures", true, () => new Lecture(), typeof(LectureForm)),
        new(ContentKind.Programme, "programmes", true, () => new Programme(), typeof(ProgrammeForm)),
        new(ContentKind.Policy, "policies", true, () => new Policy(), typeof(PolicyForm)),
        new(ContentKind.Partner, "partners", true, () => new Partner(), typeof(PartnerForm)),
        new(ContentKind.Person, "people", false, () => new Person(), typeof(PersonForm)),
        new(ContentKind.Figure, "figures", false, () => new Figure(), typeof(FigureForm)),
    ];

    private static readonly Dictionary<string, ContentKindInfo> ByFolder =
        All.ToDictionary(info => info.Folder, StringComparer.Ordinal);

    public static ContentKindInfo Of(ContentKind kind) => All[(int)kind];

    public static ContentKindInfo? InFolder(string folder) => ByFolder.GetValueOrDefault(folder);
}
