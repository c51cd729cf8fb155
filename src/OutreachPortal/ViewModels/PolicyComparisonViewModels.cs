using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.ViewModels;

/// <summary>Two texts of a policy laid over each other, as a page shows them.</summary>
/// <param name="TextLanguage">Language of both texts.</param>
/// <param name="Before">What the first is called: "Version 1".</param>
/// <param name="After">What the second is called.</param>
/// <param name="IsSideBySide">In two columns, or else one text with marks in it.</param>
public sealed record ComparedText(IReadOnlyList<ComparedPassage> Passages, string TextLanguage, string Before, string After, bool IsSideBySide)
{
    /// <summary>Address under which the first text is read; null for a draft.</summary>
    public string? BeforeAddress { get; init; }

    public string? AfterAddress { get; init; }

    /// <summary>What the sum of the changes is called; null for the usual.</summary>
    public string? Heading { get; init; }

    /// <summary>Put before the anchors of a page that shows several.</summary>
    public string AnchorPrefix { get; init; } = "";

    /// <summary>What differs besides the passages, with the word that names it: titles and summaries.</summary>
    public IReadOnlyList<(string Word, IReadOnlyList<DiffPart> Parts)> Beside { get; init; } = [];

    /// <summary>The changes, each alone and numbered from 1, and between them what stayed the same, together.</summary>
    public IReadOnlyList<ComparedBlock> Blocks { get; } = [.. BlocksOf(Passages)];

    public int Unchanged => Passages.Count(passage => passage.Change == PassageChange.Same);

    public int Changed => Passages.Count - Unchanged;

    /// <summary>The changes of each kind there is, in the order in which a summary names them.</summary>
    public IEnumerable<(PassageChange Change, IReadOnlyList<ComparedBlock> Blocks)> Kinds =>
        from change in new[] { PassageChange.Added, PassageChange.Removed, PassageChange.Reworded, PassageChange.RenumberedAndReworded, PassageChange.Renumbered }
        let blocks = Blocks.Where(block => block.Number > 0 && block.First.Change == change).ToList()
        where blocks.Count > 0
        select (change, (IReadOnlyList<ComparedBlock>)blocks);

    private static IEnumerable<ComparedBlock> BlocksOf(IReadOnlyList<ComparedPassage> passages)
    {
        var (number, same) = (0, new List<ComparedPassage>());
        foreach (var passage in passages)
        {
            if (passage.Change == PassageChange.Same)
            {
                same.Add(passage);
                continue;
            }

            if (same.Count > 0)
            {
                yield return new(0, same);
                same = [];
            }

            yield return new(++number, [passage]);
        }

        if (same.Count > 0)
        {
            yield return new(0, same);
        }
    }
}

/// <param name="Number">Of the change, from 1; 0 for what stayed the same.</param>
/// <param name="Passages">One, where it is a change.</param>
public sealed record ComparedBlock(int Number, IReadOnlyList<ComparedPassage> Passages)
{
    private const int FirstWords = 40;

    public string Anchor => "change-" + Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public ComparedPassage First => Passages[0];

    /// <summary>By what a link calls a change: the number that the clause has now or had last, or else its first words.</summary>
    public string Name
    {
        get
        {
            var passage = (First.After ?? First.Before)!;
            var text = passage.Text.ReplaceLineEndings(" ").Trim();
            return passage.Number ?? (text.Length <= FirstWords ? $"“{text}”" : $"“{text[..Math.Max(text.LastIndexOf(' ', FirstWords), FirstWords / 2)].Trim()}…”");
        }
    }

    /// <summary>The first and the last number among its clauses; null where none has one.</summary>
    public (string First, string Last)? Numbers
    {
        get
        {
            var numbers = Passages.Select(passage => passage.After!.Number).OfType<string>().ToList();
            return numbers.Count == 0 ? null : (numbers[0], numbers[^1]);
        }
    }

    /// <summary>The words of one of the two texts, with what the other lacks.</summary>
    /// <param name="side"><see cref="DiffKind.Gone"/> for the first text, <see cref="DiffKind.New"/> for the second.</param>
    public IEnumerable<DiffPart> Side(DiffKind side) => First.Words.Where(part => part.Kind == DiffKind.Same || part.Kind == side);
}

/// <param name="From">The version that is read as the first.</param>
/// <param name="Page">Address of the policy's page.</param>
/// <param name="Title">Of <paramref name="To"/>.</param>
public sealed record PolicyComparisonViewModel(Policy Policy, PolicyVersion From, PolicyVersion To, string Page, string Title, ComparedText Text, DateOnly Today)
{
    /// <summary>Whether the later version is read first.</summary>
    public bool IsBackwards => PolicyVersionNumber.Of(From.Number) > PolicyVersionNumber.Of(To.Number);

    /// <summary>All versions, the newest first.</summary>
    public IEnumerable<PolicyVersion> Versions => Policy.Versions.OrderByDescending(version => PolicyVersionNumber.Of(version.Number));
}

/// <summary>The form in which two versions are chosen.</summary>
/// <param name="Page">Address of the policy's page.</param>
/// <param name="Versions">All of the policy's, the newest first.</param>
/// <param name="From">The first of the two, as the form has it at the start.</param>
public sealed record ComparisonChoice(string Page, IEnumerable<PolicyVersion> Versions, PolicyVersion From, PolicyVersion To, bool IsSideBySide);
