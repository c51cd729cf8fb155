using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What administrators may set of the site. What is empty is as the settings file says.</summary>
public sealed class SettingsForm
{
    /// <summary>Of the profile when the form was opened.</summary>
    public string? Version { get; set; }

    public LocalizedText Name { get; set; } = new();

    public LocalizedText Office { get; set; } = new();

    /// <summary>Address or name of an image in the media store.</summary>
    public string? Logo { get; set; }

    public string? AccentColor { get; set; }

    public string? ContactEmail { get; set; }

    public string? ContactPhone { get; set; }

    public LocalizedText PostalAddress { get; set; } = new();

    public LocalizedText HomeHeadline { get; set; } = new();

    public LocalizedText HomeLead { get; set; } = new();

    /// <summary>Folder and key; empty for the next one.</summary>
    public string? HomeEvent { get; set; }

    /// <summary>Address of the page of another event; goes before <see cref="HomeEvent"/>.</summary>
    public string? HomeEventAddress { get; set; }

    public string? HomeStory { get; set; }

    public string? HomeStoryAddress { get; set; }

    public static SettingsForm Of(SiteProfile profile) => new()
    {
        Version = profile.Version.ToString(),
        Name = profile.Name.Copy(),
        Office = profile.Office.Copy(),
        Logo = profile.Logo is { Length: > 0 } logo ? MediaFile.AddressOf(logo) : null,
        AccentColor = profile.AccentColor,
        ContactEmail = profile.ContactEmail,
        ContactPhone = profile.ContactPhone,
        PostalAddress = profile.PostalAddress.Copy(),
        HomeHeadline = profile.HomeHeadline.Copy(),
        HomeLead = profile.HomeLead.Copy(),
        HomeEvent = profile.HomeEvent,
        HomeStory = profile.HomeStory,
    };
}

/// <summary>An item that the home page may show.</summary>
/// <param name="Reference">Folder and key.</param>
/// <param name="Date">Day on which an event begins or a story came out.</param>
public sealed record SettingsChoice(string Reference, DateOnly Date, IReadOnlyList<TextLine> Texts);

/// <param name="Theirs">What somebody else saved since the form was opened; null when nobody did.</param>
/// <param name="Headline">What the home page says where nothing is typed.</param>
/// <param name="Images">Names and original names of the latest images, for suggestions.</param>
public sealed record SettingsViewModel(
    SettingsForm Form, SettingsForm? Theirs, SiteSettings Configured, LocalizedText Headline, LocalizedText Lead,
    IReadOnlyList<SettingsChoice> Events, IReadOnlyList<SettingsChoice> Stories, IReadOnlyList<(string Name, string OriginalName)> Images);
