using System.Globalization;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What happened to a registration, and how large a party is, in the reader's language.</summary>
public static class RegistrationWords
{
    /// <summary>Why something happened; what somebody typed stays as it was typed.</summary>
    public static string Remark(this IStringLocalizer words, string remark)
    {
        var (key, values) = StepRemark.Read(remark);
        if (key.Length == 0)
        {
            return values[0];
        }

        // Names of fields are words themselves.
        var said = words[key, key == "Step.Edited" ? [string.Join(", ", values.Select(value => words[value].Value))] : [.. values]];
        return said.ResourceNotFound ? string.Join(" ", values) : said.Value;
    }

    /// <summary>"Class of 24"; null for one person.</summary>
    public static string? Party(this IStringLocalizer words, PartyKind kind, int seats) => kind == PartyKind.Class || seats > 1 ? words["Registrations.ClassOf", seats].Value : null;

    /// <summary>"22 pupils, 2 adults".</summary>
    public static string? People(this IStringLocalizer words, int? pupils, int? adults) => (pupils, adults) is ({ } children, { } grown)
        ? words.Count(children, "Registrations.Pupil", "Registrations.Pupils") + ", " + words.Count(grown, "Registrations.Adult", "Registrations.Adults") : null;

    /// <summary>Whether an answer means yes or no: as the form posts it, or as it then read in either language. Null where it means neither.</summary>
    public static bool? YesOrNo(this IStringLocalizer words, string value) =>
        value == "yes" || Languages.All.Any(language => value == words.YesNo(true, language)) ? true
        : value == "no" || Languages.All.Any(language => value == words.YesNo(false, language)) ? false : null;

    public static string YesNo(this IStringLocalizer words, bool isYes, string language)
    {
        var reader = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Languages.CultureOf(language);
        try
        {
            return words[isYes ? "Yes" : "No"];
        }
        finally
        {
            CultureInfo.CurrentUICulture = reader;
        }
    }

    /// <summary>A choice in a language, whichever of the languages it was made in; one that there is no more stays as it is.</summary>
    public static string OptionIn(this LectureQuestion question, string value, string language)
    {
        var there = question.OptionsIn(language);
        foreach (var choices in Languages.All.Select(question.OptionsIn))
        {
            if (choices.ToList().IndexOf(value) is >= 0 and var place && place < there.Count)
            {
                return there[place];
            }
        }

        return value;
    }

    /// <summary>How a registration stands and, where it is over, why.</summary>
    public static string Standing(this IStringLocalizer words, RegistrationState state, RegistrationEnding? ending) =>
        state == RegistrationState.Cancelled && ending is { } why ? words.Name(why) : words.Name(state);
}
