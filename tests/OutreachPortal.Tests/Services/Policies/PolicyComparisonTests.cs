using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Tests.Services.Policies;

public sealed class PolicyComparisonTests
{
    private const int MostPassages = 14;
    private const int MostEdits = 12;

    private static readonly string[] Texts =
    [
        "", "—", "Scope", "Kapsam", "SCOPE", "Repealed.", "Every unit reports to the Senate.", "Every unit reports to the Senate every year.", "Her birim Senatoya rapor eder.",
        "Her birim, her yıl Senatoya rapor verir.", "Line one\nline two\n", "Line one\nanother line\n", "  spaced   out ", "a 👩‍🔬 b", "a 👨‍🔬 b", "\ud83d lone", "\r\n\t",
    ];

    private static readonly Gen<PassageText> Passages =
        from text in Gen.Elements(Texts)
        from clause in Gen.Choose(-12, 20)
        select clause > 0 ? new PassageText(clause, clause.ToString(CultureInfo.InvariantCulture), text) : new PassageText(null, null, text);

    /// <summary>Two versions: the second made from the first by edits, or one that has nothing to do with it.</summary>
    private static readonly Arbitrary<Versions> Pairs = (
        from before in Passages.ListOf().Resize(MostPassages)
        from stranger in Passages.ListOf().Resize(MostPassages)
        from edits in Gen.ArrayOf(
            from deed in Gen.Choose(0, 4)
            from place in Gen.Choose(0, 999)
            from passage in Passages
            select (deed, place, passage)).Resize(MostEdits)
        from isStranger in Gen.Choose(0, 4)
        select new Versions(Unique(before), isStranger == 0 ? Unique(stranger) : Edit(Unique(before), edits))).ToArbitrary();

    [Fact]
    public void Applied_to_the_old_version_it_gives_the_new_one() => ForAll((before, after) => PolicyComparison.Apply(before, PolicyComparison.Compare(before, after)).ShouldBe(after));

    [Fact]
    public void Each_passage_of_either_version_occurs_once_and_the_new_ones_in_their_order() => ForAll((before, after) =>
    {
        var comparison = PolicyComparison.Compare(before, after);
        comparison.Select(passage => passage.After).OfType<PassageText>().ShouldBe(after, ReferenceEqualityComparer.Instance);
        comparison.Select(passage => passage.Before).OfType<PassageText>().OrderBy(passage => before.FindIndex(other => ReferenceEquals(other, passage))).ShouldBe(before, ReferenceEqualityComparer.Instance);
    });

    [Fact]
    public void The_words_of_a_passage_are_the_old_text_and_the_new_one() => ForAll((before, after) =>
    {
        foreach (var passage in PolicyComparison.Compare(before, after))
        {
            Read(passage, DiffKind.Gone).ShouldBe(passage.Before?.Text ?? "");
            Read(passage, DiffKind.New).ShouldBe(passage.After?.Text ?? "");
        }
    });

    [Fact]
    public void What_changed_is_what_it_is_called() => ForAll((before, after) =>
    {
        foreach (var (change, old, renewed, words) in PolicyComparison.Compare(before, after))
        {
            change.ShouldBe((old, renewed) switch
            {
                (null, _) => PassageChange.Added,
                (_, null) => PassageChange.Removed,
                _ when old.Number == renewed.Number => old.Text == renewed.Text ? PassageChange.Same : PassageChange.Reworded,
                _ => old.Text == renewed.Text ? PassageChange.Renumbered : PassageChange.RenumberedAndReworded,
            });
            (old is not null && renewed is not null && old.Clause != renewed.Clause).ShouldBeFalse();
        }
    });

    [Fact]
    public void A_clause_of_both_versions_is_neither_added_nor_removed() => ForAll((before, after) => PolicyComparison.Compare(before, after)
        .Where(passage => passage.Change is PassageChange.Added or PassageChange.Removed)
        .Select(passage => (passage.Before ?? passage.After)!.Clause).OfType<int>()
        .ShouldBeUnique());

    [Fact]
    public void A_text_compared_with_itself_is_the_same() => ForAll((before, _) => PolicyComparison.Compare(before, [.. before]).ShouldAllBe(passage => passage.Change == PassageChange.Same));

    [Fact]
    public void From_the_other_side_what_was_added_was_removed() => ForAll((before, after) =>
    {
        var there = PolicyComparison.Compare(before, after).Select(passage => (passage.Before, passage.After)).ToList();
        PolicyComparison.Compare(after, before).Select(passage => (passage.After, passage.Before)).ShouldBe(there, ignoreOrder: true);
    });

    [Fact]
    public void A_clause_put_in_the_middle_renumbers_the_rest_and_rewords_nothing() => Compare(
        [(1, "1", "Scope."), (2, "2", "Each unit reports."), (3, "3", "The Rector decides.")],
        [(1, "1", "Scope."), (9, "2", "Partners are listed."), (2, "3", "Each unit reports."), (3, "4", "The Rector decides.")])
        .ShouldBe(["Same 1 1 Scope.", "Added - 2 {+Partners are listed.}", "Renumbered 2 3 Each unit reports.", "Renumbered 3 4 The Rector decides."]);

    [Fact]
    public void A_clause_that_was_removed_stands_where_it_stood() => Compare(
        [(null, null, "Preamble"), (1, "1", "Scope."), (2, "2", "Each unit reports."), (3, "3", "The Rector decides.")],
        [(null, null, "Preamble"), (1, "1", "Scope."), (3, "2", "The Rector decides at once."), (4, "3", "Partners are listed.")])
        .ShouldBe(["Same - - Preamble", "Same 1 1 Scope.", "Removed 2 - [-Each unit reports.]", "RenumberedAndReworded 3 2 The Rector decides{+ at once}.", "Added - 3 {+Partners are listed.}"]);

    [Fact]
    public void What_begins_the_old_version_and_is_gone_stands_first() => Compare([(null, null, "Preamble"), (1, "1", "Scope.")], [(1, "1", "Scope."), (2, "2", "Partners are listed.")])
        .ShouldBe(["Removed - - [-Preamble]", "Same 1 1 Scope.", "Added - 2 {+Partners are listed.}"]);

    [Fact]
    public void A_preamble_is_compared_word_by_word_and_a_heading_found_where_it_went() => Compare(
        [(null, null, "Preamble"), (null, null, "This policy binds all units of the University."), (1, "1", "Each unit reports."), (null, null, "Final provisions"), (2, "2", "The Rector decides.")],
        [(null, null, "Preamble"), (null, null, "This policy binds every unit."), (null, null, "Final provisions"), (2, "1", "The Rector decides."), (1, "2", "Each unit reports.")])
        .ShouldBe([
            "Same - - Preamble", "Reworded - - This policy binds [-all units of the University]{+every unit}.", "Same - - Final provisions", "Renumbered 2 1 The Rector decides.",
            "Renumbered 1 2 Each unit reports.",
        ]);

    [Fact]
    public void A_paragraph_keeps_its_place_although_a_clause_was_put_before_it() => Compare(
        [(1, "1", "Teaching."), (null, null, "Housing is offered to every guest of the University."), (2, "2", "Research.")],
        [(1, "1", "Teaching."), (3, "2", "Partners are listed."), (null, null, "Guests find housing in the hostel."), (2, "3", "Research.")])
        .ShouldBe([
            "Same 1 1 Teaching.", "Added - 2 {+Partners are listed.}",
            "Reworded - - [-Housing is offered to every guest of ]{+Guests find housing in }the [-University]{+hostel}.", "Renumbered 2 3 Research.",
        ]);

    [Fact]
    public void Of_headings_with_the_same_words_the_one_whose_clause_is_gone_was_removed() => Compare(
        [(1, "1", "Teaching."), (null, null, "Note"), (2, "2", "Research."), (null, null, "Note"), (3, "3", "Housing."), (null, null, "Note")],
        [(1, "1", "Teaching."), (null, null, "Note"), (3, "2", "Housing."), (null, null, "Note")])
        .ShouldBe(["Same 1 1 Teaching.", "Same - - Note", "Removed 2 - [-Research.]", "Removed - - [-Note]", "Renumbered 3 2 Housing.", "Same - - Note"]);

    [Fact]
    public void A_comparison_is_not_applied_to_another_text()
    {
        List<PassageText> text = [new(1, "1", "Scope."), new(2, "2", "Each unit reports.")];
        var comparison = PolicyComparison.Compare(text, [text[0]]);
        PolicyComparison.Apply(text, comparison).ShouldBe([text[0]]);
        Should.Throw<ArgumentException>(() => PolicyComparison.Apply([text[0]], comparison));
        Should.Throw<ArgumentException>(() => PolicyComparison.Apply([.. text, new PassageText(3, "3", "The Rector decides.")], comparison));
        Should.Throw<ArgumentException>(() => PolicyComparison.Apply(text, [.. comparison.Select(passage => passage with { Words = [] })]));
    }

    [Fact]
    public void Four_hundred_clauses_all_reworded_are_compared_word_by_word() =>
        PolicyComparison.Compare(Version(0, 60), Version(1, 64)).ShouldAllBe(passage => passage.Change == PassageChange.Reworded && passage.Words.Count > 10);

    [Fact]
    public void Very_long_passages_are_laid_over_each_other_as_a_whole_where_words_would_take_too_long()
    {
        List<PassageText> Text(int seed) => [.. Enumerable.Range(1, 400).Select(i => new PassageText(i, null, string.Concat(Enumerable.Range(0, 4000).Select(n => (char)('a' + ((n * (seed + i)) % 5)) + " "))))];
        var (before, after) = (Text(3), Text(4));
        var comparison = PolicyComparison.Compare(before, after);
        PolicyComparison.Apply(before, comparison).ShouldBe(after);
        comparison.ShouldContain(passage => passage.Words.Count == 2);
    }

    private static List<PassageText> Version(int version, int words) =>
        [.. Enumerable.Range(1, 400).Select(i => new PassageText(i, i.ToString(CultureInfo.InvariantCulture), string.Join(' ', Enumerable.Range(0, words).Select(word => word % 4 == version ? $"new{version}" : $"word{(i * word) % 300}"))))];

    private static List<string> Compare((int? Clause, string? Number, string Text)[] before, (int? Clause, string? Number, string Text)[] after) =>
        [.. PolicyComparison.Compare([.. before.Select(p => new PassageText(p.Clause, p.Number, p.Text))], [.. after.Select(p => new PassageText(p.Clause, p.Number, p.Text))])
            .Select(passage => $"{passage.Change} {passage.Before?.Number ?? "-"} {passage.After?.Number ?? "-"} "
                + string.Concat(passage.Words.Select(part => part.Kind switch { DiffKind.Gone => $"[-{part.Text}]", DiffKind.New => $"{{+{part.Text}}}", _ => part.Text })))];

    private static string Read(ComparedPassage passage, DiffKind side) => string.Concat(passage.Words.Where(part => part.Kind == DiffKind.Same || part.Kind == side).Select(part => part.Text));

    private static void ForAll(Action<List<PassageText>, List<PassageText>> look) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Pairs, pair =>
    {
        look(pair.Before, pair.After);
        return true;
    }));

    /// <summary>An identifier names one clause of a version; each passage is an object of its own, as they come from the database.</summary>
    private static List<PassageText> Unique(IEnumerable<PassageText> passages)
    {
        var taken = new HashSet<int>();
        return [.. passages.Where(passage => passage.Clause is not { } clause || taken.Add(clause)).Select(passage => passage with { })];
    }

    private static List<PassageText> Edit(List<PassageText> before, (int Deed, int Place, PassageText Passage)[] edits)
    {
        var after = before.ToList();
        foreach (var (deed, at, passage) in edits)
        {
            var place = after.Count > 0 ? at % after.Count : 0;
            switch (deed)
            {
                case 1 when after.Count > 0:
                    after.RemoveAt(place);
                    break;
                case 2 when after.Count > 0:
                    after[place] = after[place] with { Text = after[place].Text + " " + passage.Text };
                    break;
                case 3 when after.Count > 0:
                    var moved = after[place];
                    after.RemoveAt(place);
                    after.Insert(at / 7 % (after.Count + 1), moved);
                    break;
                case 4 when after.Count > 0 && after[place].Clause is not null:
                    after[place] = after[place] with { Number = passage.Number ?? "9.9" };
                    break;
                default:
                    after.Insert(place, passage);
                    break;
            }
        }

        return Unique(after);
    }

    private sealed record Versions(List<PassageText> Before, List<PassageText> After);
}
