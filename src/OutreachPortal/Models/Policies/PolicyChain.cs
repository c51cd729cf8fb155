using System.Globalization;

namespace OutreachPortal.Models;

/// <summary>What a version says of its place among the others.</summary>
public sealed record PolicyTermForm(string Number, PolicyStage Stage, DateOnly From, DateOnly? Until)
{
    public static PolicyTermForm Of(PolicyVersion version) => new(version.Number, version.Stage, version.InForceFrom, version.InForceUntil);

    /// <summary>Null while the form lacks what it takes.</summary>
    public static PolicyTermForm? Of(PolicyForm form) => form is { Version: { } number, InForceFrom: { } from } && PolicyVersionNumber.TryParse(number, out _)
        ? new(number, form.Stage ?? PolicyStage.Approved, from, form.InForceUntil) : null;
}

/// <summary>
/// The rule that on every day exactly one version is in force, or none before the first and after an end that was decided: versions follow
/// each other without overlap and without gap.
/// </summary>
public static class PolicyChain
{
    /// <summary>What stands against a version among the others of its policy.</summary>
    /// <param name="others">Versions with other numbers.</param>
    public static IEnumerable<Complaint> Complaints(PolicyTermForm version, IEnumerable<PolicyTermForm> others)
    {
        if (version.Stage != PolicyStage.Approved)
        {
            yield break;
        }

        var number = PolicyVersionNumber.Of(version.Number);
        var approved = others.Where(other => other.Stage == PolicyStage.Approved && PolicyVersionNumber.Of(other.Number) != number)
            .OrderBy(other => PolicyVersionNumber.Of(other.Number)).ToList();
        if (approved.LastOrDefault(other => PolicyVersionNumber.Of(other.Number) < number) is { } before)
        {
            if (version.From <= before.From)
            {
                yield return new Complaint("is {0}, but version {1}, which comes before, is in force from {2}.", [Day(version.From), before.Number, Day(before.From)], nameof(PolicyForm.InForceFrom));
            }
            else if (before.Until is { } end && end >= version.From)
            {
                yield return new Complaint("is {0}, but version {1} is in force until {2}: they overlap.", [Day(version.From), before.Number, Day(end)], nameof(PolicyForm.InForceFrom));
            }
            else if (before.Until is { } last && last.AddDays(1) < version.From)
            {
                yield return new Complaint("is {0}, but version {1} ends on {2}: between them no version would be in force.", [Day(version.From), before.Number, Day(last)], nameof(PolicyForm.InForceFrom));
            }
        }

        if (approved.FirstOrDefault(other => PolicyVersionNumber.Of(other.Number) > number) is { } after)
        {
            if (after.From <= version.From)
            {
                yield return new Complaint("is {0}, but version {1}, which comes after, is in force from {2}.", [Day(version.From), after.Number, Day(after.From)], nameof(PolicyForm.InForceFrom));
            }
            else if (version.Until is { } end && end >= after.From)
            {
                yield return new Complaint("is {0}, but version {1} is in force from {2}: they overlap.", [Day(end), after.Number, Day(after.From)], nameof(PolicyForm.InForceUntil));
            }
            else if (version.Until is { } last && last.AddDays(1) < after.From)
            {
                yield return new Complaint("is {0}, but version {1} is in force from {2}: between them no version would be in force.", [Day(last), after.Number, Day(after.From)], nameof(PolicyForm.InForceUntil));
            }
        }
    }

    /// <summary>What a version has to say of its change: a major one that is not the first says in each language what changed.</summary>
    /// <param name="others">Numbers of the policy's versions; its own may be among them.</param>
    public static IEnumerable<Complaint> OfChange(PolicyForm form, IEnumerable<string> others)
    {
        if (!PolicyVersionNumber.TryParse(form.Version, out var number) || IsFirst(number, others, out var before) || before.Major == number.Major)
        {
            yield break;
        }

        foreach (var culture in form.Texts.Keys.Where(culture => string.IsNullOrWhiteSpace(form.ChangeNote[culture])))
        {
            yield return new Complaint("is missing: the first part of the number changes, and readers are told why.", nameof(PolicyForm.ChangeNote) + "." + culture);
        }
    }

    /// <summary>What correcting the words of a version that is public has to say, in each language, and not as it was said of the correction before.</summary>
    /// <param name="last">Note of the version's last correction; null where there was none.</param>
    public static IEnumerable<Complaint> OfCorrection(PolicyForm form, LocalizedText? last)
    {
        foreach (var culture in form.Texts.Keys)
        {
            if (string.IsNullOrWhiteSpace(form.CorrectionNote[culture]))
            {
                yield return new Complaint("is missing: the words of a public version change. Say what was corrected, and why.", nameof(PolicyForm.CorrectionNote) + "." + culture);
            }
            else if (form.CorrectionNote[culture]?.Trim() == last?[culture]?.Trim())
            {
                yield return new Complaint("is that of the last correction. Say what was corrected this time.", nameof(PolicyForm.CorrectionNote) + "." + culture);
            }
        }
    }

    /// <summary>
    /// What was approved does not become a proposal again, and what has been in force does not begin to be so on a later day: it would be in force no
    /// longer, and nobody decided that.
    /// </summary>
    /// <param name="known">The version as it is kept; null for a new one.</param>
    public static IEnumerable<Complaint> OfApproved(PolicyForm form, IInForce? known, DateOnly today)
    {
        if (known?.Stage != PolicyStage.Approved)
        {
            yield break;
        }

        if (form.Stage == PolicyStage.ForComment)
        {
            yield return new Complaint("is for comment, but version {0} was approved already. Write a new version.", [form.Version!], nameof(PolicyForm.Stage));
        }
        else if (known.InForceFrom <= today && form.InForceFrom is { } from && from > today)
        {
            yield return new Complaint("is {0}, but version {1} has been in force since {2}. Write a new version.", [Day(from), form.Version!, Day(known.InForceFrom)], nameof(PolicyForm.InForceFrom));
        }
    }

    private static bool IsFirst(PolicyVersionNumber number, IEnumerable<string> others, out PolicyVersionNumber before)
    {
        var earlier = others.Select(PolicyVersionNumber.Of).Where(other => other < number).OrderDescending().ToList();
        before = earlier.FirstOrDefault();
        return earlier.Count == 0;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
