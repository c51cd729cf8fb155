using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Registrations;

/// <summary>
/// All that is kept of a holder, for the holder (GDPR, article 20; Law 6698, article 11). Names of fields are English in every language; times
/// are UTC.
/// </summary>
public static class HolderData
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <param name="now">UTC.</param>
    /// <param name="page">Makes the address of the lecture's page.</param>
    public static async Task<byte[]> WriteAsync(PortalDbContext db, Notices notices, Holding holding, DateTime now, string page, CancellationToken cancellation)
    {
        var r = holding.Registration;
        var steps = await db.RegistrationSteps.AsNoTracking().Where(step => step.RegistrationId == r.Id).OrderBy(step => step.Id)
            .Select(step => new { step.At, step.Action, step.UserName, step.Remark }).ToListAsync(cancellation);
        var letters = await db.Letters.AsNoTracking().Where(letter => letter.RegistrationId == r.Id).OrderBy(letter => letter.Id)
            .Select(letter => new { letter.Kind, letter.To, letter.Language, letter.CreatedAt, letter.SentAt }).ToListAsync(cancellation);
        var links = await db.RegistrationLinks.Where(link => link.RegistrationId == r.Id).OrderBy(link => link.CreatedAt).Select(link => link.CreatedAt).ToListAsync(cancellation);
        var certificates = await db.Certificates.AsNoTracking().Where(certificate => certificate.RegistrationId == r.Id).OrderBy(certificate => certificate.Id)
            .Select(certificate => new { certificate.Code, certificate.Name, certificate.Came, certificate.IssuedAt, certificate.RevokedAt, certificate.RevokedReason }).ToListAsync(cancellation);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            MadeAt = Utc(now),
            KeptUntil = Utc(holding.KeptUntil),
            Registration = new
            {
                r.Kind,
                r.State,
                r.Ending,
                r.Reason,
                r.Place,
                r.Seats,
                r.Name,
                r.Email,
                r.Language,
                r.Audience,
                r.School,
                r.Level,
                r.Pupils,
                r.Adults,
                r.AccessNeeds,
                CreatedAt = Utc(r.CreatedAt),
                AddressConfirmedAt = Utc(r.AddressConfirmedAt),
                HeldUntil = Utc(r.HeldUntil),
                RemindedAt = Utc(r.RemindedAt),
                r.Number,
                holding.Position,
                r.TicketCode,
                CameAt = Utc(r.CameAt),
                r.Came,
            },
            Lecture = new
            {
                Titles = holding.Lecture.Texts.ToDictionary(text => text.Culture, text => text.Title),
                Address = page,
                StartsAt = Utc(holding.Lecture.StartsAt),
                EndsAt = Utc(holding.Lecture.EndsAt),
                holding.Lecture.TimeZone,
            },
            Answers = Answers.Read(r.Answers).Select(answer => new { answer.Key, answer.Question, answer.Values }),
            Notice = r.Notice is { } notice ? Text(notice, notices.Text(notice)) : null,
            Consents = r.Consents.OrderBy(consent => consent.Id).Select(consent => new { Notice = Text(consent.Notice, notices.Text(consent.Notice)), GivenAt = Utc(consent.GivenAt), WithdrawnAt = Utc(consent.WithdrawnAt) }),
            Steps = steps.Select(step => new { At = Utc(step.At), step.Action, By = step.UserName.Length > 0 ? "office" : "", Remark = Remark(step.Remark) }),
            Letters = letters.Select(letter => new { letter.Kind, letter.To, letter.Language, WrittenAt = Utc(letter.CreatedAt), SentAt = Utc(letter.SentAt) }),
            LinksMadeAt = links.Select(link => Utc(link)),
            Certificates = certificates.Select(certificate => new
            {
                certificate.Code,
                certificate.Name,
                certificate.Came,
                IssuedAt = Utc(certificate.IssuedAt),
                RevokedAt = Utc(certificate.RevokedAt),
                certificate.RevokedReason,
            }),
        }, Json);
    }

    private static object Text(Notice notice, LocalizedText text) => new { notice.Kind, notice.Number, Text = new { text.En, text.Tr }, WrittenAt = Utc(notice.CreatedAt) };

    private static Why? Remark(string remark) => remark.Length == 0 ? null : new(StepRemark.Read(remark));

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private static DateTime? Utc(DateTime? time) => time is { } known ? Utc(known) : null;

    /// <summary>A text of the words by its key with its values, or with no key what somebody wrote.</summary>
    private sealed record Why(string Key, IReadOnlyList<string> Values)
    {
        public Why((string Key, IReadOnlyList<string> Values) said)
            : this(said.Key, said.Values)
        {
        }
    }
}
