using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

/// <summary>The program dies in the middle of a rush, again and again, and what it answered holds.</summary>
[Collection(Alone.Name)]
public sealed class SeatCrashTests
{
    private const int Rounds = 20;
    private const int Clients = 40;
    private const int Seats = 100;
    private const string Form = "/en/lectures/lecture-rush/register";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_answered_is_lost_when_the_program_is_killed_twenty_times()
    {
        Assert.SkipWhen(TestDatabase.IsSqlServer, TestDatabase.OnlySqlite);
        using var portal = new PortalProcess();
        var day = DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var folder = new ContentFolder().Lecture("rush", seats: Seats, more: "waiting-list: strict-order", start: day + " 14:00");
        var imported = await portal.RunAsync("import", folder.Path, "--Data:Path=" + portal.Data);
        imported.ExitCode.ShouldBe(0, imported.Output + imported.Errors);
        var answered = new ConcurrentDictionary<string, bool>();
        // Whatever falls into the middle of a round of the line, into its commit, or between it and the answer.
        var random = new Random(20261122);
        for (var round = 1; round <= Rounds; round++)
        {
            using var server = await portal.StartAsync("--Registration:PostsANetwork=1000000");
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = Clients }) { BaseAddress = server.Address };
            var token = await client.TokenAsync(Form);
            var before = answered.Count;
            var rush = Task.WhenAll(Enumerable.Range(0, Clients).Select(i => RushAsync(client, token, $"r{round}c{i}", answered)));
            var wanted = random.Next(20, 150);
            while (answered.Count - before < wanted && !rush.IsCompleted)
            {
                await Task.Delay(1, Cancellation);
            }

            server.Kill();
            await rush;
            answered.Count.ShouldBeGreaterThanOrEqualTo(before + wanted);
            await CheckAsync(portal, answered.Keys, $"round {round}");
        }

        // And it goes on as if nothing had been.
        using var last = await portal.StartAsync();
        using var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = last.Address };
        (await PostAsync(visitor, await visitor.TokenAsync(Form), "last@poyraz.example")).ShouldBe(HttpStatusCode.SeeOther);
        answered["last@poyraz.example"] = true;
        await CheckAsync(portal, answered.Keys, "the end");
    }

    /// <summary>Registers one after the other until the program is gone. Any answer but the one that is hoped for ends the test.</summary>
    private static async Task RushAsync(HttpClient client, string token, string name, ConcurrentDictionary<string, bool> answered)
    {
        for (var i = 0; ; i++)
        {
            var email = $"{name}n{i.ToString(CultureInfo.InvariantCulture)}@poyraz.example";
            try
            {
                (await PostAsync(client, token, email)).ShouldBe(HttpStatusCode.SeeOther);
                answered[email] = true;
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string token, string email)
    {
        using var fields = new FormUrlEncodedContent([new("name", "Somebody"), new("email", email), new("audience", "Pupils"), new("place", "Hall"), new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync(new Uri(Form, UriKind.Relative), fields, Cancellation);
        return answer.StatusCode;
    }

    private static async Task CheckAsync(PortalProcess portal, ICollection<string> answered, string when)
    {
        await using var db = new SqlitePortalDbContext(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite($"Data Source={Path.Combine(portal.Data, "portal.db")};Pooling=False").Options);
        var rows = await db.Registrations.AsNoTracking().OrderBy(r => r.Number).ToListAsync(Cancellation);
        answered.Except(rows.Select(r => r.Email)).ShouldBeEmpty(when);
        rows.Select(r => r.Email).Distinct().Count().ShouldBe(rows.Count, when);
        rows.Select(r => r.Number).ShouldBe(Enumerable.Range(1, rows.Count).Select(i => (long)i), when);
        var pool = await db.SeatPools.AsNoTracking().SingleAsync(Cancellation);
        pool.Taken.ShouldBe(rows.Where(r => r.HoldsSeats).Sum(r => r.Seats), when);
        pool.Taken.ShouldBe(Math.Min(Seats, rows.Count), when);
        pool.Waiting.ShouldBe(rows.Count(r => r.State == RegistrationState.Waiting), when);
        pool.LastNumber.ShouldBe(rows.Count, when);
        var letters = await db.Letters.AsNoTracking().Select(l => new { l.RegistrationId, l.To, IsThere = l.SentAt != null || l.NextTryAt != null }).ToListAsync(Cancellation);
        letters.Where(l => l.IsThere).Select(l => l.To).Order(StringComparer.Ordinal).ShouldBe(rows.Select(r => r.Email).Order(StringComparer.Ordinal), when);
        (await db.RegistrationLinks.Select(link => link.RegistrationId).Distinct().CountAsync(Cancellation)).ShouldBe(rows.Count, when);
    }
}
