using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class SignInSheetControllerTests(DoorPortal portal) : IClassFixture<DoorPortal>
{
    [Fact]
    public async Task Sheet_names_those_with_a_certain_seat_in_the_hall_in_the_order_of_the_language_and_no_addresses()
    {
        var lecture = await portal.LectureAsync(seats: 30, more: "waiting-list: strict-order\nonline-seats: 3");
        foreach (var name in new[] { "Zeki", "Çağla", "Cem", "İpek", "Irmak" })
        {
            await portal.SeatedAsync(lecture, name, with: party => party with { AccessNeeds = name == "Cem" ? "A <b>ramp</b>" : null });
        }

        await portal.SeatedAsync(lecture, "Bay Kaya", 20, party => party with { School = "Kaş Lisesi", Level = "10" });
        await portal.SeatedAsync(lecture, "Olga", with: party => party with { Place = SeatPlace.Online });
        // Has not answered the letter yet, so has no certain seat.
        await portal.RegisterAsync(lecture, "unsure@poyraz.example", with: party => party with { Name = "Unsure" });
        var gone = await portal.SeatedAsync(lecture, "Gone");
        await portal.SeatAsync((book, c) => book.CancelAsync(gone.Id, RegistrationEnding.Cancelled, "", null, c));
        await portal.SeatAsync((book, c) => book.WalkInAsync(lecture, SeatPlace.Hall, "Walker", 1, null, "Rita", c));

        var tuna = await portal.SignedInAsync("Tuna", Roles.Registrar, Languages.Turkish);
        var page = await tuna.PageAsync($"/admin/lectures/{lecture}/sheet");
        page.AllWords(".sheet th[scope=row]").ShouldBe(["Bay KayaKaş Lisesi, 10", "Cem", "Çağla", "Irmak", "İpek", "Zeki"]);
        page.Words(".sheet thead .sheet-head").ShouldContain("3 Aralık Perşembe, 14.00–15.30");
        page.QuerySelectorAll(".sheet-empty").Length.ShouldBe(12);
        page.QuerySelector(".sheet")!.TextContent.ShouldNotContain("ramp");
        page.DocumentElement.OuterHtml.ShouldNotContain("@poyraz.example");
        (await tuna.PageAsync($"/admin/lectures/{lecture}/sheet?needs=yes")).QuerySelector(".sheet")!.TextContent.ShouldContain("A <b>ramp</b>");
        (await tuna.PageAsync($"/admin/lectures/{lecture}/sheet?place=online")).AllWords(".sheet th[scope=row]").ShouldBe(["Olga"]);
        (await tuna.PageAsync($"/admin/lectures/{lecture}/sheet?place=all")).AllWords(".sheet th[scope=row]").ShouldBe(["Bay KayaKaş Lisesi, 10", "Cem", "Çağla", "Irmak", "İpek", "Olga", "Zeki"]);
        // Those in the hall sign, whatever else is asked for.
        (await tuna.PageAsync($"/admin/lectures/{lecture}/sheet?place=moon")).AllWords(".sheet th[scope=row]").Count().ShouldBe(6);
        (await tuna.AnswerAsync("/admin/lectures/999999/sheet")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
