using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Services;

/// <summary>Words of the interface that need more than a look-up: counts, and the names of choices.</summary>
public static class PageWords
{
    /// <summary>"1 seminar", "12 seminars"; Turkish has one form for both.</summary>
    public static string Count(this IStringLocalizer words, int count, string one, string many) =>
        words[count == 1 ? one : many, count.ToString("N0", Languages.CultureOf(Languages.Current))];

    /// <summary>How a lecture's registration stands, in few words: "12 places left", "Full".</summary>
    /// <param name="timeZone">The lecture's: IANA name.</param>
    /// <param name="now">UTC.</param>
    public static string Seats(this IStringLocalizer words, SeatStanding standing, string timeZone, DateTime now, string culture) => standing.At(now) switch
    {
        SeatAvailability.NotOpenYet => words["Seats.Opens", DateWords.Moment(standing.Seating.Opens!.Value, timeZone, now, culture)],
        SeatAvailability.Closed => words["Seats.Closed"],
        SeatAvailability.WaitingList => words["Seats.WaitingList"],
        SeatAvailability.Full => words["Seats.Full"],
        _ when standing.Find(SeatPlace.Hall) is { } hall && standing.Find(SeatPlace.Online) is { } online =>
            words["Seats.Both", words.Seats(standing, hall), words.Seats(standing, online)],
        _ => words.Seats(standing, standing.Places[0]),
    };

    /// <summary>The same of one place, while registration is open.</summary>
    public static string Seats(this IStringLocalizer words, SeatStanding standing, PlaceSeats place) => standing.In(place) switch
    {
        SeatAvailability.Open => words.Count(standing.LeftIn(place), "Seats.Left.one", "Seats.Left.many"),
        SeatAvailability.WaitingList => words["Seats.WaitingList"],
        _ => words["Seats.Full"],
    };

    /// <summary>The name of a section of the site: "Seminars".</summary>
    public static string Section(this IStringLocalizer words, ContentKind kind) => words[$"Section.{kind}"];

    /// <summary>What staff call the items of a kind, where the public has a section of another name: "Pages".</summary>
    public static string Items(this IStringLocalizer words, ContentKind kind) => words[ItemsKey(kind)];

    /// <summary>Key of <see cref="Items"/> among the words.</summary>
    public static string ItemsKey(ContentKind kind) => $"ContentKind.{kind}.many";

    /// <summary>What a section is, in a sentence or two.</summary>
    public static string SectionLead(this IStringLocalizer words, ContentKind kind) => words[$"Section.{kind}.lead"];

    /// <summary>The name of an enumeration's value.</summary>
    public static string Name<T>(this IStringLocalizer words, T value)
        where T : struct, Enum => words[$"{typeof(T).Name}.{value}"];

    /// <summary>The names of the flags that are set.</summary>
    public static string Names<T>(this IStringLocalizer words, T flags)
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Where(value => flags.HasFlag(value)).Select(value => words.Name(value)));

    /// <summary>A text with the language it is in, where that is not the page's: a screen reader changes its voice.</summary>
    public static IHtmlContent Marked(this LocalizedFragment fragment)
    {
        if (fragment.Culture == Languages.Current)
        {
            return new StringHtmlContent(fragment.Text);
        }

        var span = new TagBuilder("span") { Attributes = { ["lang"] = fragment.Culture } };
        span.InnerHtml.Append(fragment.Text);
        return span;
    }

    /// <summary>A sentence of the interface around texts that may be marked.</summary>
    public static IHtmlContent Sentence(this IStringLocalizer words, string key, params object[] parts) =>
        new HtmlContentBuilder().AppendFormat(words[key].Value, parts);

    /// <summary>An address of the web or of e-mail, which may go on in the next line before each of its points and its @.</summary>
    public static IHtmlContent Breakable(string address) =>
        new HtmlString(HtmlEncoder.Default.Encode(address).Replace(".", "<wbr>.", StringComparison.Ordinal).Replace("@", "<wbr>@", StringComparison.Ordinal));

    /// <summary>A number as the language writes it.</summary>
    public static string Number(decimal value) => value.ToString("#,0.####", Languages.CultureOf(Languages.Current));

    /// <summary>"60%"; in Turkish the sign stands first.</summary>
    public static string Percent(string number) => Languages.Current == Languages.Turkish ? "%" + number : number + "%";

    /// <summary>How large a file is, in the largest unit that makes it a number of one or more: "148 KB", "1.4 MB".</summary>
    public static string Size(long bytes)
    {
        const long Kilo = 1024;
        return bytes < Kilo * Kilo
            ? Number(Math.Max(1, (bytes + Kilo - 1) / Kilo)) + " KB"
            : Math.Round(bytes / (decimal)(Kilo * Kilo), 1).ToString("#,0.#", Languages.CultureOf(Languages.Current)) + " MB";
    }

    /// <summary>The first letters of the first and the last word, for a mark.</summary>
    public static string Initials(string name)
    {
        var parts = name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsLetterOrDigit(word[0])).ToList();
        var letters = parts.Count > 1 ? new[] { parts[0], parts[^1] } : [.. parts];
        return string.Concat(letters.Select(word => StringInfo.GetNextTextElement(word).ToUpper(Languages.CultureOf(Languages.Current))));
    }

    /// <summary>A country's name in the language of the page.</summary>
    /// <param name="code">ISO 3166-1 alpha-2.</param>
    public static string Country(string code)
    {
        if (code == "TR")
        {
            return "Türkiye";
        }

        // A region's name in a chosen language stands only in the native name of that language there: "English (Hungary)".
        var name = CultureInfo.GetCultureInfo($"{Languages.Current}-{code}").NativeName;
        var bracket = name.IndexOf('(', StringComparison.Ordinal);
        return bracket < 0 ? code : name[(bracket + 1)..].TrimEnd(')');
    }
}
