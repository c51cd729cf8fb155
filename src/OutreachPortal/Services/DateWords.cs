using System.Globalization;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>Dates and times as people read them: "Thu 14 May, 14:00–15:30, Istanbul time".</summary>
public static class DateWords
{
    /// <summary>An event's time in its own zone, in three parts: day, clock, zone.</summary>
    /// <param name="startsAt">UTC.</param>
    /// <param name="endsAt">UTC.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="now">UTC; another year than this one is named.</param>
    public static (string Day, string Clock, string Zone) When(DateTime startsAt, DateTime endsAt, string timeZone, DateTime now, string culture)
    {
        var start = Local(startsAt, timeZone);
        var end = Local(endsAt, timeZone);
        var thisYear = Local(now, timeZone).Year;
        return start.Date == end.Date
            ? (Day(start, thisYear, culture), $"{Clock(start, culture)}–{Clock(end, culture)}", Zone(timeZone, culture))
            : (Day(start, thisYear, culture), $"{Clock(start, culture)} – {Day(end, thisYear, culture)}, {Clock(end, culture)}", Zone(timeZone, culture));
    }

    /// <summary>"Thu 14 May", with the year when it is not this one.</summary>
    public static string Day(DateTime local, int thisYear, string culture) => local.ToString(
        (culture == Languages.Turkish, local.Year == thisYear) switch
        {
            (true, true) => "d MMMM dddd",
            (true, false) => "d MMMM yyyy dddd",
            (false, true) => "ddd d MMMM",
            (false, false) => "ddd d MMMM yyyy",
        }, Languages.CultureOf(culture));

    /// <summary>"Thu 14 May, 14:00, Istanbul time".</summary>
    /// <param name="utc">UTC.</param>
    /// <param name="now">UTC; another year than this one is named.</param>
    public static string Moment(DateTime utc, string timeZone, DateTime now, string culture)
    {
        var local = Local(utc, timeZone);
        return $"{Day(local, Local(now, timeZone).Year, culture)}, {Clock(local, culture)}, {Zone(timeZone, culture)}";
    }

    public static string Clock(DateTime local, string culture) =>
        local.ToString(culture == Languages.Turkish ? "HH.mm" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"14 May 2026".</summary>
    public static string Date(DateOnly date, string culture) => date.ToString("d MMMM yyyy", Languages.CultureOf(culture));

    /// <summary>What stands around a day's number in full: "Thursday 14 May", "14 Mayıs Perşembe".</summary>
    public static (string Before, string After) AroundDay(DateOnly date, string culture) => culture == Languages.Turkish
        ? ("", date.ToString(" MMMM dddd", Languages.CultureOf(culture)))
        : (date.ToString("dddd ", Languages.CultureOf(culture)), date.ToString(" MMMM", Languages.CultureOf(culture)));

    /// <summary>"May 2026".</summary>
    public static string Month(DateOnly date, string culture) => date.ToString("MMMM yyyy", Languages.CultureOf(culture));

    public static string ShortMonth(DateTime local, string culture) => local.ToString("MMM", Languages.CultureOf(culture)).TrimEnd('.');

    public static DateTime Local(DateTime utc, string timeZone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(timeZone));

    /// <summary>For the <c>datetime</c> attribute: local time with its offset.</summary>
    public static string Machine(DateTime utc, string timeZone) =>
        WithOffset(utc, timeZone).ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture);

    /// <summary>An instant with the offset that its zone has then.</summary>
    public static DateTimeOffset WithOffset(DateTime utc, string timeZone) =>
        TimeZoneInfo.ConvertTime(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)), TimeZoneInfo.FindSystemTimeZoneById(timeZone));

    /// <summary>"Istanbul time": the city by which the zone is named.</summary>
    public static string Zone(string timeZone, string culture)
    {
        var city = timeZone[(timeZone.LastIndexOf('/') + 1)..].Replace('_', ' ');
        return culture == Languages.Turkish ? TurkishCities.GetValueOrDefault(city, city) + " saati" : city + " time";
    }

    /// <summary>
    /// Cities of time zones whose Turkish name is another, as Unicode's CLDR has them. ICU knows them too, but .NET gives
    /// them only in the language in which a zone was first asked for.
    /// </summary>
    private static readonly Dictionary<string, string> TurkishCities = (
        "Istanbul İstanbul, London Londra, Lisbon Lizbon, Rome Roma, Vatican Vatikan, Athens Atina, Brussels Brüksel, "
        + "Luxembourg Lüksemburg, Vienna Viyana, Zurich Zürih, Copenhagen Kopenhag, Stockholm Stokholm, Warsaw Varşova, Prague Prag, "
        + "Budapest Budapeşte, Bucharest Bükreş, Sofia Sofya, Belgrade Belgrad, Sarajevo Saraybosna, Skopje Üsküp, Tirane Tiran, "
        + "Chisinau Kişinev, Kyiv Kiev, Moscow Moskova, Nicosia Lefkoşa, Famagusta Mağusa, Baku Bakü, Tbilisi Tiflis, Yerevan Erivan, "
        + "Tehran Tahran, Baghdad Bağdat, Damascus Şam, Beirut Beyrut, Jerusalem Kudüs, Riyadh Riyad, Kuwait Kuveyt, Qatar Katar, "
        + "Bahrain Bahreyn, Kabul Kabil, Tashkent Taşkent, Ashgabat Aşkabat, Bishkek Bişkek, Dushanbe Duşanbe, Almaty Almatı, Cairo Kahire, "
        + "Tripoli Trablus, Tunis Tunus, Algiers Cezayir, Casablanca Kazablanka, Khartoum Hartum, Singapore Singapur, Seoul Seul, "
        + "Shanghai Şanghay")
        .Split(", ").Select(pair => pair.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
