using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Services;

/// <summary>
/// Fills the hall of one past lecture of the demo, so that its numbers can be seen and certificates issued. Nobody of them exists, nothing is
/// written to anybody, and their addresses lead nowhere (RFC 2606).
/// </summary>
public sealed class DemoRegistrations(PortalDbContext db, Notices notices)
{
    private const string Lecture = "life-of-a-star";

    /// <summary>Every fifteenth did not come.</summary>
    private const int Absent = 15;

    private static readonly string[] Names =
    [
        "Ada", "Bora", "Ceren", "Deniz", "Ekin", "Feride", "Gökçe", "Hazal", "Ilgaz", "İdil", "Jale", "Kerem", "Lale", "Mert", "Nil", "Onur", "Öykü", "Pelin", "Rüya", "Su", "Toprak", "Umut",
    ];

    private static readonly string[] Surnames = ["Örnek", "Deneme", "Misal", "Numune", "Taslak"];

    private static readonly (string Teacher, string School, string Level, int Pupils, int Adults, int Came)[] Classes =
    [
        ("Defne Örnek", "Örnek Anadolu Lisesi", "10", 34, 2, 35),
        ("Emre Misal", "Misal Fen Lisesi", "11", 32, 2, 33),
    ];

    /// <summary>Adds the parties, once the demo's content is there.</summary>
    public async Task AddAsync(CancellationToken cancellation)
    {
        var lecture = await db.Lectures.Include(l => l.Pools).FirstOrDefaultAsync(l => l.Key == Lecture, cancellation);
        if (lecture?.Pools.Find(pool => pool.Place == SeatPlace.Hall) is not { } hall)
        {
            return;
        }

        var notice = (await notices.CurrentAsync(NoticeKind.Information, cancellation)).Id;
        foreach (var (teacher, school, level, pupils, adults, came) in Classes)
        {
            Add(new() { Kind = PartyKind.Class, Seats = pupils + adults, Name = teacher, Audience = Audience.Pupils, School = school, Level = level, Pupils = pupils, Adults = adults }, came);
        }

        // The rest of the hall, one by one.
        Audience[] audiences = [Audience.Students, Audience.Adults, Audience.Pupils, Audience.Students];
        for (var i = 0; hall.Free > 0; i++)
        {
            Add(new() { Name = $"{Names[i % Names.Length]} {Surnames[i / Names.Length % Surnames.Length]}", Audience = audiences[i % audiences.Length] }, i % Absent == Absent - 1 ? 0 : 1);
        }

        db.Headcounts.Add(new() { LectureId = lecture.Id, Place = SeatPlace.Hall, Count = 171, Method = CountingMethod.Counted, At = lecture.StartsAt.AddMinutes(20) });
        await db.SaveChangesAsync(cancellation);

        void Add(Registration registration, int came)
        {
            var number = ++hall.LastNumber;
            hall.Taken += registration.Seats;
            var registered = lecture.StartsAt.AddDays(-20).AddMinutes(number * 97);
            registration.LectureId = lecture.Id;
            registration.Place = SeatPlace.Hall;
            registration.State = came > 0 ? RegistrationState.Attended : RegistrationState.Absent;
            registration.Email = string.Create(CultureInfo.InvariantCulture, $"{TextFolding.Slug(registration.Name)}.{number}@demo.example");
            registration.EmailKey = EmailAddress.KeyOf(registration.Email);
            registration.NoticeId = notice;
            registration.Number = number;
            registration.CreatedAt = registered;
            registration.AddressConfirmedAt = registered.AddMinutes(6);
            registration.RemindedAt = lecture.StartsAt.AddDays(-1);
            registration.TicketCode = Codes.New(Codes.TicketLength);
            registration.Came = came;
            registration.CameAt = came > 0 ? lecture.StartsAt.AddMinutes(-25 + number % 20) : null;
            registration.Version = Guid.NewGuid();
            db.Registrations.Add(registration);
            Note(RegistrationAction.Confirmed, registered.AddMinutes(6), "");
            Note(came > 0 ? RegistrationAction.CheckedIn : RegistrationAction.MarkedAbsent, registration.CameAt ?? lecture.EndsAt, came > 0 ? StepRemark.Of("Step.Came", came) : "");

            void Note(RegistrationAction action, DateTime at, string remark) =>
                db.RegistrationSteps.Add(new() { LectureId = lecture.Id, Registration = registration, At = at, Action = action, Remark = remark });
        }
    }
}
