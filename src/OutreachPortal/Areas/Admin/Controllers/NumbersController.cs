using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>How many registered for a lecture and how many came.</summary>
[Authorize(StaffPolicies.Register)]
[Route("admin/lectures/{id:int}")]
public sealed class NumbersController(Door door, Attendance attendance, IStringLocalizer<Words> words) : AdminController
{
    /// <summary>Names of the file's columns for programs, above those for people.</summary>
    private static readonly string[] Columns = ["group", "key", "name", "parties", "people", "came", "method"];

    [HttpGet("numbers")]
    public async Task<IActionResult> Index([FromRoute] int id) => await ModelAsync(id) is { } model ? View(model) : NotFound();

    [HttpGet("numbers.csv")]
    public async Task<IActionResult> File([FromRoute] int id)
    {
        if (await ModelAsync(id) is not { } model)
        {
            return NotFound();
        }

        return new CsvResult(string.Create(CultureInfo.InvariantCulture, $"numbers-{id}.csv"), async file =>
        {
            await file.WriteAsync(Columns, Aborted);
            await file.WriteAsync(Columns.Select(column => words["Numbers.Column." + column].Value), Aborted);
            foreach (var part in model.Parts)
            {
                foreach (var line in part.Lines)
                {
                    await file.WriteAsync([part.Key, line.Key, line.Name, Text(line.Tally.Parties), Text(line.Tally.People), line.HasCame ? Text(line.Tally.Came) : "", ""], Aborted);
                }
            }

            foreach (var count in model.Numbers.Headcounts)
            {
                await file.WriteAsync(["headcount", KebabCase.Of(count.Place.ToString()), words.Name(count.Place).ToString(), "", "", Text(count.Count), KebabCase.Of(count.Method.ToString())], Aborted);
            }
        });
    }

    private async Task<NumbersViewModel?> ModelAsync(int id) => await door.LectureAsync(id, Aborted) is { } lecture
        ? new(lecture, await attendance.NumbersAsync(id, lecture.TimeZone, Aborted), words)
        : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
