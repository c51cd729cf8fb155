using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace OutreachPortal.Models;

public sealed class LectureForm : EventForm
{
    /// <summary>In the hall. Without it, and without <see cref="OnlineSeats"/>, nobody registers.</summary>
    [Range(1, Lecture.MaxSeats)]
    public int? Seats { get; set; }

    [Range(1, Lecture.MaxSeats)]
    public int? OnlineSeats { get; set; }

    /// <summary>Local to <see cref="EventForm.TimeZone"/>; from publication if null.</summary>
    public DateTime? RegistrationOpens { get; set; }

    /// <summary>Local to <see cref="EventForm.TimeZone"/>; the start if null.</summary>
    public DateTime? RegistrationCloses { get; set; }

    public bool Approval { get; set; }

    public WaitingPolicy WaitingList { get; set; }

    [StringLength(Lecture.AccessCodeLength)]
    public string? AccessCode { get; set; }

    [Range(5, Lecture.MostHoldMinutes)]
    public int? HoldMinutes { get; set; }

    [Range(1, Lecture.MostOfferHours)]
    public int? OfferHours { get; set; }

    [Range(1, 1000)]
    public int? LargestParty { get; set; }

    /// <summary>Local to <see cref="EventForm.TimeZone"/>.</summary>
    public DateTime? ChangesUntil { get; set; }

    public bool AsksRecording { get; set; }

    public bool AsksPhotographs { get; set; }

    public bool AttendanceShown { get; set; }

    public List<QuestionForm> Questions { get; set; } = [];

    /// <summary>Gives each question that has none a key, made of its text. It is then kept when the text changes: answers are found by it.</summary>
    public override void Complete()
    {
        var taken = Questions.Select(question => question.Key).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var question in Questions.Where(question => string.IsNullOrWhiteSpace(question.Key) && !question.Text.IsEmpty))
        {
            var made = TextFolding.Slug(question.Text.In(Languages.English).Text);
            made = made.Length == 0 ? "question" : made[..Math.Min(made.Length, LectureQuestion.KeyLength - 3)].Trim('-');
            var key = made;
            for (var number = 2; !taken.Add(key); number++)
            {
                key = string.Create(CultureInfo.InvariantCulture, $"{made}-{number}");
            }

            question.Key = key;
        }
    }

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        base.Validate(validationContext).Concat(OfSeats()).Concat(OfTimes()).Concat(OfQuestions());

    private IEnumerable<ValidationResult> OfSeats()
    {
        if (Seats is not null && Mode == AttendanceMode.Online)
        {
            yield return new Complaint("is for seats in the hall, but the mode is online: give online seats instead.", nameof(Seats));
        }

        if (OnlineSeats is not null && Mode == AttendanceMode.OnSite && Status != EventStatus.Online)
        {
            yield return new Complaint("is for an online or hybrid lecture, but the mode is on site.", nameof(OnlineSeats));
        }

        if (Seats is null && OnlineSeats is null)
        {
            foreach (var (property, isSet) in new[]
            {
                (nameof(RegistrationOpens), RegistrationOpens is not null), (nameof(RegistrationCloses), RegistrationCloses is not null), (nameof(Approval), Approval),
                (nameof(WaitingList), WaitingList != WaitingPolicy.None), (nameof(AccessCode), AccessCode is not null), (nameof(Questions), Questions.Count > 0),
            })
            {
                if (isSet)
                {
                    yield return new Complaint("needs seats in the hall or online: without them nobody can register.", property);
                }
            }
        }
    }

    private IEnumerable<ValidationResult> OfTimes()
    {
        if (RegistrationOpens is { } opens)
        {
            if (opens >= Start)
            {
                yield return new Complaint("is not before the start, when registration is over.", nameof(RegistrationOpens));
            }

            if (RegistrationCloses <= opens)
            {
                yield return new Complaint("is not after registration opens.", nameof(RegistrationCloses));
            }
        }

        if (RegistrationCloses > Start)
        {
            yield return new Complaint("is after the start, when registration is over.", nameof(RegistrationCloses));
        }

        if (ChangesUntil > Start)
        {
            yield return new Complaint("is after the start.", nameof(ChangesUntil));
        }
    }

    private IEnumerable<ValidationResult> OfQuestions()
    {
        if (Questions.Count > LectureQuestion.Most)
        {
            yield return new Complaint("has more than {0} entries.", [LectureQuestion.Most], nameof(Questions));
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Questions.Count; i++)
        {
            if (Questions[i].Key is { } key && !keys.Add(key))
            {
                yield return new Complaint("is the key of another question too.", At(nameof(Questions), i) + "." + nameof(QuestionForm.Key));
            }
        }
    }
}

public sealed class QuestionForm : IValidatableObject
{
    [Required]
    public QuestionKind? Kind { get; set; }

    public bool Required { get; set; }

    [RequiredText, TextLength(LectureQuestion.TextLength)]
    public LocalizedText Text { get; set; } = new();

    /// <summary>One on each line, in the same order in each language.</summary>
    [TextLength(LectureQuestion.OptionsLength)]
    public LocalizedText Options { get; set; } = new();

    /// <summary>Unique in the lecture; made of the text if left out.</summary>
    [StringLength(LectureQuestion.KeyLength)]
    [RegularExpression("[a-z0-9]+(-[a-z0-9]+)*", ErrorMessage = "may hold only a–z, digits and single hyphens.")]
    public string? Key { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is not (QuestionKind.One or QuestionKind.Several))
        {
            if (Kind is not null && !Options.IsEmpty)
            {
                yield return new Complaint("is for questions of which one or several answers are chosen.", nameof(Options));
            }

            yield break;
        }

        var cultures = validationContext.Items.TryGetValue("cultures", out var known) ? (IEnumerable<string>)known! : Languages.All;
        var counts = new HashSet<int>();
        foreach (var culture in Languages.All.Where(culture => cultures.Contains(culture) || !string.IsNullOrWhiteSpace(Options[culture])))
        {
            var field = nameof(Options) + "." + culture;
            var options = LectureQuestion.Lines(Options[culture]);
            counts.Add(options.Count);
            if (options.Count < 2)
            {
                yield return new Complaint("needs at least two options, each on a line of its own.", field);
            }
            else if (options.Count > LectureQuestion.MostOptions)
            {
                yield return new Complaint("has more than {0} options.", [LectureQuestion.MostOptions], field);
            }
            else if (options.Any(option => option.Length > LectureQuestion.OptionLength))
            {
                yield return new Complaint("has an option of more than {0} characters.", [LectureQuestion.OptionLength], field);
            }
            else if (options.GroupBy(option => option, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
            {
                yield return new Complaint("names the option “{0}” twice.", [twice], field);
            }
        }

        if (counts.Count > 1)
        {
            yield return new Complaint("needs the same options in each language, line by line.", nameof(Options));
        }
    }
}
