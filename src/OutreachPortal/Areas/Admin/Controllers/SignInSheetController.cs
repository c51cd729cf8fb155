using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>
/// The list to be printed, on which those who come sign: whose seat is certain, in the hall if nothing else is asked for. It has no addresses, and access
/// needs, which go round with it, only where they are asked for.
/// </summary>
[Authorize(StaffPolicies.Register)]
[Route("admin/lectures/{id:int}/sheet")]
public sealed class SignInSheetController(PortalDbContext db, Door door) : AdminController
{
    [HttpGet("")]
    public async Task<IActionResult> Index([FromRoute] int id, [FromQuery] string? place, [FromQuery] string? needs)
    {
        if (await door.LectureAsync(id, Aborted) is not { } lecture)
        {
            return NotFound();
        }

        var at = place == SheetViewModel.AllPlaces ? null : lecture.Places.Cast<SeatPlace?>().FirstOrDefault(one => KebabCase.Of(one!.Value.ToString()) == place) ?? Hall(lecture);
        var rows = await db.Registrations.Where(r => r.LectureId == id && !r.IsWalkIn && (at == null || r.Place == at))
            .Where(r => r.State == RegistrationState.Confirmed || r.State == RegistrationState.Attended || r.State == RegistrationState.Absent)
            .Select(r => new SheetRow(r.Id, r.Name, r.School, r.Level, r.Seats, r.Place, r.AccessNeeds)).ToListAsync(Aborted);
        var order = StringComparer.Create(Languages.CultureOf(Languages.Current), ignoreCase: true);
        // Those who had their names removed come last; they still have a seat.
        return View(new SheetViewModel(lecture, at, [.. rows.OrderBy(row => row.Name.Length == 0).ThenBy(row => row.Name, order).ThenBy(row => row.Id)], needs == "yes"));
    }

    /// <summary>One signs in a hall, so the hall is meant where nothing else is said.</summary>
    private static SeatPlace? Hall(DoorLecture lecture) => lecture.Places.Count > 1 && lecture.Places.Contains(SeatPlace.Hall) ? SeatPlace.Hall : null;
}
