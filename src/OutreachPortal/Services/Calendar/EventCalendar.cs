using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Calendar;

/// <summary>What a calendar that can be subscribed to says of itself. Addresses are within the site.</summary>
/// <param name="Page">Where people read the same.</param>
/// <param name="Source">Where the calendar itself is.</param>
public sealed record CalendarFeed(LocalizedFragment Name, LocalizedFragment Description, string Page, string Source);

/// <summary>What an event's entry in a letter says besides the event (RFC 5546).</summary>
/// <param name="Method"><c>PUBLISH</c>, or <c>CANCEL</c> to take the entry back.</param>
/// <param name="Sequence">Higher than in any letter before to the same holder.</param>
/// <param name="Stamp">UTC; when it was written.</param>
/// <param name="Organizer">An e-mail address: these methods ask for one.</param>
public sealed record CalendarMessage(string Method, int Sequence, DateTime Stamp, string Organizer);

/// <summary>Events as iCalendar (RFC 5545, RFC 7986), each text in the reader's language or else in the other.</summary>
public sealed class EventCalendar(IStringLocalizer<Words> words, SiteSettings site, SiteAddress address, TimeProvider clock)
{
    public const string MediaType = "text/calendar; charset=utf-8";

    /// <summary>A calendar that can be subscribed to holds no more.</summary>
    public const int MostEvents = 1000;

    /// <summary>How often a subscriber need look again.</summary>
    private const string Refresh = "PT12H";

    /// <param name="feed">Null for a single event, which is to become part of the calendar that somebody already has.</param>
    /// <param name="message">Where it goes out in a letter.</param>
    public string Write(IReadOnlyList<CalendarItem> events, CalendarFeed? feed, string culture, CalendarMessage? message = null)
    {
        var calendar = new ICalendarWriter();
        calendar.Begin("VCALENDAR");
        calendar.Value("VERSION", "2.0");
        calendar.Text("PRODID", $"-//{site.Name.In(culture)}//Outreach Portal//{culture.ToUpperInvariant()}");
        calendar.Value("METHOD", message?.Method ?? "PUBLISH");
        if (feed is not null)
        {
            calendar.Text("NAME", feed.Name.Text, ("LANGUAGE", feed.Name.Culture));
            calendar.Text("X-WR-CALNAME", feed.Name.Text);
            calendar.Text("X-WR-TIMEZONE", site.TimeZone);
            calendar.Text("DESCRIPTION", feed.Description.Text, ("LANGUAGE", feed.Description.Culture));
            calendar.Value("REFRESH-INTERVAL", Refresh, ("VALUE", "DURATION"));
            calendar.Value("X-PUBLISHED-TTL", Refresh);
            calendar.Value("URL", address.Of(feed.Page));
            calendar.Value("SOURCE", address.Of(feed.Source), ("VALUE", "URI"));
            if (events.Max(e => e.PublishedAt) is { } changed)
            {
                calendar.Utc("LAST-MODIFIED", changed);
            }
        }

        foreach (var zone in events.GroupBy(e => e.TimeZone).OrderBy(zone => zone.Key, StringComparer.Ordinal))
        {
            WriteZone(calendar, zone.Key, zone.SelectMany(e => new[] { e.StartsAt, e.EndsAt }));
        }

        if (events.Count == 0)
        {
            // A calendar has at least one component.
            WriteZone(calendar, site.TimeZone, [clock.GetUtcNow().UtcDateTime]);
        }

        foreach (var item in events.OrderBy(e => e.StartsAt).ThenBy(e => e.Uid))
        {
            WriteEvent(calendar, item, feed, culture, message);
        }

        calendar.End("VCALENDAR");
        return calendar.ToString();
    }

    private static void WriteZone(ICalendarWriter calendar, string timeZone, IEnumerable<DateTime> times)
    {
        calendar.Begin("VTIMEZONE");
        calendar.Value("TZID", timeZone);
        foreach (var observance in ZoneObservance.At(times, TimeZoneInfo.FindSystemTimeZoneById(timeZone)))
        {
            var component = observance.IsDaylight ? "DAYLIGHT" : "STANDARD";
            calendar.Begin(component);
            calendar.Local("DTSTART", observance.Onset + observance.From);
            calendar.Value("TZOFFSETFROM", Offset(observance.From));
            calendar.Value("TZOFFSETTO", Offset(observance.To));
            calendar.Text("TZNAME", Offset(observance.To));
            calendar.End(component);
        }

        calendar.End("VTIMEZONE");
    }

    private void WriteEvent(ICalendarWriter calendar, CalendarItem item, CalendarFeed? feed, string culture, CalendarMessage? message)
    {
        var text = item.Texts.In(culture);
        var page = address.Of(text.Address(culture));
        var isOff = item.Status == EventStatus.Cancelled || item.State == ContentState.Withdrawn || message?.Method == "CANCEL";
        // Not the time of this answer: the same content has to have the same bytes.
        var changed = item.PublishedAt ?? item.CreatedAt;
        calendar.Begin("VEVENT");
        calendar.Value("UID", item.Uid.ToString());
        calendar.Utc("DTSTAMP", message?.Stamp ?? changed);
        WriteTime(calendar, "DTSTART", item.StartsAt, item.TimeZone);
        WriteTime(calendar, "DTEND", item.EndsAt, item.TimeZone);
        calendar.Text("SUMMARY", text.Title, ("LANGUAGE", text.Culture));
        calendar.Text("DESCRIPTION", Description(item, text, page, culture), ("LANGUAGE", text.Culture));
        if (Location(item, culture) is { IsEmpty: false } place)
        {
            calendar.Text("LOCATION", place.Text, ("LANGUAGE", place.Culture));
        }

        calendar.Value("URL", page);
        calendar.Texts("CATEGORIES", item.Tags.Select(tag => tag.In(culture).Text).Prepend(words.Name(item.Kind)), ("LANGUAGE", culture));
        calendar.Value("STATUS", isOff ? "CANCELLED" : "CONFIRMED");
        calendar.Value("SEQUENCE", (message?.Sequence ?? item.Sequence).ToString(System.Globalization.CultureInfo.InvariantCulture));
        calendar.Utc("CREATED", item.FirstPublishedAt ?? item.CreatedAt);
        calendar.Utc("LAST-MODIFIED", changed);
        if ((message?.Organizer ?? site.ContactEmail) is { Length: > 0 } organizer)
        {
            calendar.Value("ORGANIZER", "mailto:" + organizer, ("CN", $"{site.Office.In(culture)}, {site.Name.In(culture)}"));
        }

        calendar.Value("CLASS", "PUBLIC");
        // Whoever subscribes to everything is not busy at all of it.
        calendar.Value("TRANSP", isOff || feed is not null ? "TRANSPARENT" : "OPAQUE");
        if (OnlineLink(item) is { } link)
        {
            calendar.Value("CONFERENCE", link, ("VALUE", "URI"), ("LABEL", words["Take part online"]), ("LANGUAGE", culture));
        }

        calendar.End("VEVENT");
    }

    /// <summary>In the event's zone; in UTC where the clock shows that time twice, of which readers take this one or that.</summary>
    private static void WriteTime(ICalendarWriter calendar, string name, DateTime utc, string timeZone)
    {
        var local = DateWords.Local(utc, timeZone);
        if (TimeZoneInfo.FindSystemTimeZoneById(timeZone).IsAmbiguousTime(local))
        {
            calendar.Utc(name, utc);
        }
        else
        {
            calendar.Local(name, local, timeZone);
        }
    }

    private string Description(CalendarItem item, TextLine text, string page, string culture)
    {
        var speakers = item.Speakers.Select(speaker => speaker.In(culture)).Where(name => name.Length > 0).ToList();
        var parts = new List<string>();
        if (item.State == ContentState.Withdrawn)
        {
            parts.Add($"{words["This page was withdrawn"]}. {item.WithdrawnReason.In(culture)}".Trim());
        }

        if (item.Status != EventStatus.Scheduled)
        {
            parts.Add($"{words.Name(item.Status)}. {item.StatusNote.In(culture)}".Trim());
            if (item.PreviousStart is { } previous)
            {
                var local = DateWords.Local(previous, item.TimeZone);
                parts.Add(words["It was to begin on {0}, {1}.", DateWords.Day(local, 0, culture), DateWords.Clock(local, culture)]);
            }
        }

        parts.Add(text.Summary);
        if (speakers.Count > 0)
        {
            parts.Add($"{words[speakers.Count == 1 ? "Speaker" : "Speakers"]}: {string.Join(", ", speakers)}");
        }

        if (item.Mode.Under(item.Status) != AttendanceMode.OnSite && item.Status != EventStatus.Cancelled)
        {
            parts.Add(OnlineLink(item) is { } link ? $"{words["Take part online"]}: {link}"
                : item.OnlineLinkShown == OnlineLinkAudience.Registered ? words["The link goes to those who register."]
                : words.Name(item.Mode.Under(item.Status)));
        }

        return string.Join("\n\n", parts.Append(page));
    }

    private LocalizedFragment Location(CalendarItem item, string culture)
    {
        if (item.Mode.Under(item.Status) == AttendanceMode.Online)
        {
            return new(words.Name(AttendanceMode.Online), culture);
        }

        var place = item.Place.In(culture);
        return item.Address is null ? place : place with { Text = place.IsEmpty ? item.Address : $"{place.Text}, {item.Address}" };
    }

    private string? OnlineLink(CalendarItem item) => item.State == ContentState.Withdrawn ? null
        : Event.PublicOnlineLink(item.OnlineLink, item.OnlineLinkShown, item.Status, item.EndsAt, clock.GetUtcNow().UtcDateTime);

    private static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(offset.Seconds == 0 ? "hhmm" : "hhmmss", System.Globalization.CultureInfo.InvariantCulture);
}
