using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Models;

namespace OutreachPortal.Tests.Models;

public sealed class TextFoldingTests
{
    private static readonly Arbitrary<string> Texts = Gen.OneOf(
            Gen.Choose(0, 0xFFFF).Select(value => ((char)value).ToString()),
            Gen.Elements("ı", "İ", "I", "i", "ş", "Ş", "ğ", "ö", "Ü", "ß", "æ", "é", "e\u0301", " ", "-", "'", "’", "\n", "\ud83d\ude00", "A", "z", "7"))
        .ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    [Theory]
    [InlineData("IŞIK", "ışık", "isik")]
    [InlineData("İstanbul", "istanbul", "istanbul")]
    [InlineData("ÇAĞRI", "çağrı", "cagri")]
    [InlineData("GÖLGE", "gölge", "golge")]
    [InlineData("ÜNİVERSİTE", "üniversite", "universite")]
    public void Turkish_words_fold_alike_in_either_case(string upper, string lower, string folded)
    {
        TextFolding.Fold(upper).ShouldBe(folded, StringCompareShould.IgnoreLineEndings);
        TextFolding.Fold(lower).ShouldBe(folded, StringCompareShould.IgnoreLineEndings);
        TextFolding.Fold(folded).ShouldBe(folded, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void Folding_twice_changes_nothing() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Texts, text => TextFolding.Fold(TextFolding.Fold(text)) == TextFolding.Fold(text)));

    [Fact]
    public void Folding_does_not_depend_on_the_thread() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, text =>
        InCulture("tr-TR", () => (TextFolding.Fold(text), TextFolding.Slug(text), TextFolding.SortKey(text, "tr")))
        == InCulture("en-US", () => (TextFolding.Fold(text), TextFolding.Slug(text), TextFolding.SortKey(text, "tr")))));

    [Fact]
    public void A_folded_text_cut_short_has_no_half_letters() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, text =>
        Enumerable.Range(0, 6).All(length => TextFolding.Fold(text, length) is var folded && folded.Length <= length && IsWhole(folded))));

    [Fact]
    public void A_slug_has_only_letters_digits_and_single_hyphens() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, text =>
        TextFolding.Slug(string.Concat(Enumerable.Repeat(text, 9))) is var slug && slug.Length <= 100 && Regex.IsMatch(slug, @"^([a-z0-9]+(-[a-z0-9]+)*)?\z")));

    [Theory]
    [InlineData("Işık ve Gölge", "isik-ve-golge")]
    [InlineData("İstanbul'da Bilim", "istanbulda-bilim")]
    [InlineData("  Öğretmen — Akademisi!  ", "ogretmen-akademisi")]
    [InlineData("Straße & Ærø", "strasse-aero")]
    [InlineData("2026 yazı", "2026-yazi")]
    [InlineData("中文", "")]
    public void A_title_makes_a_slug(string title, string slug) => TextFolding.Slug(title).ShouldBe(slug);

    [Fact]
    public void A_long_title_is_cut_between_words()
    {
        TextFolding.Slug(string.Concat(Enumerable.Repeat("word ", 30))).ShouldBe(string.Join('-', Enumerable.Repeat("word", 20)));
        TextFolding.Slug(new string('a', 150)).ShouldBe(new string('a', 100));
    }

    [Theory]
    [InlineData("tr", "c ç d e f g ğ h ı i j o ö p r s ş t u ü v")]
    [InlineData("tr", "cz ça, Iz ia, oz öa, Sz şa, uz üa, gz ğa")]
    [InlineData("en", "a b c d i z")]
    public void Sort_keys_order_titles_as_their_language_does(string culture, string ordered)
    {
        foreach (var group in ordered.Split(", "))
        {
            var titles = group.Split(' ');
            titles.Reverse().OrderBy(title => TextFolding.SortKey(title, culture), StringComparer.Ordinal).ShouldBe(titles);
        }
    }

    [Fact]
    public void A_sort_key_fits_its_column() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, text =>
        TextFolding.SortKey(string.Concat(Enumerable.Repeat(text, 50)), "tr").Length <= ContentText.SortKeyLength));

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (!char.IsSurrogatePair(text, i) || ++i == 0))
            {
                return false;
            }
        }

        return true;
    }

    private static T InCulture<T>(string culture, Func<T> work)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
