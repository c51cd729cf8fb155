using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Benchmarks;

/// <summary>
/// A rush for seats: clients who have opened a lecture's form all send it at once. Beside it SQLite's own rate: a single writer that does the same
/// inserts, row for row, into a copy of the same database, one commit for each registration.
/// </summary>
public static partial class RegistrationsPart
{
    public const string Name = "registrations";

    private const int Clients = 1000;
    private const int Seats = 100;
    private const int WarmUps = 4;
    private const int Rounds = 5;
    private const double LeastRatio = 0.5;
    private const double MostP99 = 250;

    private static readonly string[] Tables = ["Registrations", "RegistrationLinks", "Letters"];

    public static async Task RunAsync(PublishedPortal published, Report report)
    {
        var data = published.Data(Name);
        (await published.StartAsync(data)).Dispose();
        var lectures = await SeedAsync(PublishedPortal.Database(data));
        var copy = published.Data("raw.db");
        await CopyAsync(PublishedPortal.Database(data), copy);
        var (portal, raw) = (new List<(double Rate, double P50, double P99)>(), new List<(double Rate, double P50, double P99)>());
        (double Rate, double P50, double P99) first = default;
        using (var server = await published.StartAsync(data, $"--Registration:PostsANetwork={Clients * (WarmUps + Rounds)}"))
        {
            for (var round = 0; round < lectures.Count; round++)
            {
                Console.WriteLine($"rush {round + 1} of {lectures.Count} …");
                var rush = await RushAsync(server.Address, round);
                await CheckAsync(PublishedPortal.Database(data), lectures[round]);
                // Letters are on their way for a while; the next rush, and the other's turn, begin when nobody is at work.
                await SettleAsync(PublishedPortal.Database(data));
                var single = await RawAsync(PublishedPortal.Database(data), copy, lectures[round]);
                Console.WriteLine($"  {rush.Rate:N0}/s, p50 {rush.P50:N0} ms, p99 {rush.P99:N0} ms; raw {single.Rate:N0}/s");
                if (round == 0)
                {
                    first = rush;
                }

                if (round >= WarmUps)
                {
                    portal.Add(rush);
                    raw.Add(single);
                }
            }
        }

        var (ours, theirs) = (Median(portal), Median(raw));
        report.Line($"{Clients:N0} clients who have the form open send it at once for {Seats} seats, over loopback; every answer came after its commit was durable (WAL, synchronous=FULL), "
            + $"and {Seats} had a seat and {Clients - Seats} a number in the waiting list. Median of {Rounds} rushes after {WarmUps} that are not counted; letters are carried meanwhile. The clients are sockets in the process that measures.");
        report.Table(["", "registrations/s", "p50, ms", "p99, ms"],
        [
            ["portal, over HTTP", Report.Number(ours.Rate), Report.Number(ours.P50, 1), Report.Number(ours.P99, 1)],
            ["portal, the first rush after its start", Report.Number(first.Rate), Report.Number(first.P50, 1), Report.Number(first.P99, 1)],
            ["SQLite, one writer, the same inserts, a commit for each", Report.Number(theirs.Rate), Report.Number(theirs.P50, 2), Report.Number(theirs.P99, 2)],
        ]);
        report.Table(["figure", "seen", "limit", ""],
        [
            ["rate beside SQLite's", Report.Ratio(ours.Rate / theirs.Rate), Report.Ratio(LeastRatio), Report.Verdict(ours.Rate / theirs.Rate >= LeastRatio)],
            ["p99, ms", Report.Number(ours.P99), Report.Number(MostP99), Report.Verdict(ours.P99 < MostP99)],
        ]);
    }

    private static string Slug(int round) => "rush-" + round.ToString(CultureInfo.InvariantCulture);

    /// <summary>Publishes a lecture for each round.</summary>
    private static async Task<List<int>> SeedAsync(string database)
    {
        await using var db = new SqlitePortalDbContext(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite($"Data Source={database};Pooling=False").Options);
        var now = DateTime.UtcNow;
        var context = new PublishContext(new MarkdownRenderer(), "Europe/Istanbul", now, new Dictionary<(ContentKind, string), ContentItem>(), new Dictionary<string, Unit>(), new Dictionary<string, Tag>());
        var lectures = Enumerable.Range(0, WarmUps + Rounds).Select(round =>
        {
            var form = new LectureForm { Seats = Seats, WaitingList = WaitingPolicy.StrictOrder, Start = now.Date.AddDays(30).AddHours(14), End = now.Date.AddDays(30).AddHours(15), Mode = AttendanceMode.OnSite, Place = new() { En = "Hall", Tr = "Salon" } };
            foreach (var culture in new[] { Languages.English, Languages.Turkish })
            {
                form.Texts[culture] = new() { Slug = Slug(round), Title = "Rush " + round, Summary = "A rush", Body = "A rush." };
            }

            form.Audience.Add(Audience.Pupils);
            var lecture = new Lecture { Key = Slug(round) };
            lecture.Publish(lecture.Save(form, "benchmark", "", now), form, context);
            db.Add(lecture);
            return lecture;
        }).ToList();
        await db.SaveChangesAsync();
        return lectures.ConvertAll(lecture => lecture.Id);
    }

    private static async Task CopyAsync(string from, string to)
    {
        await using var source = new SqliteConnection($"Data Source={from};Pooling=False");
        await using var target = new SqliteConnection($"Data Source={to};Pooling=False");
        await source.OpenAsync();
        await target.OpenAsync();
        source.BackupDatabase(target);
    }

    private static async Task<(double Rate, double P50, double P99)> RushAsync(Uri address, int round)
    {
        var path = $"/en/lectures/{Slug(round)}/register";
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => Client.OpenAsync(address, path, i)));
        try
        {
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            var latencies = await Task.WhenAll(clients.Select(client => Task.Run(() => client.SendAsync(start))));
            return Result(latencies, Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            foreach (var client in clients)
            {
                client.Dispose();
            }
        }
    }

    private static (double Rate, double P50, double P99) Result(IEnumerable<double> latencies, TimeSpan elapsed)
    {
        var ordered = latencies.Order().ToList();
        return (ordered.Count / elapsed.TotalSeconds, ordered[ordered.Count / 2], ordered[(int)(ordered.Count * 0.99)]);
    }

    private static (double Rate, double P50, double P99) Median(List<(double Rate, double P50, double P99)> rounds) =>
        (Load.Median(rounds.Select(round => round.Rate)), Load.Median(rounds.Select(round => round.P50)), Load.Median(rounds.Select(round => round.P99)));

    private static async Task CheckAsync(string database, int lecture)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Taken, Waiting, (SELECT COUNT(*) FROM Registrations r WHERE r.LectureId = p.LectureId) FROM SeatPools p WHERE LectureId = $lecture";
        command.Parameters.AddWithValue("$lecture", lecture);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        if ((reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2)) != (Seats, Clients - Seats, Clients))
        {
            throw new InvalidOperationException($"{reader.GetInt32(0)} seats are taken, {reader.GetInt32(1)} wait, and {reader.GetInt32(2)} are registered.");
        }
    }

    /// <summary>Waits until letters are no longer touched.</summary>
    private static async Task SettleAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync();
        long last = -1;
        for (var i = 0; i < 60; i++)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COALESCE(SUM(Tries), 0) FROM Letters";
            var tries = (long)(await command.ExecuteScalarAsync())!;
            if (tries == last)
            {
                return;
            }

            last = tries;
            await Task.Delay(1500);
        }
    }

    /// <summary>Does the inserts of a lecture's registrations once more, as plainly as they can be done.</summary>
    private static async Task<(double Rate, double P50, double P99)> RawAsync(string from, string to, int lecture)
    {
        await using var source = new SqliteConnection($"Data Source={from};Pooling=False;Mode=ReadOnly");
        await source.OpenAsync();
        var rows = Tables.Select(table => Rows(source, table, lecture)).ToList();
        await using var target = new SqliteConnection($"Data Source={to};Pooling=False");
        await target.OpenAsync();
        Execute(target, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
        var inserts = Tables.Select((table, i) => Insert(target, table, rows[i].Columns)).ToList();
        using var begin = Command(target, "BEGIN IMMEDIATE");
        using var commit = Command(target, "COMMIT");
        using var pool = Command(target, $"UPDATE SeatPools SET Taken = Taken + (CASE WHEN Taken < Seats THEN 1 ELSE 0 END), Waiting = Waiting + (CASE WHEN Taken < Seats THEN 0 ELSE 1 END) WHERE LectureId = {lecture}");
        var latencies = new List<double>(Clients);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < rows[0].Values.Count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            begin.ExecuteNonQuery();
            pool.ExecuteNonQuery();
            for (var table = 0; table < Tables.Length; table++)
            {
                for (var column = 0; column < rows[table].Columns.Count; column++)
                {
                    inserts[table].Parameters[column].Value = rows[table].Values[i][column];
                }

                inserts[table].ExecuteNonQuery();
            }

            commit.ExecuteNonQuery();
            latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Result(latencies, Stopwatch.GetElapsedTime(start));
    }

    private static (List<string> Columns, List<object[]> Values) Rows(SqliteConnection connection, string table, int lecture)
    {
        using var command = Command(connection, $"SELECT * FROM {table} WHERE {(table == Tables[0] ? "LectureId" : "RegistrationId IN (SELECT Id FROM Registrations WHERE LectureId")} = {lecture}{(table == Tables[0] ? " ORDER BY Id" : ") ORDER BY RegistrationId")}");
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var values = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[columns.Count];
            reader.GetValues(row);
            values.Add(row);
        }

        return (columns, values);
    }

    private static SqliteCommand Insert(SqliteConnection connection, string table, List<string> columns)
    {
        var command = Command(connection, $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => "$" + i))})");
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.AddWithValue("$" + i, DBNull.Value);
        }

        return command;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    /// <summary>Somebody with the form open, on a connection of its own. It works with sockets, so that the load takes little of the machine that it loads.</summary>
    private sealed partial class Client : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _answer = new byte[64 * 1024];
        private byte[] _post = [];

        public static async Task<Client> OpenAsync(Uri address, string path, int number)
        {
            var client = new Client();
            await client._socket.ConnectAsync(IPAddress.Loopback, address.Port);
            await client._socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
            var page = await client.ReadAsync();
            var token = Token().Match(page).Groups[1].Value;
            var cookie = Cookie().Match(page).Groups[1].Value;
            if (token.Length == 0 || cookie.Length == 0)
            {
                throw new InvalidOperationException("The form cannot be read: " + page[..Math.Min(page.Length, 500)]);
            }

            var fields = $"name=Client+{number}&email=client{number}%40poyraz.example&audience=Pupils&place=Hall&__RequestVerificationToken={Uri.EscapeDataString(WebUtility.HtmlDecode(token))}"
                + (Notice().Match(page) is { Success: true } notice ? "&notice=" + notice.Groups[1].Value : "");
            client._post = Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {fields.Length}\r\n\r\n{fields}");
            return client;
        }

        /// <summary>Sends the form. Returns the milliseconds from a moment to the whole answer.</summary>
        public async Task<double> SendAsync(long start)
        {
            await _socket.SendAsync(_post);
            var answer = await ReadAsync();
            return answer.StartsWith("HTTP/1.1 303 ", StringComparison.Ordinal) ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
                : throw new InvalidOperationException("Not registered: " + answer[..Math.Min(answer.Length, 3000)]);
        }

        public void Dispose() => _socket.Dispose();

        /// <summary>Reads one answer: as long as its head says, or in chunks until the empty one.</summary>
        private async Task<string> ReadAsync()
        {
            var all = new ArrayBufferWriter<byte>();
            while (true)
            {
                var length = await _socket.ReceiveAsync(_answer);
                if (length == 0)
                {
                    throw new IOException("The connection broke.");
                }

                all.Write(_answer.AsSpan(0, length));
                var text = all.WrittenSpan;
                var head = text.IndexOf("\r\n\r\n"u8);
                if (head < 0)
                {
                    continue;
                }

                var lines = Encoding.ASCII.GetString(text[..head]);
                if (lines.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? text.EndsWith("0\r\n\r\n"u8)
                    : text.Length - head - 4 >= (Length().Match(lines) is { Success: true } said ? int.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture) : 0))
                {
                    return Encoding.UTF8.GetString(text);
                }
            }
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
        private static partial Regex Token();

        [GeneratedRegex("name=\"notice\"[^>]* value=\"([^\"]+)\"")]
        private static partial Regex Notice();

        [GeneratedRegex("(?i)Set-Cookie: ([^;\r]*)")]
        private static partial Regex Cookie();

        [GeneratedRegex("(?i)Content-Length: ([0-9]+)")]
        private static partial Regex Length();
    }
}
