using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Search;

/// <summary>What a result shows of a text: some words around those that were found, which are marked.</summary>
public static class Excerpt
{
    /// <summary>Letters shown, give or take a word.</summary>
    private const int Length = 260;

    /// <summary>Letters before the first word found.</summary>
    private const int Lead = 60;

    /// <summary>The whole text, with the words found in it marked.</summary>
    public static IHtmlContent Marked(string text, SearchTerms terms) => Marked(text, 0, text.Length, [.. Found(text, terms)]);

    /// <summary>The summary, unless the words are found only in the text.</summary>
    public static IHtmlContent Of(string summary, string text, SearchTerms terms)
    {
        var inSummary = Found(summary, terms).ToList();
        if (inSummary.Count > 0)
        {
            return Marked(summary, 0, summary.Length, inSummary);
        }

        var inText = Best(text, terms);
        if (inText.Count == 0)
        {
            return Marked(summary, 0, summary.Length, []);
        }

        var start = WordStart(text, Math.Max(0, Math.Min(inText[0].Start - Lead, text.Length - Length)));
        var end = WordEnd(text, Math.Min(text.Length, Math.Max(start + Length, inText[0].End)));
        return Marked(text, start, end, inText);
    }

    /// <summary>The words found that stand together where the most different ones do.</summary>
    private static List<Word> Best(string text, SearchTerms terms)
    {
        var near = new List<Word>();
        var best = new List<Word>();
        var bestCount = 0;
        foreach (var word in Found(text, terms))
        {
            near.RemoveAll(other => word.End - other.Start > Length - Lead);
            near.Add(word);
            var count = near.DistinctBy(other => other.Term).Count();
            if (count > bestCount)
            {
                (best, bestCount) = ([.. near], count);
            }
            else if (best.Count > 0 && word.End - best[0].Start <= Length - Lead)
            {
                best.Add(word);
            }
            else if (bestCount == terms.Prefixes.Count)
            {
                break;
            }
        }

        return best;
    }

    private static HtmlContentBuilder Marked(string text, int start, int end, List<Word> words)
    {
        // Append encodes. The only thing that is not text is the mark.
        var html = new HtmlContentBuilder();
        if (start > 0)
        {
            html.Append("… ");
        }

        var at = start;
        foreach (var word in words.Where(word => word.Start >= start && word.End <= end))
        {
            html.Append(text[at..word.Start]).AppendHtml("<mark>").Append(text[word.Start..word.End]).AppendHtml("</mark>");
            at = word.End;
        }

        html.Append(text[at..end]);
        if (end < text.Length)
        {
            html.Append(" …");
        }

        return html;
    }

    /// <summary>
    /// Words of the text that a term finds. A word is what <see cref="TextFolding"/> keeps together: folding drops marks and
    /// what nobody sees, and may take apart what one letter was.
    /// </summary>
    private static IEnumerable<Word> Found(string text, SearchTerms terms)
    {
        var start = -1;
        for (var at = 0; at <= text.Length;)
        {
            // A lone half of a character is dropped, as folding drops it.
            var length = 1;
            var isPart = false;
            if (at < text.Length)
            {
                isPart = !Rune.TryGetRuneAt(text, at, out var rune) || IsPart(rune);
                length = Rune.TryGetRuneAt(text, at, out rune) ? rune.Utf16SequenceLength : 1;
            }

            if (isPart && start < 0)
            {
                start = at;
            }
            else if (!isPart && start >= 0)
            {
                var term = TermIn(text.AsSpan(start, at - start), terms);
                if (term >= 0)
                {
                    yield return new(start, at, term);
                }

                start = -1;
            }

            at += length;
        }
    }

    private static int TermIn(ReadOnlySpan<char> word, SearchTerms terms)
    {
        // Nearly every word of both languages is written with letters that fold one by one.
        const int Short = 64;
        if (word.Length <= Short)
        {
            Span<char> folded = stackalloc char[word.Length];
            var isPlain = true;
            for (var i = 0; i < word.Length && isPlain; i++)
            {
                folded[i] = char.IsAsciiLetterOrDigit(word[i]) ? char.ToLowerInvariant(word[i]) : TextFolding.Turkish(word[i]);
                isPlain = folded[i] != '\0';
            }

            if (isPlain)
            {
                return terms.TermOf(folded);
            }
        }

        foreach (var part in TextFolding.WordsIn(word.ToString()))
        {
            if (terms.TermOf(part) is >= 0 and var term)
            {
                return term;
            }
        }

        return -1;
    }

    private static bool IsPart(Rune rune) => Rune.IsLetterOrDigit(rune) || (Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control && rune.Value is not ('\n' or '\r' or '\t'));

    private static int WordStart(string text, int at)
    {
        var space = at == 0 ? -1 : text.IndexOf(' ', at);
        return at == 0 ? 0 : space >= 0 && space < at + Lead ? space + 1 : WholeRune(text, at);
    }

    private static int WordEnd(string text, int at)
    {
        var space = at == text.Length ? -1 : text.LastIndexOf(' ', at - 1);
        return at == text.Length ? at : space > at - Lead ? space : WholeRune(text, at);
    }

    private static int WholeRune(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;

    private sealed record Word(int Start, int End, int Term);
}
