using System.ComponentModel.DataAnnotations;

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
}

public sealed class QuestionForm
{
    /// <summary>Small letters, digits and hyphens; unique in the lecture.</summary>
    [StringLength(LectureQuestion.KeyLength)]
    public string? Key { get; set; }

    [Required]
    public QuestionKind? Kind { get; set; }

    public bool IsRequired { get; set; }

    [RequiredText, TextLength(LectureQuestion.TextLength)]
    public LocalizedText Text { get; set; } = new();

    /// <summary>One on each line, in the same order in each language.</summary>
    [TextLength(LectureQuestion.OptionsLength)]
    public LocalizedText Options { get; set; } = new();
}
