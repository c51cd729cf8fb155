using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Tests.Support;

/// <summary>Lectures with seats, and parties that want some.</summary>
public static class Registrations
{
    /// <summary>A published lecture in both languages for which one can register; it starts ten days after the test clock's beginning.</summary>
    /// <param name="more">Fields of the English file, such as <c>waiting-list: strict-order</c>.</param>
    public static ContentFolder Lecture(this ContentFolder folder, string key, int? seats = 10, string more = "", string start = "2026-12-03 14:00", string end = "15:30")
    {
        folder.Text($"lectures/{key}.en.md", $"title: Lecture {key}\nsummary: About it.\nplace: Hall 1\nstart: {start}\nend: {end}\nmode: on-site\naudience: [pupils]\n{(seats is null ? "" : $"seats: {seats}\n")}{more}");
        return folder.Text($"lectures/{key}.tr.md", $"title: Konferans {key}\nsummary: Hakkında.\nplace: Salon 1", "Bir metin.");
    }

    public static Task<int> LectureIdAsync(this PortalHost portal, string key) => portal.QueryAsync(db => db.Lectures.Where(l => l.Key == key).Select(l => l.Id).SingleAsync(TestContext.Current.CancellationToken));

    /// <summary>Registers through the line, as the form does once it has checked what was typed.</summary>
    public static Task<Registered> RegisterAsync(this PortalHost portal, int lecture, string email, int seats = 1, Func<NewRegistration, NewRegistration>? with = null)
    {
        var party = new NewRegistration
        {
            LectureId = lecture,
            Name = email.Split('@')[0],
            Email = email,
            Language = Languages.English,
            Seats = seats,
            Kind = seats > 1 ? PartyKind.Class : PartyKind.Person,
            School = seats > 1 ? "A school" : null,
            Pupils = seats > 1 ? seats - 1 : null,
            Adults = seats > 1 ? 1 : null,
        };
        return portal.Services.GetRequiredService<SeatLine>().RegisterAsync(with?.Invoke(party) ?? party, TestContext.Current.CancellationToken);
    }

    /// <summary>Takes a step with the seats.</summary>
    public static Task<T> SeatAsync<T>(this PortalHost portal, Func<SeatBook, CancellationToken, Task<T>> step) =>
        portal.Services.GetRequiredService<SeatLine>().TakeAsync(step, TestContext.Current.CancellationToken);

    public static Task<Registration> RegistrationAsync(this PortalHost portal, string email) =>
        portal.QueryAsync(db => db.Registrations.AsNoTracking().SingleAsync(r => r.Email == email, TestContext.Current.CancellationToken));

    public static Task<SeatPool> PoolAsync(this PortalHost portal, int lecture, SeatPlace place = SeatPlace.Hall) =>
        portal.QueryAsync(db => db.SeatPools.AsNoTracking().SingleAsync(pool => pool.LectureId == lecture && pool.Place == place, TestContext.Current.CancellationToken));

    /// <summary>The letters to an address, the oldest first.</summary>
    public static Task<List<Letter>> LettersToAsync(this PortalHost portal, string email) =>
        portal.QueryAsync(db => db.Letters.AsNoTracking().Where(letter => letter.To == email).OrderBy(letter => letter.Id).ToListAsync(TestContext.Current.CancellationToken));

    /// <summary>A key that opens a registration, as its newest letter would carry it.</summary>
    public static Task<string> TokenAsync(this PortalHost portal, string email) => portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDbContext>();
        var registration = await db.Registrations.SingleAsync(r => r.Email == email, TestContext.Current.CancellationToken);
        var token = services.GetRequiredService<RegistrationLinks>().Make(registration);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return token;
    });

    /// <summary>The key in a letter that has not been sent.</summary>
    public static string TokenIn(this PortalHost portal, Letter letter) =>
        portal.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector(RegistrationLetters.Purpose).Unprotect(letter.ProtectedToken!);

    /// <summary>Sends the form of a page as a browser would that fills in some of its fields; one that is given several times is sent so.</summary>
    public static async Task<HttpResponseMessage> SendFormAsync(this HttpClient visitor, string address, params (string Name, string Value)[] typed)
    {
        var page = await visitor.PageAsync(address);
        var fields = page.Fields("main form[method=post]").Where(field => typed.All(one => one.Name != field.Key))
            .Concat(typed.Select(one => new KeyValuePair<string, string>(one.Name, one.Value)));
        using var content = new FormUrlEncodedContent(fields);
        return await visitor.PostAsync(new Uri(page.QuerySelector("main form[method=post]")!.GetAttribute("action")!, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>A version of each text that is read, or agreed to, when registering; the first is the portal's own. Returns their ids.</summary>
    public static Task<Dictionary<NoticeKind, int>> WriteNoticesAsync(this PortalHost portal, int number = 2) => portal.QueryAsync(async db =>
    {
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            db.Notices.Add(new() { Kind = kind, Number = number, Text = new() { En = $"Text {number} of **{kind}**.", Tr = $"Metin {number}: **{kind}**." }, CreatedAt = portal.Clock.Now.UtcDateTime });
        }

        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return await db.Notices.Where(notice => notice.Number == number).ToDictionaryAsync(notice => notice.Kind, notice => notice.Id, TestContext.Current.CancellationToken);
    });
}
