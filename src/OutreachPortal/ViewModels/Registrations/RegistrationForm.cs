using Microsoft.Extensions.Primitives;

namespace OutreachPortal.ViewModels.Registrations;

/// <summary>What somebody typed to register, as it was typed. Of a field that came several times, the first counts.</summary>
public sealed class RegistrationForm
{
    public const string NameField = "name";
    public const string EmailField = "email";
    public const string AudienceField = "audience";
    public const string PlaceField = "place";
    public const string SchoolField = "school";
    public const string LevelField = "level";
    public const string PupilsField = "pupils";
    public const string AdultsField = "adults";
    public const string NeedsField = "needs";
    public const string CodeField = "code";
    public const string NoticeField = "notice";
    public const string RecordingField = "recording";
    public const string PhotographsField = "photographs";

    /// <summary>A field that no person sees.</summary>
    public const string TrapField = "website";

    private const string AnswerStart = "answers[";

    public string? Name { get; set; }

    public string? Email { get; set; }

    /// <summary>Name of an <see cref="Models.Audience"/>.</summary>
    public string? Audience { get; set; }

    /// <summary>Name of a <see cref="Models.SeatPlace"/>.</summary>
    public string? Place { get; set; }

    public string? School { get; set; }

    public string? Level { get; set; }

    public string? Pupils { get; set; }

    public string? Adults { get; set; }

    public string? Needs { get; set; }

    public string? Code { get; set; }

    /// <summary>Number of the information notice that the form showed.</summary>
    public string? Notice { get; set; }

    /// <summary>Number of the notice that was agreed to.</summary>
    public string? Recording { get; set; }

    public string? Photographs { get; set; }

    /// <summary>By the question's key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Answers { get; private init; } = new Dictionary<string, IReadOnlyList<string>>();

    public bool IsFromBot { get; private init; }

    public IReadOnlyList<string> AnswersTo(string key) => Answers.GetValueOrDefault(key, []);

    public static RegistrationForm Read(IFormCollection fields)
    {
        string? One(string field) => fields[field] is { Count: > 0 } values ? values[0] : null;
        return new()
        {
            Name = One(NameField),
            Email = One(EmailField),
            Audience = One(AudienceField),
            Place = One(PlaceField),
            School = One(SchoolField),
            Level = One(LevelField),
            Pupils = One(PupilsField),
            Adults = One(AdultsField),
            Needs = One(NeedsField),
            Code = One(CodeField),
            Notice = One(NoticeField),
            Recording = One(RecordingField),
            Photographs = One(PhotographsField),
            IsFromBot = !string.IsNullOrWhiteSpace(One(TrapField)),
            Answers = fields.Where(field => field.Key.StartsWith(AnswerStart, StringComparison.Ordinal) && field.Key.EndsWith(']'))
                .ToDictionary(field => field.Key[AnswerStart.Length..^1], field => Said(field.Value), StringComparer.Ordinal),
        };
    }

    private static IReadOnlyList<string> Said(StringValues values) => [.. values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!)];
}
