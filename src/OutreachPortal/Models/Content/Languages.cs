using System.Globalization;

namespace OutreachPortal.Models;

/// <summary>The two languages of the portal, as they stand in addresses, file names and the database.</summary>
public static class Languages
{
    public const string English = "en";
    public const string Turkish = "tr";

    public static readonly IReadOnlyList<string> All = [English, Turkish];

    // Dates in English follow British use: day before month, 24 hours.
    private static readonly CultureInfo EnglishCulture = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo TurkishCulture = CultureInfo.GetCultureInfo("tr-TR");

    public static string Other(string culture) => culture == Turkish ? English : Turkish;

    public static CultureInfo CultureOf(string culture) => culture == Turkish ? TurkishCulture : EnglishCulture;

    /// <summary>Language of the current request: <c>en</c> or <c>tr</c>.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == Turkish ? Turkish : English;

    /// <summary>Value of a <c>lang</c> attribute for a text: null where it is the page's own language, which need not be said.</summary>
    public static string? Lang(string culture) => culture == Current ? null : culture;
}
