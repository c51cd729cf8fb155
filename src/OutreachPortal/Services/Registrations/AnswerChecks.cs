using System.Globalization;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Registrations;

/// <summary>Answers to a lecture's questions, as a form sends them and as they are kept.</summary>
public static class AnswerChecks
{
    public const int ShortLength = 200;
    public const int LongLength = 2000;
    public const string Yes = "yes";
    public const string No = "no";

    private const int NumberLength = 20;
    private const string FieldStart = "answers[";

    // As the words say it in either language: an answer is kept as it then read.
    private static readonly string[] SaidYes = ["Yes", "Evet"];

    /// <summary>Name of a question's field.</summary>
    public static string Field(string key) => $"{FieldStart}{key}]";

    /// <summary>What is kept, as a form in a language would send it.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Kept(string? json, IEnumerable<LectureQuestion> questions, string culture)
    {
        var kept = Answers.Read(json).ToDictionary(answer => answer.Key, answer => answer.Values, StringComparer.Ordinal);
        return questions.ToDictionary(question => question.Key, question => kept.TryGetValue(question.Key, out var values) ? AsTyped(question, values, culture) : []);
    }

    /// <summary>Checks what was typed and makes of it what is kept.</summary>
    /// <param name="complain">Takes the field and a sentence that names it.</param>
    public static List<Answers.Answer> Check(
        IEnumerable<LectureQuestion> questions, IReadOnlyDictionary<string, IReadOnlyList<string>> typed, string culture, IStringLocalizer words, Action<string, string> complain)
    {
        var answers = new List<Answers.Answer>();
        foreach (var question in questions)
        {
            var label = question.Text.In(culture).Text;
            var values = Check(question, typed.GetValueOrDefault(question.Key, []), culture, words,
                (key, more) => complain(Field(question.Key), words[key, [label, .. more]]));
            if (values.Count > 0)
            {
                answers.Add(new(question.Key, label, values));
            }
        }

        return answers;
    }

    private static List<string> Check(
        LectureQuestion question, IReadOnlyList<string> typed, string culture, IStringLocalizer words, Action<string, object[]> wrong)
    {
        var isLong = question.Kind == QuestionKind.LongText;
        List<string> said = [.. typed.Select(value => isLong ? TypedText.Lines(value) : TypedText.Line(value)).Where(value => value.Length > 0).Distinct()];
        if (said.Count == 0)
        {
            if (question.IsRequired)
            {
                wrong(question.Kind is QuestionKind.One or QuestionKind.Several or QuestionKind.YesNo ? "Register.Error.ChooseOne" : "Register.Error.Missing", []);
            }

            return [];
        }

        if (said.Count > 1 && question.Kind != QuestionKind.Several)
        {
            wrong("Register.Error.OnlyOne", []);
            return [];
        }

        switch (question.Kind)
        {
            case QuestionKind.ShortText or QuestionKind.LongText:
                var longest = isLong ? LongLength : ShortLength;
                if (said[0].Length > longest)
                {
                    wrong("Register.Error.TooLong", [PageWords.Number(longest), PageWords.Number(said[0].Length)]);
                }

                return said;
            case QuestionKind.Number:
                const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
                if (said[0].Length > NumberLength || !(decimal.TryParse(said[0], Styles, Languages.CultureOf(culture), out _) || decimal.TryParse(said[0], Styles, CultureInfo.InvariantCulture, out _)))
                {
                    wrong("Register.Error.Number", []);
                }

                return said;
            case QuestionKind.YesNo:
                if (said[0] is not (Yes or No))
                {
                    wrong("Register.Error.NotOffered", []);
                    return [];
                }

                return [words[said[0] == Yes ? "Yes" : "No"]];
            default:
                var options = question.OptionsIn(culture);
                if (said.Exists(value => !options.Contains(value, StringComparer.Ordinal)))
                {
                    wrong("Register.Error.NotOffered", []);
                    return [];
                }

                return [.. options.Where(said.Contains)];
        }
    }

    /// <summary>An option that was chosen in the other language is the one in the same place.</summary>
    private static IReadOnlyList<string> AsTyped(LectureQuestion question, IReadOnlyList<string> values, string culture)
    {
        switch (question.Kind)
        {
            case QuestionKind.YesNo:
                return [.. values.Select(value => SaidYes.Contains(value, StringComparer.Ordinal) ? Yes : No)];
            case QuestionKind.One or QuestionKind.Several:
                var (here, there) = (question.OptionsIn(culture), question.OptionsIn(Languages.Other(culture)));
                return [.. here.Where((option, place) => values.Contains(option) || (place < there.Count && values.Contains(there[place])))];
            default:
                return values;
        }
    }
}
