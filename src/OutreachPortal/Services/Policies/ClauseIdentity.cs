using System.Runtime.InteropServices;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Policies;

/// <summary>A clause of a text: its permanent identifier, its number there, and its words in plain text.</summary>
public sealed record IdentifiedClause(int Id, string Number, string Text);

/// <summary>A clause of which only the number and the words are known yet.</summary>
public sealed record NumberedText(string Number, string Text);

/// <summary>
/// Finds the clauses of a text again in its next version. A clause stays itself while its words do, wherever it moves, and when it is reworded as long as
/// more of it stays than changes, or where it keeps its number. What cannot be told is a new clause: that is seen in the comparison and corrected by hand.
/// </summary>
public static class ClauseIdentity
{
    /// <summary>
    /// How alike two texts have to be to be one clause although the number changed; from 0 for no word in common to 1. Of sentences reworded as offices do
    /// it (another term of office, the passive for the active, a condition more), in Turkish and in English, most come to 0.4 to 0.8; of two clauses of the
    /// same policies that have nothing to do with each other one in a hundred comes to 0.22. But sentences cast in one mould ("The board has three members,
    /// elected for two years") come to 0.6, and to take one for the other is worse than to call it new.
    /// </summary>
    private const double Alike = 0.5;

    /// <summary>
    /// How alike where the number is the same, which says much already: those reworded past <see cref="Alike"/> stay above this, all but those written
    /// anew, and what was put in another's place stays below.
    /// </summary>
    private const double AlikeInPlace = 0.2;

    /// <summary>
    /// Letters by which a word is known, because Turkish says with endings what English says with words of their own: <c>Senatoya</c> and <c>Senatonun</c>
    /// are one word. Cut so, the likeness of reworded Turkish rises from 0.3 to 0.45, and that of strangers hardly at all.
    /// </summary>
    private const int Stem = 5;

    /// <summary>Clauses in which a word may be and still tell one from another; it also bounds the work on a text of ten thousand clauses.</summary>
    private const int MostOften = 500;

    /// <summary>Says which clause each text is: as given by hand, or else the one with its words, or else the most alike, or else a new one.</summary>
    /// <param name="before">The clauses of the version before, in its order; an identifier occurs once.</param>
    /// <param name="after">The clauses of the text, in its order; a number occurs once.</param>
    /// <param name="byHand">Identifiers by number; null says that the clause is new. Clauses that are no longer in <paramref name="before"/> come back so.
    /// Of two numbers with the same identifier the first in the text has it; numbers that the text lacks mean nothing.</param>
    /// <param name="last">The last identifier that the policy has given; raised for each new clause.</param>
    /// <returns>The identifier of each number; all different.</returns>
    public static IReadOnlyDictionary<string, int> Match(
        IReadOnlyCollection<IdentifiedClause> before, IReadOnlyList<NumberedText> after, IReadOnlyDictionary<string, int?> byHand, ref int last)
    {
        var olds = before.Select((clause, place) => new Clause(place, clause.Number, clause.Text) { Id = clause.Id }).ToList();
        var news = after.Select((clause, place) => new Clause(place, clause.Number, clause.Text)).ToList();
        var (openOlds, openNews) = ByHand(olds, news, byHand);
        BySameWords(openOlds, openNews);
        ByLikeness(olds, news, openOlds, openNews);

        // Whatever was given once is never given to a new clause, even if the count that came in lagged behind.
        last = olds.Concat(news).Select(clause => clause.Id).Append(last).Max();
        foreach (var clause in news.Where(clause => clause.Id == 0))
        {
            clause.Id = ++last;
        }

        return news.ToDictionary(clause => clause.Number, clause => clause.Id, StringComparer.Ordinal);
    }

    /// <summary>Gives what was given by hand.</summary>
    /// <returns>What is still to be matched.</returns>
    private static (HashSet<Clause> Olds, HashSet<Clause> News) ByHand(List<Clause> olds, List<Clause> news, IReadOnlyDictionary<string, int?> byHand)
    {
        var given = new HashSet<int>();
        var open = new HashSet<Clause>();
        foreach (var clause in news)
        {
            if (!byHand.TryGetValue(clause.Number, out var id))
            {
                open.Add(clause);
            }
            else if (id is { } wanted)
            {
                if (given.Add(wanted))
                {
                    clause.Id = wanted;
                }
                else
                {
                    open.Add(clause);
                }
            }
        }

        return ([.. olds.Where(clause => !given.Contains(clause.Id))], open);
    }

    /// <summary>The same words, however they are written and spaced; of several clauses with the same words those whose number is the same, and then in order.</summary>
    private static void BySameWords(HashSet<Clause> olds, HashSet<Clause> news)
    {
        var same = olds.Where(clause => clause.Words.Length > 0).ToLookup(clause => clause.Text, StringComparer.Ordinal);
        foreach (var group in news.Where(clause => same.Contains(clause.Text)).GroupBy(clause => clause.Text, StringComparer.Ordinal).ToList())
        {
            var byNumber = same[group.Key].DistinctBy(clause => clause.Number).ToDictionary(clause => clause.Number, StringComparer.Ordinal);
            foreach (var clause in group)
            {
                if (byNumber.TryGetValue(clause.Number, out var old))
                {
                    Pair(old, clause, olds, news);
                }
            }

            foreach (var (old, clause) in same[group.Key].Where(olds.Contains).Zip(group.Where(news.Contains)).ToList())
            {
                Pair(old, clause, olds, news);
            }
        }
    }

    /// <summary>The most alike first; then those whose number is the same and that have something in common, or nothing by which they could be told apart.</summary>
    private static void ByLikeness(List<Clause> olds, List<Clause> news, HashSet<Clause> openOlds, HashSet<Clause> openNews)
    {
        if (openOlds.Count == 0 || openNews.Count == 0)
        {
            return;
        }

        var found = Likenesses(olds, news, openOlds, openNews)
            .OrderByDescending(pair => pair.Degree)
            .ThenByDescending(pair => pair.IsInPlace)
            .ThenBy(pair => Math.Abs(pair.Old.Place - pair.New.Place))
            .ThenBy(pair => pair.New.Place)
            .ThenBy(pair => pair.Old.Place);
        foreach (var (old, clause, _, _) in found)
        {
            if (openOlds.Contains(old) && openNews.Contains(clause))
            {
                Pair(old, clause, openOlds, openNews);
            }
        }

        var byNumber = openOlds.DistinctBy(clause => clause.Number).ToDictionary(clause => clause.Number, StringComparer.Ordinal);
        foreach (var clause in openNews.OrderBy(clause => clause.Place).ToList())
        {
            if (byNumber.TryGetValue(clause.Number, out var old) && (old.Words.Length == 0 || clause.Words.Length == 0))
            {
                Pair(old, clause, openOlds, openNews);
            }
        }
    }

    /// <summary>
    /// All pairs alike enough to be one clause. Likeness is Dice's: twice what both have by what each has, where a word counts the more the fewer clauses it
    /// is in, so that <c>shall</c> and <c>University</c> make nothing alike. Words are looked up and not every text compared with every other.
    /// </summary>
    private static List<Likeness> Likenesses(List<Clause> olds, List<Clause> news, HashSet<Clause> openOlds, HashSet<Clause> openNews)
    {
        Weigh(olds, news);
        foreach (var clause in openOlds)
        {
            foreach (var word in clause.Terms.Where(word => word.Weight > 0))
            {
                word.In.Add(clause.Place);
            }
        }

        var weights = olds.Select(Weight).ToList();
        var found = new List<Likeness>();
        var common = new long[olds.Count];
        var touched = new List<int>();
        foreach (var clause in openNews)
        {
            foreach (var word in clause.Terms)
            {
                foreach (var old in word.In)
                {
                    if (common[old] == 0)
                    {
                        touched.Add(old);
                    }

                    common[old] += word.Weight;
                }
            }

            var weight = Weight(clause);
            foreach (var place in touched)
            {
                var old = olds[place];
                var likeness = 2.0 * common[place] / (weights[place] + weight);
                var isInPlace = old.Number == clause.Number;
                if (likeness >= (isInPlace ? AlikeInPlace : Alike))
                {
                    found.Add(new(old, clause, likeness, isInPlace));
                }

                common[place] = 0;
            }

            touched.Clear();
        }

        return found;

        static long Weight(Clause clause) => clause.Terms.Sum(word => (long)word.Weight);
    }

    /// <summary>Finds the words of all clauses, and what each is worth.</summary>
    private static void Weigh(List<Clause> olds, List<Clause> news)
    {
        var words = new Dictionary<(string Stem, int Time), Word>();
        foreach (var clause in olds)
        {
            foreach (var word in Terms(clause, words))
            {
                word.Olds++;
            }
        }

        foreach (var clause in news)
        {
            foreach (var word in Terms(clause, words))
            {
                word.News++;
            }
        }

        // Whole numbers, so that texts equally alike are equally alike in every order of adding up.
        foreach (var word in words.Values)
        {
            var clauses = Math.Max(word.Olds, word.News);
            word.Weight = clauses > MostOften ? 0 : (int)Math.Round(16 * Math.Log2(1 + ((double)Math.Max(olds.Count, news.Count) / clauses)));
        }
    }

    /// <summary>The words of a clause as they are compared; the second time a word occurs it is another, so that how often counts.</summary>
    private static List<Word> Terms(Clause clause, Dictionary<(string Stem, int Time), Word> words)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in clause.Words)
        {
            var stem = word.Length > Stem ? word[..Stem] : word;
            var time = ++CollectionsMarshal.GetValueRefOrAddDefault(times, stem, out _);
            ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(words, (stem, time), out _);
            clause.Terms.Add(term ??= new());
        }

        return clause.Terms;
    }

    private static void Pair(Clause old, Clause clause, HashSet<Clause> olds, HashSet<Clause> news)
    {
        clause.Id = old.Id;
        olds.Remove(old);
        news.Remove(clause);
    }

    private readonly record struct Likeness(Clause Old, Clause New, double Degree, bool IsInPlace);

    private sealed class Clause(int place, string number, string text)
    {
        public int Place { get; } = place;

        public string Number { get; } = number;

        public string[] Words { get; } = [.. TextFolding.WordsIn(text)];

        public string Text => field ??= string.Join(' ', Words);

        public List<Word> Terms { get; } = [];

        /// <summary>0 while it has none.</summary>
        public int Id { get; set; }
    }

    private sealed class Word
    {
        public int Olds { get; set; }

        public int News { get; set; }

        public int Weight { get; set; }

        /// <summary>The places of the clauses before that are still to be matched and have the word.</summary>
        public List<int> In { get; } = [];
    }
}
