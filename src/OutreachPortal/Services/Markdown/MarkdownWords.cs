using System.Globalization;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Markdown;

/// <summary>The few words that rendering adds to a text, in the text's language, which need not be the reader's.</summary>
internal static class MarkdownWords
{
    public static string LinkTo(string heading, string culture) =>
        (culture == Languages.Turkish ? "Bu bölümün bağlantısı: " : "Link to this section: ") + heading.Trim();

    public static string Table(int number, string culture) =>
        (culture == Languages.Turkish ? "Tablo " : "Table ") + number.ToString(CultureInfo.InvariantCulture);

    public static string Clause(string number, string culture) =>
        (culture == Languages.Turkish ? "Madde " : "Clause ") + number;

    public static string CiteClause(string number, string culture) =>
        culture == Languages.Turkish ? $"Madde {number}: atıf ve geçmişi" : $"Clause {number}: citation and history";

    public static string Footnotes(string culture) => culture == Languages.Turkish ? "Dipnotlar" : "Footnotes";

    public static string Footnote(int number, string culture) =>
        (culture == Languages.Turkish ? "Dipnot " : "Footnote ") + number.ToString(CultureInfo.InvariantCulture);

    public static string BackToText(string culture) => culture == Languages.Turkish ? "Metne dön" : "Back to the text";
}
