using OutreachPortal.Models;

namespace OutreachPortal.Services.Search;

/// <summary>A text to be weighed, as <see cref="SearchEntry"/> has it.</summary>
internal sealed record WeighedText(int Id, string Title, string Keywords, string Body);

/// <summary>
/// How well texts answer what was asked: BM25F over title, keywords and text. All of them have all words, so that a word
/// that is rare says no more than one that is not.
/// </summary>
internal static class SearchWeight
{
    private const double TitleWeight = 10;
    private const double KeywordsWeight = 4;

    /// <summary>A word that is the one typed, and not only begins like it.</summary>
    private const double ExactWord = 2;

    // Usual values: how soon more of the same says nothing new, and how much long texts are held back.
    private const double Saturation = 1.2;
    private const double Length = 0.75;

    public static Dictionary<int, double> Of(IReadOnlyCollection<WeighedText> texts, SearchTerms terms)
    {
        if (texts.Count == 0)
        {
            return [];
        }

        var counted = texts.Select(text => (text.Id, Title: Count(text.Title, terms), Keywords: Count(text.Keywords, terms), Body: Count(text.Body, terms))).ToList();
        var (title, keywords, body) = (counted.Average(text => text.Title.Words), counted.Average(text => text.Keywords.Words), counted.Average(text => text.Body.Words));
        return counted.ToDictionary(text => text.Id, text => Enumerable.Range(0, terms.Prefixes.Count).Sum(term =>
        {
            var weight = (TitleWeight * text.Title.Of(term, title)) + (KeywordsWeight * text.Keywords.Of(term, keywords)) + text.Body.Of(term, body);
            // However often the text says it: a title that does counts for more.
            return (weight / (Saturation + weight)) + (text.Title.Found[term] > 0 ? 1 : 0);
        }));
    }

    private static Counted Count(string words, SearchTerms terms)
    {
        var counted = new Counted(new double[terms.Prefixes.Count]);
        foreach (var range in words.AsSpan().Split(' '))
        {
            var word = words.AsSpan(range);
            counted.Words++;
            for (var term = 0; term < terms.Prefixes.Count; term++)
            {
                if (terms.Finds(word, term))
                {
                    counted.Found[term] += terms.IsTyped(word) ? ExactWord : 1;
                }
            }
        }

        return counted;
    }

    private sealed record Counted(double[] Found)
    {
        public int Words { get; set; }

        public double Of(int term, double average) => average == 0 ? 0 : Found[term] / (1 - Length + (Length * Words / average));
    }
}
