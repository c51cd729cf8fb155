using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>Sentences that both the editor's page and its scripts say.</summary>
public static class EditWords
{
    public static string IsHere(this IStringLocalizer words, OtherEditor other, SiteSettings site) =>
        words["Edit.IsHere", other.Name, DateWords.Clock(DateWords.Local(other.OpenedAt, site.TimeZone), Languages.Current)];

    /// <summary>A time of today by the clock alone, another with its day, in the site's time zone.</summary>
    /// <param name="at">UTC.</param>
    /// <param name="now">UTC.</param>
    public static string Moment(DateTime at, DateTime now, SiteSettings site)
    {
        var (local, today) = (DateWords.Local(at, site.TimeZone), DateWords.Local(now, site.TimeZone));
        var clock = DateWords.Clock(local, Languages.Current);
        return local.Date == today.Date ? clock : DateWords.Date(DateOnly.FromDateTime(local), Languages.Current) + " " + clock;
    }
}
