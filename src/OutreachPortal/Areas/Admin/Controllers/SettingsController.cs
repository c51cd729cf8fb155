using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>What makes the portal one university's, and what its home page shows first.</summary>
[Route("admin/settings")]
[Authorize(StaffPolicies.Administer)]
public sealed partial class SettingsController(
    PortalDbContext db, PublicChange change, PastedAddresses addresses, AuditTrail audit, SiteSettings site, IStringLocalizer<Words> words, TimeProvider clock)
    : AdminController
{
    private const int PhoneLength = 40;
    private const int EventsOffered = 100;
    private const int StoriesOffered = 50;
    private const int ImagesOffered = 50;

    [HttpGet("")]
    public async Task<IActionResult> Edit() => await ShowAsync(SettingsForm.Of(await ProfileAsync()), null);

    [HttpPost("")]
    public async Task<IActionResult> Edit(SettingsForm form)
    {
        var typed = await ReadAsync(form);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(form, null);
        }

        if (await change.MakeAsync(() => SaveAsync(form.Version, typed), Aborted))
        {
            Done(words["Settings.Saved"]);
            return Redirect("/admin/settings");
        }

        var theirs = SettingsForm.Of(await ProfileAsync());
        // Whoever saves again has seen what they replace.
        form.Version = theirs.Version;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await ShowAsync(form, theirs);
    }

    private async Task<bool> SaveAsync(string? version, SiteProfile typed)
    {
        var profile = await db.SiteProfiles.SingleOrDefaultAsync(p => p.Id == SiteProfile.OnlyId, Aborted);
        if (profile is null)
        {
            db.Add(profile = new SiteProfile());
        }
        else if (!Guid.TryParse(version, out var known) || profile.Version != known)
        {
            return false;
        }

        var changed = Changes(profile, typed);
        profile.Name = typed.Name;
        profile.Office = typed.Office;
        profile.Logo = typed.Logo;
        profile.AccentColor = typed.AccentColor;
        profile.ContactEmail = typed.ContactEmail;
        profile.ContactPhone = typed.ContactPhone;
        profile.PostalAddress = typed.PostalAddress;
        profile.HomeHeadline = typed.HomeHeadline;
        profile.HomeLead = typed.HomeLead;
        profile.HomeEvent = typed.HomeEvent;
        profile.HomeStory = typed.HomeStory;
        profile.ChangedAt = clock.GetUtcNow().UtcDateTime;
        profile.Version = Guid.NewGuid();
        audit.Add(AuditAction.SettingsChanged, "Site", changed);
        try
        {
            await db.SaveChangesAsync(Aborted);
            return true;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || DbErrors.IsUniqueViolation(e))
        {
            // Somebody saved, or saved for the first time, in this very moment.
            return false;
        }
    }

    private async Task<SiteProfile> ProfileAsync() =>
        await db.SiteProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.Id == SiteProfile.OnlyId, Aborted) ?? new SiteProfile();

    /// <summary>What was typed, as it is stored. Says what is wrong with it in the model state.</summary>
    private async Task<SiteProfile> ReadAsync(SettingsForm form)
    {
        var stored = await ProfileAsync();
        var typed = new SiteProfile
        {
            Name = Texts(form.Name, nameof(form.Name), SiteProfile.NameLength, isLine: true),
            Office = Texts(form.Office, nameof(form.Office), SiteProfile.NameLength, isLine: true),
            PostalAddress = Texts(form.PostalAddress, nameof(form.PostalAddress), SiteProfile.AddressLength, isLine: false),
            HomeHeadline = Texts(form.HomeHeadline, nameof(form.HomeHeadline), SiteProfile.HeadlineLength, isLine: true),
            HomeLead = Texts(form.HomeLead, nameof(form.HomeLead), SiteProfile.LeadLength, isLine: true),
            AccentColor = Color(form.AccentColor),
            ContactEmail = Line(form.ContactEmail),
            ContactPhone = Line(form.ContactPhone),
        };
        Refuse(typed.AccentColor is not null && !SiteSettings.IsColor(typed.AccentColor), nameof(form.AccentColor), "Settings.NoColor");
        typed.AccentColor = typed.AccentColor?.ToLowerInvariant();
        Refuse(typed.ContactEmail is { } email && !IsEmail(email), nameof(form.ContactEmail), "Settings.NoEmail");
        Refuse(typed.ContactPhone is { } phone && (phone.Length > PhoneLength || !Phone().IsMatch(phone)), nameof(form.ContactPhone), "Settings.NoPhone");
        typed.Logo = await LogoAsync(form.Logo, stored.Logo);
        typed.HomeEvent = await ChosenAsync(form.HomeEvent, form.HomeEventAddress, stored.HomeEvent, nameof(form.HomeEvent), ComingEvents());
        typed.HomeStory = await ChosenAsync(form.HomeStory, form.HomeStoryAddress, stored.HomeStory, nameof(form.HomeStory), db.Stories.Published());
        return typed;
    }

    /// <summary>A colour is often copied without its sign.</summary>
    private static string? Color(string? typed) => Line(typed) is { } color && SiteSettings.IsColor("#" + color) ? "#" + color : Line(typed);

    private async Task<string?> LogoAsync(string? pasted, string? stored)
    {
        if (string.IsNullOrWhiteSpace(pasted))
        {
            return null;
        }

        // Its address, or the name at the end of it.
        var name = addresses.PathOf(pasted)?.Split('?', '#')[0].Split('/')[^1] ?? "";
        var isImage = name == stored || (name.Length is > 0 and <= MediaFile.NameLength
            && await db.MediaFiles.AnyAsync(file => file.Name == name && file.ContentType.StartsWith("image/"), Aborted));
        Refuse(!isImage, nameof(SettingsForm.Logo), "Settings.NoLogo");
        return name;
    }

    /// <summary>Folder and key of what the home page shows.</summary>
    private async Task<string?> ChosenAsync(string? reference, string? pasted, string? stored, string field, IQueryable<ContentItem> among)
    {
        if (!string.IsNullOrWhiteSpace(pasted))
        {
            var id = addresses.Read(pasted) is { } page ? await addresses.FindItemAsync(page, Aborted) : null;
            var item = await among.Where(i => i.Id == id).Select(i => new { i.Kind, i.Key }).FirstOrDefaultAsync(Aborted);
            Refuse(item is null, field + "Address", $"Settings.No{field}");
            return item is null ? null : Reference(item.Kind, item.Key);
        }

        // What was chosen before may be over by now, and is no reason to refuse another change.
        if (string.IsNullOrWhiteSpace(reference) || reference == stored)
        {
            return string.IsNullOrWhiteSpace(reference) ? null : stored;
        }

        var isThere = reference.Length <= SiteProfile.ReferenceLength && ContentReference.Parse(reference) is var (kind, key)
            && await among.AnyAsync(i => i.Kind == kind && i.Key == key, Aborted);
        Refuse(!isThere, field, $"Settings.No{field}");
        return reference;
    }

    private IQueryable<Event> ComingEvents()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.Events.Published().Where(e => e.EndsAt >= now && e.Status != EventStatus.Cancelled);
    }

    private LocalizedText Texts(LocalizedText typed, string field, int longest, bool isLine)
    {
        var texts = new LocalizedText();
        foreach (var culture in Languages.All)
        {
            var text = isLine ? Line(typed[culture]) : Lines(typed[culture]);
            Refuse(text?.Length > longest, field + "." + (culture == Languages.Turkish ? nameof(texts.Tr) : nameof(texts.En)), "Settings.TooLong",
                words[$"Settings.{field}.{culture}"].Value, longest, text?.Length ?? 0);
            texts[culture] = text;
        }

        return texts;
    }

    private void Refuse(bool wrong, string field, string reason, params object[] parts)
    {
        if (wrong)
        {
            ModelState.AddModelError(field, words[reason, parts]);
        }
    }

    private async Task<IActionResult> ShowAsync(SettingsForm form, SettingsForm? theirs)
    {
        var events = new List<SettingsChoice>();
        var kinds = new[] { ContentKind.Seminar, ContentKind.Lecture };
        foreach (var kind in kinds)
        {
            events.AddRange((await ComingEvents().Where(e => e.Kind == kind).OrderBy(e => e.EndsAt).ThenBy(e => e.Id).Take(EventsOffered)
                .Select(e => new { e.Key, e.StartsAt, e.TimeZone, Texts = e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList() }).ToListAsync(Aborted))
                .Select(e => new SettingsChoice(Reference(kind, e.Key), DateOnly.FromDateTime(DateWords.Local(e.StartsAt, e.TimeZone)), e.Texts)));
        }

        var stories = (await db.Stories.Published().NewestFirst().Take(StoriesOffered)
            .Select(s => new { s.Key, s.Date, Texts = s.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList() }).ToListAsync(Aborted))
            .Select(s => new SettingsChoice(Reference(ContentKind.Story, s.Key), s.Date, s.Texts));
        var images = await db.MediaFiles.Where(file => file.ContentType.StartsWith("image/")).OrderByDescending(file => file.CreatedAt).ThenByDescending(file => file.Id)
            .Take(ImagesOffered).Select(file => new { file.Name, file.OriginalName }).ToListAsync(Aborted);
        ViewData[AdminMenu.PlaceKey] = "settings";
        return View("Edit", new SettingsViewModel(
            form, theirs, site.Configured, InBoth("Home title"), InBoth("Home lead"),
            [.. events.OrderBy(e => e.Date).Take(EventsOffered)], [.. stories], [.. images.Select(image => (image.Name, image.OriginalName))]));
    }

    /// <summary>A word of the interface in each language.</summary>
    private LocalizedText InBoth(string key)
    {
        var (culture, both) = (CultureInfo.CurrentUICulture, new LocalizedText());
        foreach (var language in Languages.All)
        {
            CultureInfo.CurrentUICulture = Languages.CultureOf(language);
            both[language] = words[key];
        }

        CultureInfo.CurrentUICulture = culture;
        return both;
    }

    private static string Reference(ContentKind kind, string key) => ContentKindInfo.Of(kind).Folder + "/" + key;

    /// <summary>Names of what changed, for the trail.</summary>
    private static string Changes(SiteProfile before, SiteProfile after) => string.Join(", ", new (string Name, object? Before, object? After)[]
    {
        ("name", before.Name, after.Name), ("office", before.Office, after.Office), ("logo", before.Logo, after.Logo), ("accent colour", before.AccentColor, after.AccentColor),
        ("contact e-mail", before.ContactEmail, after.ContactEmail), ("contact phone", before.ContactPhone, after.ContactPhone), ("postal address", before.PostalAddress, after.PostalAddress),
        ("home headline", before.HomeHeadline, after.HomeHeadline), ("home lead", before.HomeLead, after.HomeLead), ("home event", before.HomeEvent, after.HomeEvent), ("home story", before.HomeStory, after.HomeStory),
    }.Where(field => !Equals(field.Before, field.After)).Select(field => field.Name));

    /// <summary>One line without what nobody sees; null when nothing is left.</summary>
    private static string? Line(string? typed) =>
        string.Join(' ', string.Concat((typed ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line ? line : null;

    private static string? Lines(string? typed) =>
        string.Join('\n', (typed ?? "").ReplaceLineEndings("\n").Split('\n').Select(Line).OfType<string>()) is { Length: > 0 } lines ? lines : null;

    private static bool IsEmail(string text) =>
        text.Length <= Letter.AddressLength && MailAddress.TryCreate(text, out var address) && address.Address == text && !text.Contains(' ', StringComparison.Ordinal)
        && text.All(c => c is > ' ' and < '\x7f' and not ('"' or '<' or '>' or '?' or '&' or '%'));

    [GeneratedRegex(@"^\+?[0-9][0-9 ()/.-]{3,}\z")]
    private static partial Regex Phone();
}
