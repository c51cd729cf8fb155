using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>The <c>Site</c> section of the settings: what makes the portal one university's.</summary>
public sealed class SiteSettings
{
    public LocalizedText Name { get; set; } = new();

    /// <summary>Name of the outreach office.</summary>
    public LocalizedText Office { get; set; } = new();

    /// <summary>Address within the site of a logo; without one a mark of the portal's own is shown.</summary>
    public string? Logo { get; set; }

    /// <summary>As CSS writes it: <c>#0b5f7d</c>.</summary>
    public string AccentColor { get; set; } = "";

    /// <summary>IANA name of the zone in which the university lives.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary><c>en</c>, <c>tr</c> or both; the first is shown to those who ask for none of them. Turkish and English if empty.</summary>
    public string[] Languages { get; set; } = [];

    public string ContactEmail { get; set; } = "";

    public string ContactPhone { get; set; } = "";

    public LocalizedText PostalAddress { get; set; } = new();

    /// <summary>Public address of the portal, such as <c>https://outreach.example.edu</c>; the one it listens at if empty.</summary>
    public string Address { get; set; } = "";

    public TimeZoneInfo Zone => field ??= TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public string DefaultLanguage => Languages[0];

    /// <summary>The day it is at the university.</summary>
    public DateOnly Today(TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, Zone));
}
