using System.Text.RegularExpressions;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>
/// What makes the portal one university's: the <c>Site</c> section of the settings and, over it, what administrators have set.
/// A page that is being made shows them as of its content stamp: <see cref="SiteProfiles"/> lays them there.
/// </summary>
public sealed partial class SiteSettings
{
    private volatile Shown? _shown;
    private SiteSettings? _configured;

    public LocalizedText Name { get => _shown?.Name ?? field; set; } = new();

    /// <summary>Name of the outreach office.</summary>
    public LocalizedText Office { get => _shown?.Office ?? field; set; } = new();

    /// <summary>Address within the site of a logo; without one a mark of the portal's own is shown.</summary>
    public string? Logo { get => _shown is { } shown ? shown.Logo : field; set; }

    /// <summary>As CSS writes it: <c>#0b5f7d</c>. Nothing but a colour: it stands in a style element.</summary>
    public string AccentColor { get => _shown?.AccentColor ?? field; set; } = "";

    /// <summary>IANA name of the zone in which the university lives.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary><c>en</c>, <c>tr</c> or both; the first is shown to those who ask for none of them. Turkish and English if empty.</summary>
    public string[] Languages { get; set; } = [];

    public string ContactEmail { get => _shown?.ContactEmail ?? field; set; } = "";

    public string ContactPhone { get => _shown?.ContactPhone ?? field; set; } = "";

    public LocalizedText PostalAddress { get => _shown?.PostalAddress ?? field; set; } = new();

    /// <summary>Public address of the portal, such as <c>https://outreach.example.edu</c>; the one it listens at if empty.</summary>
    public string Address { get; set; } = "";

    /// <summary>Headline of the home page; the interface has one for each language that has none here.</summary>
    public LocalizedText HomeHeadline => _shown?.HomeHeadline ?? Nothing;

    public LocalizedText HomeLead => _shown?.HomeLead ?? Nothing;

    /// <summary>Folder and key of the event that the home page shows first.</summary>
    public string? HomeEvent => _shown?.HomeEvent;

    /// <summary>Folder and key of the story that the home page shows.</summary>
    public string? HomeStory => _shown?.HomeStory;

    public TimeZoneInfo Zone => field ??= TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public string DefaultLanguage => Languages[0];

    /// <summary>The settings alone, without what administrators set.</summary>
    public SiteSettings Configured => _configured ?? this;

    private static LocalizedText Nothing { get; } = new();

    /// <summary>The day it is at the university.</summary>
    public DateOnly Today(TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, Zone));

    /// <summary>When that day ends, in UTC.</summary>
    public DateTime EndOfToday(TimeProvider clock) => Event.ToUtc(Today(clock).AddDays(1).ToDateTime(TimeOnly.MinValue), Zone);

    /// <summary>Whether a text is a colour as an <c>input</c> of type colour writes it, and nothing else.</summary>
    public static bool IsColor(string? text) => text is not null && Color().IsMatch(text);

    /// <summary>Lays what administrators set over the settings; what they left empty stays as it is there.</summary>
    public void Lay(SiteProfile profile)
    {
        var configured = _configured ??= (SiteSettings)MemberwiseClone();
        _shown = new(
            Over(profile.Name, configured.Name),
            Over(profile.Office, configured.Office),
            profile.Logo is { Length: > 0 } logo ? MediaFile.AddressOf(logo) : configured.Logo,
            // Also when somebody has written into the table by hand.
            IsColor(profile.AccentColor) ? profile.AccentColor! : configured.AccentColor,
            Over(profile.ContactEmail, configured.ContactEmail),
            Over(profile.ContactPhone, configured.ContactPhone),
            Over(profile.PostalAddress, configured.PostalAddress),
            profile.HomeHeadline.Copy(),
            profile.HomeLead.Copy(),
            profile.HomeEvent,
            profile.HomeStory);
    }

    private static LocalizedText Over(LocalizedText set, LocalizedText configured) => new() { En = OverOrNull(set.En, configured.En), Tr = OverOrNull(set.Tr, configured.Tr) };

    private static string Over(string? set, string configured) => OverOrNull(set, configured)!;

    private static string? OverOrNull(string? set, string? configured) => string.IsNullOrWhiteSpace(set) ? configured : set;

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex Color();

    private sealed record Shown(
        LocalizedText Name, LocalizedText Office, string? Logo, string AccentColor, string ContactEmail, string ContactPhone,
        LocalizedText PostalAddress, LocalizedText HomeHeadline, LocalizedText HomeLead, string? HomeEvent, string? HomeStory);
}
