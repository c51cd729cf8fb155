using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Tests.Services.Policies;

public sealed class ClauseIdentityTests
{
    private const int LongestHistory = 12;
    private const int MostSteps = 8;

    private static readonly Dictionary<string, int?> NoHand = [];

    private static readonly Arbitrary<Step[][]> Histories = (
        from versions in Gen.Choose(1, LongestHistory)
        from steps in Gen.ArrayOf(
            from count in Gen.Choose(0, MostSteps)
            from steps in Gen.ArrayOf(
                from deed in Gen.Elements(Deed.Insert, Deed.Insert, Deed.Insert, Deed.Remove, Deed.Reword, Deed.Reword, Deed.Empty, Deed.Move, Deed.Copy, Deed.Split, Deed.Recase, Deed.Hand, Deed.Hand)
                from place in Gen.Choose(0, 999)
                from other in Gen.Choose(0, 999_999)
                select new Step(deed, place, other), count)
            select steps, versions)
        select steps).ToArbitrary();

    [Fact]
    public void No_two_clauses_have_one_identifier_and_none_is_given_again() => ForEachVersion(match =>
    {
        match.Ids.Values.ShouldBeUnique();
        match.Ids.Keys.ShouldBe(match.After.Select(clause => clause.Number), ignoreOrder: true);
        var known = match.Before.Select(clause => clause.Id).Concat(match.ByHand.Values.OfType<int>()).ToHashSet();
        foreach (var id in match.Ids.Values.Where(id => !known.Contains(id)))
        {
            match.Ever.ShouldNotContain(id);
        }
    });

    [Fact]
    public void New_clauses_get_rising_identifiers_without_a_gap_and_the_count_follows() => ForEachVersion(match =>
    {
        match.After.Select(clause => match.Ids[clause.Number]).Where(id => id > match.LastBefore).ShouldBe(Enumerable.Range(match.LastBefore + 1, match.LastAfter - match.LastBefore));
    });

    [Fact]
    public void A_clause_whose_words_stay_keeps_its_identifier_whatever_its_number() => ForEachVersion(match =>
    {
        var byHand = match.ByHand.Values.OfType<int>().ToHashSet();
        var before = match.Before.Where(clause => !byHand.Contains(clause.Id)).ToLookup(clause => TextFolding.Words(clause.Text), clause => clause.Id);
        foreach (var same in match.After.Where(clause => !match.ByHand.ContainsKey(clause.Number)).GroupBy(clause => TextFolding.Words(clause.Text)).Where(same => same.Key.Length > 0))
        {
            same.Count(clause => before[same.Key].Contains(match.Ids[clause.Number])).ShouldBe(Math.Min(same.Count(), before[same.Key].Count()), same.Key);
        }
    });

    [Fact]
    public void What_is_said_by_hand_holds() => ForEachVersion(match =>
    {
        foreach (var (number, id) in match.ByHand)
        {
            if (id is { } wanted)
            {
                match.Ids[number].ShouldBe(wanted);
            }
            else
            {
                match.Ids[number].ShouldBeGreaterThan(match.LastBefore);
            }
        }
    });

    [Fact]
    public void The_same_texts_give_the_same_identifiers() => ForEachVersion(match =>
    {
        var last = match.LastBefore;
        ClauseIdentity.Match([.. match.Before], [.. match.After], match.ByHand.Reverse().ToDictionary(), ref last).ShouldBe(match.Ids, ignoreOrder: true);
        last.ShouldBe(match.LastAfter);
    });

    [Fact]
    public void A_text_that_did_not_change_keeps_all() => ForEachVersion(match =>
    {
        var last = match.LastAfter;
        var clauses = match.After.Select(clause => new IdentifiedClause(match.Ids[clause.Number], clause.Number, clause.Text)).ToList();
        ClauseIdentity.Match(clauses, match.After, NoHand, ref last).ShouldBe(match.Ids, ignoreOrder: true);
        last.ShouldBe(match.LastAfter);
    });

    [Fact]
    public void A_clause_put_in_the_middle_is_new_and_those_after_it_keep_theirs() => Match(
        [(1, "1", "Every unit reports once a year."), (2, "2", "The Rector appoints a coordinator."), (3, "3", "This policy is reviewed every three years.")],
        [("1", "Every unit reports once a year."), ("2", "Partners are listed in the register of the University."), ("3", "The Rector appoints a coordinator."), ("4", "This policy is reviewed every three years.")])
        .ShouldBe(["1 c1", "2 c4", "3 c2", "4 c3"]);

    [Fact]
    public void A_clause_that_is_reworded_and_moved_is_found_by_its_words() => Match(
        [(1, "1", "Applications are made to the International Office."), (7, "2", "The committee has five members, appointed by the Rector for three years."), (9, "3", "Staff may take leave of up to six months.")],
        [("1", "Applications are made to the International Office."), ("2", "Staff may take leave of up to six months."), ("3", "The committee has seven members, whom the Rector appoints for two years.")])
        .ShouldBe(["1 c1", "2 c9", "3 c7"]);

    [Fact]
    public void Turkish_endings_do_not_make_another_word() => Match(
        [(1, "1", "Her birim, yaptığı çalışmaları her yıl Senatoya rapor eder."), (2, "2", "Öğrenciler on beş gün içinde dekanlığa itiraz edebilir.")],
        [("1", "Ortakların listesi herkese açıktır."), ("2", "Birimler yaptıkları çalışmaları her yıl haziran ayında Senatoya raporlar."), ("3", "ÖĞRENCİLERİN DEKANLIĞA İTİRAZI, on beş gün içinde yapılır.")])
        .ShouldBe(["1 c3", "2 c1", "3 c2"]);

    [Fact]
    public void A_clause_that_keeps_its_number_may_change_more() => Match(
        [(1, "1", "Scope"), (2, "2", "Yurt dışından gelen öğrenci ve öğretim elemanlarının oranı artırılır; bu oranlar her yıl Senatonun bilgisine sunulur.")],
        [("1", "Scope and application"), ("2", "Yurt dışından gelen öğrencilerin sayısını yükseltmek hedeflenir, sonuçlar yıllık olarak Senatoya bildirilir.")])
        .ShouldBe(["1 c1", "2 c2"]);

    [Fact]
    public void Another_clause_in_the_place_of_one_is_new() => Match(
        [(1, "1", "Every unit reports once a year to the Senate."), (2, "2", "Photographs of pupils are published only with the consent of their parents.")],
        [("1", "Every unit reports once a year to the Senate."), ("2", "Travel is paid from the budget of the unit that invites.")])
        .ShouldBe(["1 c1", "2 c3"]);

    [Fact]
    public void Of_a_clause_split_in_two_the_more_alike_half_is_the_clause() => Match(
        [(5, "1", "Visitors under eighteen are never alone with one member of staff, and photographs of them are published only with the written consent of their parents, which the school keeps.")],
        [("1", "Visitors under eighteen are never alone with one member of staff."), ("2", "Photographs of visitors under eighteen are published only with the written consent of their parents, which the school keeps.")])
        .ShouldBe(["1 c6", "2 c5"]);

    [Fact]
    public void Equal_clauses_keep_their_numbers_and_else_their_order() => Match(
        [(1, "1", "Repealed."), (2, "2", "Repealed."), (3, "3", "Repealed."), (4, "4", "Repealed.")],
        [("2", "REPEALED"), ("5", "Repealed."), ("6", "(repealed)")])
        .ShouldBe(["2 c2", "5 c1", "6 c3"]);

    [Fact]
    public void A_clause_without_words_is_known_by_its_number() => Match(
        [(1, "1", ""), (2, "2", "…"), (3, "3", "Housing is offered to every guest.")],
        [("1", "—"), ("2", "Lessons in Turkish are free of charge."), ("3", "")])
        .ShouldBe(["1 c1", "2 c2", "3 c3"]);

    [Fact]
    public void By_hand_a_clause_comes_back_another_is_new_and_one_takes_the_place_of_another() => Match(
        [(1, "1", "Every unit reports once a year."), (2, "2", "The Rector appoints a coordinator."), (4, "3", "Housing is offered to every guest.")],
        [("1", "Every unit reports once a year."), ("2", "The Rector appoints a coordinator."), ("3", "Lessons are free."), ("4", "Partners are listed.")],
        new() { ["1"] = null, ["3"] = 3, ["4"] = 2, ["9"] = 4 }, last: 5)
        .ShouldBe(["1 c6", "2 c7", "3 c3", "4 c2"]);

    [Fact]
    public void Of_two_numbers_given_one_identifier_the_first_has_it() => Match(
        [(1, "1", "Every unit reports once a year.")], [("1", "Every unit reports once a year."), ("2", "Partners are listed.")], new() { ["2"] = 1, ["1"] = 1 })
        .ShouldBe(["1 c1", "2 c2"]);

    [Fact]
    public void Four_hundred_reworded_clauses_in_another_order_have_an_identifier_each()
    {
        var before = Enumerable.Range(1, 400).Select(i => new IdentifiedClause(i, Number(i), Sentence(i, 60))).ToList();
        var after = Enumerable.Range(1, 400).Select(i => new NumberedText(Number(i), "From now on: " + Sentence(401 - i, 50))).ToList();
        var last = 400;
        var ids = ClauseIdentity.Match(before, after, NoHand, ref last);
        ids[Number(1)].ShouldBe(400);
        ids.Values.ShouldBeUnique();

        static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
        static string Sentence(int clause, int words) => string.Join(' ', Enumerable.Range(0, words).Select(word => word % 2 == 0 ? "common" + Number(word) : "w" + Number(((clause * 31) + (word * 17)) % 1500)));
    }

    private static List<string> Match((int Id, string Number, string Text)[] before, (string Number, string Text)[] after, Dictionary<string, int?>? byHand = null, int last = 0)
    {
        last = Math.Max(last, before.Max(clause => clause.Id));
        var ids = ClauseIdentity.Match([.. before.Select(c => new IdentifiedClause(c.Id, c.Number, c.Text))], [.. after.Select(c => new NumberedText(c.Number, c.Text))], byHand ?? NoHand, ref last);
        return [.. after.Select(clause => $"{clause.Number} c{ids[clause.Number]}")];
    }

    /// <summary>Plays random histories of a policy and looks at each of their versions.</summary>
    private static void ForEachVersion(Action<Matched> look) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Histories, history =>
    {
        var clauses = new List<IdentifiedClause>();
        var ever = new HashSet<int>();
        var last = 0;
        foreach (var (version, steps) in history.Index())
        {
            var (after, byHand) = Write(clauses, steps, version, last);
            var lastBefore = last;
            var ids = ClauseIdentity.Match(clauses, after, byHand, ref last);
            look(new(clauses, after, byHand, ids, ever, lastBefore, last));
            clauses = [.. after.Select(clause => new IdentifiedClause(ids[clause.Number], clause.Number, clause.Text))];
            ever.UnionWith(ids.Values);
        }

        return true;
    }));

    /// <summary>The next version: clauses put in, taken out, reworded, moved, copied, split, and numbered anew or not.</summary>
    private static (List<NumberedText> After, Dictionary<string, int?> ByHand) Write(List<IdentifiedClause> before, Step[] steps, int version, int last)
    {
        var texts = before.Select(clause => (clause.Number, clause.Text, Hand: (int?)-1)).ToList();
        var added = 0;
        foreach (var (deed, at, other) in steps.Where(step => texts.Count > 0 || step.Deed == Deed.Insert))
        {
            var place = texts.Count > 0 ? at % texts.Count : 0;
            var words = texts.Count > 0 ? texts[place].Text.Split(' ') : [];
            switch (deed)
            {
                case Deed.Insert:
                    texts.Insert(place, (Fresh(), Words(other), -1));
                    break;
                case Deed.Remove:
                    texts.RemoveAt(place);
                    break;
                case Deed.Reword:
                    var until = other % (words.Length + 1);
                    texts[place] = texts[place] with { Text = string.Join(' ', [.. words[..until], Words(other), .. words[Math.Min(words.Length, until + (at % 3))..]]) };
                    break;
                case Deed.Empty:
                    texts[place] = texts[place] with { Text = at % 2 == 0 ? "" : "—" };
                    break;
                case Deed.Move:
                    var moved = texts[place];
                    texts.RemoveAt(place);
                    texts.Insert(other % (texts.Count + 1), moved);
                    break;
                case Deed.Copy:
                    texts.Insert(other % (texts.Count + 1), (Fresh(), texts[place].Text, -1));
                    break;
                case Deed.Split:
                    texts[place] = texts[place] with { Text = string.Join(' ', words[..(words.Length / 2)]) };
                    texts.Insert(place + 1, (Fresh(), string.Join(' ', words[(words.Length / 2)..]), -1));
                    break;
                case Deed.Recase:
                    texts[place] = texts[place] with { Text = "  " + texts[place].Text.ToUpperInvariant().Replace(" ", " \n ", StringComparison.Ordinal) };
                    break;
                case Deed.Hand:
                    var wanted = other % (last + 1);
                    texts[place] = texts[place] with { Hand = wanted == 0 || texts.Exists(text => text.Hand == wanted) ? null : wanted };
                    break;
            }
        }

        // Half of the versions are numbered from the beginning; in the others what was there keeps its number.
        var isNumberedAnew = steps.Length % 2 == 0;
        var numbered = texts.Select((text, i) => text with { Number = isNumberedAnew ? (i + 1).ToString(CultureInfo.InvariantCulture) : text.Number }).ToList();
        return ([.. numbered.Select(text => new NumberedText(text.Number, text.Text))], numbered.Where(text => text.Hand != -1).ToDictionary(text => text.Number, text => text.Hand));

        string Fresh() => FormattableString.Invariant($"{version}.0.{++added}");
    }

    /// <summary>Between none and nine words, of few, so that clauses have words in common and are equal now and then.</summary>
    private static string Words(int seed) => string.Join(' ', Enumerable.Range(0, seed % 10).Select(i => Vocabulary[(seed / 10 * (i + 3) / 2) % Vocabulary.Length]));

    private static readonly string[] Vocabulary =
        ["the", "Senate", "University", "every", "year", "reports", "unit", "Rector", "appoints", "committee", "Senato", "Senatoya", "Üniversitenin", "her", "yıl", "birim", "kurul", "ışık", "İlke", "rapor",
        "students", "apply", "within", "fifteen", "days", "dean", "öğrenciler", "başvurur", "gün", "dekanlığa", "housing", "partners", "register", "review", "repealed"];

    private enum Deed
    {
        Insert,
        Remove,
        Reword,
        Empty,
        Move,
        Copy,
        Split,
        Recase,
        Hand,
    }

    private readonly record struct Step(Deed Deed, int Place, int Other);

    private sealed record Matched(
        List<IdentifiedClause> Before, List<NumberedText> After, Dictionary<string, int?> ByHand, IReadOnlyDictionary<string, int> Ids, HashSet<int> Ever, int LastBefore, int LastAfter);
}
