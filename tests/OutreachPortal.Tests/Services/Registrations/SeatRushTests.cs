using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

/// <summary>A thousand at once for a hundred seats.</summary>
[Collection(Alone.Name)]
public sealed class SeatRushTests
{
    private const int Clients = 1000;
    private const int Seats = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_at_once_get_numbers_in_the_order_in_which_they_came()
    {
        using var folder = Folder();
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("rush");

        var all = await Task.WhenAll(Enumerable.Range(1, Clients).Select(i => portal.RegisterAsync(lecture, Address(i))));

        all.ShouldAllBe(one => one.Outcome == SeatOutcome.Done);
        all.Select(one => one.RegistrationId).Distinct().Count().ShouldBe(Clients);
        await CheckAsync(portal, lecture);
        var emails = await portal.QueryAsync(db => db.Registrations.OrderBy(r => r.Number).Select(r => r.Email).ToListAsync(Cancellation));
        emails.ShouldBe(Enumerable.Range(1, Clients).Select(Address));
    }

    [Fact]
    public async Task A_thousand_forms_at_once_are_each_answered_and_fill_the_seats_and_the_waiting_list()
    {
        const string Form = "/en/lectures/lecture-rush/register";
        using var folder = Folder();
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("rush");
        using var client = portal.CreateClient(new() { AllowAutoRedirect = false });
        var token = await client.TokenAsync(Form);

        var answers = await Task.WhenAll(Enumerable.Range(1, Clients).Select(async i =>
        {
            using var fields = new FormUrlEncodedContent([new("name", "Client " + i), new("email", Address(i)), new("audience", "Pupils"), new("place", "Hall"), new("__RequestVerificationToken", token)]);
            using var answer = await client.PostAsync(new Uri(Form, UriKind.Relative), fields, Cancellation);
            return (answer.StatusCode, answer.Headers.Location?.OriginalString);
        }));

        answers.Distinct().ShouldBe([(HttpStatusCode.SeeOther, Form + "/sent")]);
        await CheckAsync(portal, lecture);
    }

    private static ContentFolder Folder() => new ContentFolder().Lecture("rush", seats: Seats, more: "waiting-list: strict-order");

    private static string Address(int i) => $"p{i.ToString(CultureInfo.InvariantCulture)}@poyraz.example";

    private static async Task CheckAsync(PortalHost portal, int lecture)
    {
        var pool = await portal.PoolAsync(lecture);
        (pool.Taken, pool.Waiting).ShouldBe((Seats, Clients - Seats));
        var rows = await portal.QueryAsync(db => db.Registrations.AsNoTracking().OrderBy(r => r.Number).ToListAsync(Cancellation));
        rows.Select(r => r.Number).ShouldBe(Enumerable.Range(1, Clients).Select(i => (long)i));
        rows.Select(r => r.State).ShouldBe([.. Enumerable.Repeat(RegistrationState.Pending, Seats), .. Enumerable.Repeat(RegistrationState.Waiting, Clients - Seats)]);
        rows.Select(r => r.Email).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, Clients).Select(Address).Order(StringComparer.Ordinal));
        var letters = await portal.QueryAsync(db => db.Letters.AsNoTracking().OrderBy(l => l.Registration!.Number).Select(l => new { l.Kind, l.To }).ToListAsync(Cancellation));
        letters.Select(l => l.To).ShouldBe(rows.Select(r => r.Email));
        letters.Select(l => l.Kind).ShouldBe([.. Enumerable.Repeat("confirm", Seats), .. Enumerable.Repeat("waiting", Clients - Seats)]);
        (await portal.QueryAsync(db => db.RegistrationLinks.Select(link => link.RegistrationId).Distinct().CountAsync(Cancellation))).ShouldBe(Clients);
    }
}
