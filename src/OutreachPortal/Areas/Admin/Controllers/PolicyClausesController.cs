using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Which clause each number of a draft is, and saying otherwise by hand.</summary>
public sealed partial class PolicyClausesController(ContentDrafts drafts, PolicyClauseTable table, IStringLocalizer<Words> words) : PolicyItemController(drafts, words)
{
    private const int LongestTyped = 20;

    [HttpGet("clauses")]
    public async Task<IActionResult> Index() => await FindAsync() is { } draft ? View("Index", await ReadAsync(draft)) : NotFound();

    /// <param name="baseRevision">The revision whose clauses were seen.</param>
    /// <param name="isReset">Whether nothing shall be said by hand any more.</param>
    [HttpPost("clauses")]
    public async Task<IActionResult> Save([FromForm] int baseRevision, [FromForm] bool isReset)
    {
        if (await FindAsync() is not { } draft)
        {
            return NotFound();
        }

        if (draft.Item.LastRevision != baseRevision)
        {
            return Stale(draft);
        }

        if (await Request.FormAsync() is not { } fields)
        {
            return StatusCode(Request.WhyUnread(LargestForm));
        }

        var model = await ReadAsync(draft);
        var typed = isReset ? [] : Typed(fields);
        var problems = Problems(model.Clauses, typed);
        if (problems.Count > 0)
        {
            return Wrong("Index", model with { Typed = typed, Problems = problems });
        }

        var form = (PolicyForm)ContentForm.FromJson(ContentKind.Policy, draft.Form.ToJson());
        form.ClauseIds = [.. model.Clauses.Clauses.Where(clause => typed.GetValueOrDefault(clause.Number) is { Length: > 0 })
            .Select(clause => new ClauseIdForm { Number = clause.Number, Clause = typed[clause.Number] })];
        switch (await Drafts.SaveAsync(ContentKind.Policy, Id, form, new(baseRevision, T["Clauses.Note"], IsMinor: true), Aborted))
        {
            case SaveOutcome.Saved saved:
                Done(T[saved.IsNew ? "Clauses.Saved" : "Edit.NothingChanged"]);
                return Redirect(Address + "/clauses");
            case SaveOutcome.Conflict conflict:
                return Stale(conflict.Theirs);
            default:
                return NotFound();
        }
    }

    private async Task<PolicyClausesViewModel> ReadAsync(Draft draft) => new(Kind, draft, await table.ReadAsync(draft.Item, (PolicyForm)draft.Form, Aborted));

    private ViewResult Stale(Draft now)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Stale", new StaleViewModel(Kind, now, null));
    }

    /// <summary>What was said of each number; <c>Clause[5.2]</c> in the form.</summary>
    private Dictionary<string, string> Typed(IFormCollection fields)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in fields)
        {
            if (Field().Match(name) is { Success: true } match && values.FirstOrDefault()?.Trim() is { Length: > 0 } value)
            {
                // In the line to type into, as the reader's language has it.
                typed[match.Groups[1].Value] = value.Equals(T["Clauses.NewTyped"], StringComparison.OrdinalIgnoreCase) ? ClauseIdForm.New
                    : value.Length > LongestTyped ? value[..LongestTyped] + "…" : value.ToLowerInvariant();
            }
        }

        return typed;
    }

    private Dictionary<string, string> Problems(ClausesOfDraft clauses, Dictionary<string, string> typed)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = new Dictionary<int, string>();
        foreach (var number in clauses.Clauses.Select(clause => clause.Number).Where(typed.ContainsKey))
        {
            var value = typed[number];
            if (value == ClauseIdForm.New)
            {
                continue;
            }

            if (Clauses.Parse(value) is not { } id)
            {
                problems[number] = T["Clauses.NotRead", value];
            }
            else if (!clauses.Known.ContainsKey(id))
            {
                problems[number] = T["Clauses.NeverGiven", value];
            }
            else if (!given.TryAdd(id, number))
            {
                problems[number] = T["Clauses.Twice", value, given[id], number];
            }
        }

        if (typed.Count > PolicyForm.MostClauseIds)
        {
            problems[""] = T["has more than {0} entries.", PolicyForm.MostClauseIds.ToString("#,0", CultureInfo.CurrentCulture)];
        }

        return problems;
    }

    [GeneratedRegex(@"^Clause\[([0-9]{1,4}(?:\.[0-9]{1,4}){0,20})\]\z")]
    private static partial Regex Field();
}
