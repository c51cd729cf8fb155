using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>What somebody has to write before a step is taken.</summary>
internal static class Reason
{
    /// <summary>Why a reason will not do; null when it does.</summary>
    /// <param name="field">Name of the field as it is posted.</param>
    public static FormProblem? ProblemOf(IStringLocalizer<Words> words, string field, string? text, int length) =>
        string.IsNullOrWhiteSpace(text) ? new(field, words["is missing."])
        : text.Trim().Length > length ? new(field, words["is longer than {0} characters.", length.ToString("N0", Languages.CultureOf(Languages.Current))])
        : null;

    public static StepOutcome.Refused? Problem(IStringLocalizer<Words> words, string field, string? text, int length) =>
        ProblemOf(words, field, text, length) is { } problem ? new([problem]) : null;
}
