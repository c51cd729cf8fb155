using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Publishing and withdrawing several items at once, each in its own transaction: what one lacks holds up no other.</summary>
[Route("admin/bulk")]
[Authorize(StaffPolicies.Publish)]
public sealed class BulkController(ItemLists lists, Publishing publishing, Removals removals, SiteSettings site, IStringLocalizer<Words> words) : AdminController
{
    [HttpGet("publish")]
    public Task<IActionResult> AskToPublish([FromQuery] BulkForm form) => AskAsync(isWithdrawal: false, form);

    [HttpGet("withdraw")]
    public Task<IActionResult> AskToWithdraw([FromQuery] BulkForm form) => AskAsync(isWithdrawal: true, form);

    [HttpPost("publish")]
    public async Task<IActionResult> Publish([FromForm] BulkForm form) =>
        await EachAsync(isWithdrawal: false, form, line => publishing.PublishAsync(line.Kind, line.Id, Seen(form, line), null, Aborted));

    [HttpPost("withdraw")]
    public async Task<IActionResult> Withdraw([FromForm] BulkForm form)
    {
        foreach (var culture in site.Languages)
        {
            var reason = form.Reason[culture]?.Trim() ?? "";
            if (reason.Length == 0)
            {
                ModelState.AddModelError(Field(culture), words["is missing."]);
            }
            else if (reason.Length > ContentItem.ReasonLength)
            {
                ModelState.AddModelError(Field(culture), words["is longer than {0} characters.", ContentItem.ReasonLength]);
            }
        }

        return ModelState.IsValid
            ? await EachAsync(isWithdrawal: true, form, line => removals.WithdrawAsync(line.Kind, line.Id, Seen(form, line), form.Reason, Aborted))
            : Wrong("Ask", await ModelAsync(isWithdrawal: true, form));
    }

    private async Task<IActionResult> AskAsync(bool isWithdrawal, BulkForm form)
    {
        ModelState.Clear();
        // Where the list was, with its filter, so that it is found again.
        form.Back = Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var referer) && referer.Authority == Request.Host.Value ? referer.PathAndQuery : null;
        return View("Ask", await ModelAsync(isWithdrawal, form));
    }

    private async Task<BulkViewModel> ModelAsync(bool isWithdrawal, BulkForm form)
    {
        var chosen = (await ChosenAsync(form)).ToLookup(line => IsLeftOut(isWithdrawal, line));
        return new(isWithdrawal, [.. chosen[false]], form) { LeftOut = [.. chosen[true]] };
    }

    /// <summary>What a policy's draft changes is seen before it is published.</summary>
    private static bool IsLeftOut(bool isWithdrawal, ItemLine line) => !isWithdrawal && line.Kind == ContentKind.Policy;

    private async Task<IActionResult> EachAsync(bool isWithdrawal, BulkForm form, Func<ItemLine, Task<StepOutcome>> step)
    {
        var results = new List<BulkResult>();
        foreach (var line in await ChosenAsync(form))
        {
            results.Add(IsLeftOut(isWithdrawal, line) ? new(line, words["Bulk.PolicyAlone"], []) : Result(line, await step(line)));
        }

        return View("Result", new BulkResultViewModel(isWithdrawal, results, Back(form)));
    }

    private BulkResult Result(ItemLine line, StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => new(line, null, []),
        StepOutcome.Refused refused => new(line, null, refused.Problems),
        StepOutcome.Impossible impossible => new(line, words[impossible.Sentence], []),
        StepOutcome.Missing => new(line, words["Bulk.Missing"], []),
        _ => new(line, words["Bulk.Stale"], []),
    };

    private Task<List<ItemLine>> ChosenAsync(BulkForm form) => lists.LinesAsync([.. (form.Id ?? []).Distinct().Take(ItemLists.PageSize)], Aborted);

    private string? Back(BulkForm form) => form.Back is { } back && Url.IsLocalUrl(back) && back.StartsWith("/admin/", StringComparison.Ordinal) ? back : null;

    private static Guid? Seen(BulkForm form, ItemLine line) => form.Seen.TryGetValue(line.Id, out var version) ? version : null;

    private static string Field(string culture) => "Reason." + (culture == Languages.Turkish ? nameof(LocalizedText.Tr) : nameof(LocalizedText.En));
}
