using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>
/// The seats of one place of a lecture, and how many are taken: always the sum over the registrations that hold some. The table refuses
/// one seat too many, whatever the code does.
/// </summary>
public sealed class SeatPool
{
    public int LectureId { get; set; }

    public SeatPlace Place { get; set; }

    /// <summary>How many there are, as published. Nought where the place takes no registrations any more.</summary>
    public int Seats { get; set; }

    public int Taken { get; set; }

    /// <summary>How many parties wait.</summary>
    public int Waiting { get; set; }

    /// <summary>The number that was given out last (<see cref="Registration.Number"/>).</summary>
    public long LastNumber { get; set; }

    /// <summary>Goes up with each transaction that looks at the seats to change them; its update is the lock.</summary>
    public long Turn { get; set; }

    public int Free => Seats - Taken;

    /// <summary>What is to be said against the seats that a form gives the place: those that are taken stay, and who waits has something to wait for.</summary>
    public Complaint? Against(LectureForm form)
    {
        var (field, seats) = Place == SeatPlace.Hall ? (nameof(LectureForm.Seats), form.Seats ?? 0) : (nameof(LectureForm.OnlineSeats), form.OnlineSeats ?? 0);
        return seats < Taken ? new Complaint("is less than the {0} seats that are taken.", [Taken], field)
            : seats == 0 && Waiting > 0 ? new Complaint("cannot be left empty: {0} registrations wait for a seat.", [Waiting], field)
            : null;
    }
}

/// <summary>A question of the office's own to whoever registers for a lecture.</summary>
public sealed class LectureQuestion
{
    public const int TextLength = 300;
    public const int OptionsLength = 2000;
    public const int OptionLength = 120;
    public const int KeyLength = 40;
    public const int Most = 20;
    public const int MostOptions = 30;

    public int Id { get; set; }

    public int LectureId { get; set; }

    public int Position { get; set; }

    /// <summary>By which its answers are found; unique within the lecture.</summary>
    public string Key { get; set; } = "";

    public QuestionKind Kind { get; set; }

    public bool IsRequired { get; set; }

    public LocalizedText Text { get; set; } = new();

    /// <summary>What can be chosen, each on a line of its own, in the same order in each language.</summary>
    public LocalizedText Options { get; set; } = new();

    /// <summary>What can be chosen, in a language or else the other.</summary>
    public IReadOnlyList<string> OptionsIn(string culture) => Lines(Options.In(culture).Text);

    public static IReadOnlyList<string> Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

public sealed class SeatPoolMapping : IEntityTypeConfiguration<SeatPool>, IEntityTypeConfiguration<LectureQuestion>
{
    public void Configure(EntityTypeBuilder<SeatPool> builder)
    {
        builder.ToTable("SeatPools", table =>
        {
            table.HasCheckConstraint("CK_SeatPools_Taken", "[Taken] >= 0 AND [Taken] <= [Seats]");
            table.HasCheckConstraint("CK_SeatPools_Waiting", "[Waiting] >= 0");
        });
        builder.HasKey(pool => new { pool.LectureId, pool.Place });
        builder.Property(pool => pool.Place).HasConversion<string>().HasMaxLength(20);
        builder.Ignore(pool => pool.Free);
        builder.HasOne<Lecture>().WithMany(lecture => lecture.Pools).HasForeignKey(pool => pool.LectureId).OnDelete(DeleteBehavior.Cascade);
        // Where somebody waits although a seat may be free.
        builder.HasIndex(pool => pool.Waiting).HasFilter("[Waiting] > 0");
    }

    public void Configure(EntityTypeBuilder<LectureQuestion> builder)
    {
        builder.ToTable("LectureQuestions");
        builder.Property(question => question.Key).HasMaxLength(LectureQuestion.KeyLength);
        builder.Property(question => question.Kind).HasConversion<string>().HasMaxLength(20);
        builder.LocalizedText(question => question.Text, LectureQuestion.TextLength);
        builder.LocalizedText(question => question.Options, LectureQuestion.OptionsLength);
        builder.HasOne<Lecture>().WithMany(lecture => lecture.Questions).HasForeignKey(question => question.LectureId).OnDelete(DeleteBehavior.Cascade);
    }
}
