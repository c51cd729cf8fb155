using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>An event for which people register, where it has seats.</summary>
public sealed class Lecture : Event
{
    public const int MaxSeats = 100_000;
    public const int AccessCodeLength = 40;
    public const int DefaultHoldMinutes = 60;
    public const int DefaultOfferHours = 24;
    public const int DefaultLargestParty = 40;
    public const int MostHoldMinutes = 7 * 24 * 60;
    public const int MostOfferHours = 14 * 24;

    public Lecture() => Kind = ContentKind.Lecture;

    /// <summary>In the hall; null where nobody registers for a seat there.</summary>
    public int? Seats { get; set; }

    /// <summary>Online; null where nobody registers for that.</summary>
    public int? OnlineSeats { get; set; }

    /// <summary>UTC; from its publication if null.</summary>
    public DateTime? RegistrationOpens { get; set; }

    /// <summary>UTC; when it starts if null.</summary>
    public DateTime? RegistrationCloses { get; set; }

    /// <summary>Whether the office decides on each registration.</summary>
    public bool Approval { get; set; }

    public WaitingPolicy WaitingList { get; set; }

    /// <summary>What has to be typed to register; null where nothing has.</summary>
    public string? AccessCode { get; set; }

    /// <summary>How long a seat is held for an address that is not confirmed yet.</summary>
    public int HoldMinutes { get; set; } = DefaultHoldMinutes;

    /// <summary>How long a seat is offered to somebody who waited.</summary>
    public int OfferHours { get; set; } = DefaultOfferHours;

    /// <summary>Most seats for one party; 1 where no classes come.</summary>
    public int LargestParty { get; set; } = DefaultLargestParty;

    /// <summary>UTC; until then a class may change its numbers. Until registration closes if null.</summary>
    public DateTime? ChangesUntil { get; set; }

    /// <summary>Whether consent to being recorded is asked for.</summary>
    public bool AsksRecording { get; set; }

    /// <summary>Whether consent to photographs is asked for.</summary>
    public bool AsksPhotographs { get; set; }

    /// <summary>Whether the public may read afterwards how many came.</summary>
    public bool AttendanceShown { get; set; }

    public List<LectureQuestion> Questions { get; } = [];

    /// <summary>What is taken of the seats; changed by registrations, not by publishing.</summary>
    public List<SeatPool> Pools { get; } = [];

    public bool TakesRegistrations => Seats > 0 || OnlineSeats > 0;

    /// <summary>UTC.</summary>
    public DateTime ClosesAt => RegistrationCloses is { } closes && closes < StartsAt ? closes : StartsAt;

    public int? SeatsIn(SeatPlace place) => place == SeatPlace.Hall ? Seats : OnlineSeats;

    protected override void Apply(ContentForm form, PublishContext context)
    {
        base.Apply(form, context);
        var typed = (LectureForm)form;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        Seats = typed.Seats;
        OnlineSeats = typed.OnlineSeats;
        RegistrationOpens = typed.RegistrationOpens is { } opens ? ToUtc(opens, zone) : null;
        RegistrationCloses = typed.RegistrationCloses is { } closes ? ToUtc(closes, zone) : null;
        Approval = typed.Approval;
        WaitingList = typed.WaitingList;
        AccessCode = typed.AccessCode;
        HoldMinutes = typed.HoldMinutes ?? DefaultHoldMinutes;
        OfferHours = typed.OfferHours ?? DefaultOfferHours;
        LargestParty = typed.LargestParty ?? DefaultLargestParty;
        ChangesUntil = typed.ChangesUntil is { } until ? ToUtc(until, zone) : null;
        AsksRecording = typed.AsksRecording;
        AsksPhotographs = typed.AsksPhotographs;
        AttendanceShown = typed.AttendanceShown;
        // A form of a file that nobody completed, or of a draft that is only looked at.
        typed.Complete();
        Questions.Clear();
        Questions.AddRange(typed.Questions.Select((question, position) => new LectureQuestion
        {
            Position = position,
            Key = question.Key ?? string.Create(CultureInfo.InvariantCulture, $"question-{position + 1}"),
            Kind = question.Kind!.Value,
            IsRequired = question.Required,
            Text = question.Text.Copy(),
            Options = question.Options.Copy(),
        }));
        foreach (var place in Enum.GetValues<SeatPlace>())
        {
            SetSeats(place, SeatsIn(place) ?? 0);
        }
    }

    /// <summary>The table refuses fewer seats than are taken; whoever publishes has asked before.</summary>
    private void SetSeats(SeatPlace place, int seats)
    {
        if (Pools.Find(pool => pool.Place == place) is { } known)
        {
            known.Seats = seats;
        }
        else if (seats > 0)
        {
            Pools.Add(new() { Place = place, Seats = seats });
        }
    }
}

public sealed class LectureMapping : IEntityTypeConfiguration<Lecture>
{
    public void Configure(EntityTypeBuilder<Lecture> builder)
    {
        builder.Property(lecture => lecture.WaitingList).HasConversion<string>().HasMaxLength(20);
        builder.Property(lecture => lecture.AccessCode).HasMaxLength(Lecture.AccessCodeLength);
        builder.Ignore(lecture => lecture.TakesRegistrations);
        builder.Ignore(lecture => lecture.ClosesAt);
    }
}
