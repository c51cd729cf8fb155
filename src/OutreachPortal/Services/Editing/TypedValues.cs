using System.Globalization;
using System.Text.RegularExpressions;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>Why a typed number is none.</summary>
public enum NumberFault
{
    None,
    NotANumber,

    /// <summary>Three digits after the only separator: a thousand in one language is a thousandth in the other.</summary>
    Ambiguous,
    TooManyDecimals,
}

/// <summary>
/// Numbers and times as people type them. Turkish writes 1.234,5 and English 1,234.5, and whoever works in two languages types both; what
/// could be either is refused, never guessed.
/// </summary>
public static partial class TypedValues
{
    /// <summary>Decimals that the database keeps.</summary>
    public const int MostDecimals = 4;

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "d.M.yyyy"];

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "d.M.yyyy HH:mm", "d.M.yyyy HH.mm", "d.M.yyyy HH:mm:ss",
    ];

    public static NumberFault ReadNumber(string text, out decimal number)
    {
        number = 0;
        text = text.Trim().Replace('\u2212', '-');
        var (digits, fault) = text switch
        {
            _ when text.Length > 60 => ("", NumberFault.NotANumber),
            _ when Plain().IsMatch(text) => (text, NumberFault.None),
            _ when Spaced().IsMatch(text) => (Spaces().Replace(text, "").Replace(',', '.'), NumberFault.None),
            _ when PointGroups().IsMatch(text) => (text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'), NumberFault.None),
            _ when CommaGroups().IsMatch(text) => (text.Replace(",", "", StringComparison.Ordinal), NumberFault.None),
            _ when EitherWay().IsMatch(text) => ("", NumberFault.Ambiguous),
            _ when OneSeparator().IsMatch(text) => (text.Replace(',', '.'), NumberFault.None),
            _ => ("", NumberFault.NotANumber),
        };
        return fault != NumberFault.None ? fault
            : !decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) ? NumberFault.NotANumber
            : decimal.Round(number, MostDecimals) != number ? NumberFault.TooManyDecimals
            : NumberFault.None;
    }

    /// <summary>A whole number, in groups of three or not; null when it is none.</summary>
    public static long? ReadWhole(string text)
    {
        text = text.Trim().Replace('\u2212', '-');
        var digits = text.Length > 60 ? ""
            : Plain().IsMatch(text) ? text
            : WholeGroups().IsMatch(text) ? Separators().Replace(text, "")
            : "";
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A number as the language writes it, such that <see cref="ReadNumber"/> reads the same in any.</summary>
    public static string Write(decimal number, string culture)
    {
        var text = number.ToString("0.############################", Languages.CultureOf(culture));
        return EitherWay().IsMatch(text) ? text + "0" : text;
    }

    /// <summary>A day; null when there is none such.</summary>
    public static DateOnly? ReadDate(string text) =>
        DateOnly.TryParseExact(text.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>A time of a zone that is not said; null when it is none, or names a zone.</summary>
    public static DateTime? ReadTime(string text) =>
        DateTime.TryParseExact(text.Trim(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    public static string Write(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Without seconds where there are none.</summary>
    public static string Write(DateTime time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[-+]?[0-9]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[-+]?[0-9]{1,3}([ \u00A0\u2009\u202F][0-9]{3})+([.,][0-9]+)?\z")]
    private static partial Regex Spaced();

    [GeneratedRegex(@"[ \u00A0\u2009\u202F]")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[-+]?[0-9]{1,3}((\.[0-9]{3})+,[0-9]+|(\.[0-9]{3}){2,})\z")]
    private static partial Regex PointGroups();

    [GeneratedRegex(@"^[-+]?[0-9]{1,3}((,[0-9]{3})+\.[0-9]+|(,[0-9]{3}){2,})\z")]
    private static partial Regex CommaGroups();

    [GeneratedRegex(@"^[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}\z")]
    private static partial Regex EitherWay();

    [GeneratedRegex(@"^[-+]?[0-9]+[.,][0-9]+\z")]
    private static partial Regex OneSeparator();

    [GeneratedRegex(@"^[-+]?[1-9][0-9]{0,2}(([ \u00A0\u2009\u202F][0-9]{3})+|(\.[0-9]{3})+|(,[0-9]{3})+)\z")]
    private static partial Regex WholeGroups();

    [GeneratedRegex(@"[ \u00A0\u2009\u202F.,]")]
    private static partial Regex Separators();
}
