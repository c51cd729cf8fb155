using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Registrations;

/// <summary>
/// A lecture's registrations as a file, CSV or JSON, with the same stable keys; read and sent a thousand at a time. Each download is written
/// into the audit trail: the file holds people's names.
/// </summary>
public sealed class RegistrationExport(PortalDbContext db, RegistrationLists lists, AuditTrail trail, SiteSettings site, TimeProvider clock, IStringLocalizer<Words> words)
{
    private const int Chunk = 1000;

    /// <summary>Before the key of a question, in the keys of the columns.</summary>
    private const string AnswerPrefix = "answer.";

    private static readonly string[] Columns =
    [
        "id", "state", "ending", "place", "kind", "seats", "name", "email", "language", "audience", "school", "level", "pupils", "adults", "accessNeeds", "number", "createdAt",
        "addressConfirmedAt", "heldUntil", "ticketCode", "cameAt", "came", "walkIn", "reason", "noticeVersion", "recording", "photographs",
    ];

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file that an address asks for, with the list's filters.</summary>
    public async Task<ActionResult> CsvAsync(int lecture, string key, ListFilter filter, CancellationToken cancellation)
    {
        await NoteAsync(key, "csv", filter, cancellation);
        var questions = await db.Set<LectureQuestion>().AsNoTracking().Where(question => question.LectureId == lecture).OrderBy(question => question.Position).ToListAsync(cancellation);
        var asked = questions.Select(question => question.Key).ToHashSet(StringComparer.Ordinal);
        return new CsvResult(NameOf(key, "csv"), async file =>
        {
            await file.WriteAsync([.. Columns, .. questions.Select(question => AnswerPrefix + question.Key), "otherAnswers"], cancellation);
            await file.WriteAsync([.. Columns.Select(column => words["Registrations.Column." + column].Value), .. questions.Select(question => question.Text.In(Languages.Current).Text),
                words["Registrations.Column.otherAnswers"].Value], cancellation);
            await foreach (var row in RowsAsync(lecture, filter, cancellation))
            {
                var answers = Answers.Read(row.Registration.Answers);
                await file.WriteAsync([.. Cells(row), .. questions.Select(question => answers.FirstOrDefault(answer => answer.Key == question.Key)?.Text),
                    string.Join("\n", answers.Where(answer => !asked.Contains(answer.Key)).Select(answer => answer.Question + ": " + answer.Text))], cancellation);
            }
        });
    }

    public async Task<ActionResult> JsonAsync(int lecture, string key, ListFilter filter, CancellationToken cancellation)
    {
        await NoteAsync(key, "json", filter, cancellation);
        return new JsonRows(NameOf(key, "json"), async response =>
        {
            await using var json = new Utf8JsonWriter(response.BodyWriter, Readable);
            json.WriteStartArray();
            var written = 0;
            await foreach (var row in RowsAsync(lecture, filter, cancellation))
            {
                Write(json, row);
                if (++written % 100 == 0)
                {
                    json.Flush();
                    await response.BodyWriter.FlushAsync(cancellation);
                }
            }

            json.WriteEndArray();
            json.Flush();
            await response.BodyWriter.FlushAsync(cancellation);
        });
    }

    private async IAsyncEnumerable<Row> RowsAsync(int lecture, ListFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var last = 0; ;)
        {
            var rows = await lists.Asked(lecture, filter).Where(r => r.Id > last).OrderBy(r => r.Id).Take(Chunk)
                .Select(r => new Row(r, r.Notice!.Number, r.Consents.Select(c => new Agreement(c.Notice.Kind, c.Notice.Number, c.GivenAt, c.WithdrawnAt)).ToList())).ToListAsync(cancellation);
            foreach (var row in rows.Where(row => filter.Words is not { } typed
                || PartySearch.Matches(typed, row.Registration.Name, row.Registration.School, row.Registration.Email, row.Registration.TicketCode)))
            {
                yield return row;
            }

            if (rows.Count < Chunk)
            {
                yield break;
            }

            last = rows[^1].Registration.Id;
        }
    }

    private static IEnumerable<string?> Cells(Row row)
    {
        var r = row.Registration;
        return
        [
            Text(r.Id), Name(r.State), r.Ending is { } ending ? Name(ending) : null, Name(r.Place), Name(r.Kind), Text(r.Seats), r.Name, r.Email, r.Language, r.Audience is { } audience ? Name(audience) : null,
            r.School, r.Level, Text(r.Pupils), Text(r.Adults), r.AccessNeeds, r.Number.ToString(CultureInfo.InvariantCulture), Text(r.CreatedAt), Text(r.AddressConfirmedAt), Text(r.HeldUntil), r.TicketCode,
            Text(r.CameAt), Text(r.Came), r.IsWalkIn ? "yes" : "no", r.Reason, Text(row.Notice), Consent(row, NoticeKind.Recording), Consent(row, NoticeKind.Photographs),
        ];
    }

    private static void Write(Utf8JsonWriter json, Row row)
    {
        var r = row.Registration;
        json.WriteStartObject();
        json.WriteNumber("id", r.Id);
        json.WriteString("state", Name(r.State));
        Write(json, "ending", r.Ending is { } ending ? Name(ending) : null);
        json.WriteString("place", Name(r.Place));
        json.WriteString("kind", Name(r.Kind));
        json.WriteNumber("seats", r.Seats);
        json.WriteString("name", r.Name);
        json.WriteString("email", r.Email);
        json.WriteString("language", r.Language);
        Write(json, "audience", r.Audience is { } audience ? Name(audience) : null);
        Write(json, "school", r.School);
        Write(json, "level", r.Level);
        Write(json, "pupils", r.Pupils);
        Write(json, "adults", r.Adults);
        Write(json, "accessNeeds", r.AccessNeeds);
        json.WriteNumber("number", r.Number);
        json.WriteString("createdAt", Text(r.CreatedAt));
        Write(json, "addressConfirmedAt", Text(r.AddressConfirmedAt));
        Write(json, "heldUntil", Text(r.HeldUntil));
        Write(json, "ticketCode", r.TicketCode);
        Write(json, "cameAt", Text(r.CameAt));
        Write(json, "came", r.Came);
        json.WriteBoolean("walkIn", r.IsWalkIn);
        Write(json, "reason", r.Reason);
        Write(json, "noticeVersion", row.Notice);
        json.WriteStartArray("consents");
        foreach (var consent in row.Consents)
        {
            json.WriteStartObject();
            json.WriteString("kind", Name(consent.Kind));
            json.WriteNumber("version", consent.Number);
            json.WriteString("givenAt", Text(consent.GivenAt));
            Write(json, "withdrawnAt", Text(consent.WithdrawnAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("answers");
        foreach (var answer in Answers.Read(r.Answers))
        {
            json.WriteStartObject();
            json.WriteString("key", answer.Key);
            json.WriteString("question", answer.Question);
            json.WriteStartArray("values");
            foreach (var value in answer.Values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Names of choices as they stand in addresses too.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum => KebabCase.Of(value.ToString());

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateTime? utc) => utc?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string? Consent(Row row, NoticeKind kind) => row.Consents.LastOrDefault(consent => consent.Kind == kind) switch
    {
        null => null,
        { WithdrawnAt: null } => "yes",
        _ => "withdrawn",
    };

    private async Task NoteAsync(string key, string format, ListFilter filter, CancellationToken cancellation)
    {
        // What was looked for may be somebody's name; it stays out of what is kept for ever.
        var filters = string.Join(' ', filter.Values.Where(pair => pair.Key != "q").Select(pair => pair.Key + "=" + pair.Value));
        trail.Add(AuditAction.RegistrationsExported, "lectures/" + key, (format + " " + filters).Trim());
        await db.SaveChangesAsync(cancellation);
    }

    private string NameOf(string key, string extension) => string.Create(CultureInfo.InvariantCulture, $"registrations-{TextFolding.Slug(key)}-{site.Today(clock):yyyy-MM-dd}.{extension}");

    private sealed record Row(Registration Registration, int? Notice, IReadOnlyList<Agreement> Consents);

    private sealed record Agreement(NoticeKind Kind, int Number, DateTime GivenAt, DateTime? WithdrawnAt);

    /// <summary>An array to be kept as a file, sent as it is written.</summary>
    private sealed class JsonRows(string name, Func<HttpResponse, Task> write) : ActionResult
    {
        public override Task ExecuteResultAsync(ActionContext context)
        {
            var response = context.HttpContext.Response;
            response.ContentType = "application/json; charset=utf-8";
            response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "\"" + name + "\"" }.ToString();
            return write(response);
        }
    }
}
