using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OutreachPortal.Benchmarks.Bare;

/// <summary>An answer to be given again: the same headers, the same bytes.</summary>
public sealed record Answer(Dictionary<string, string> Headers, byte[] Body)
{
    // Kestrel itself writes these.
    private static readonly string[] OfTheServer = ["Date", "Content-Length", "Connection"];

    public static async Task<Answer> ReadAsync(Uri address, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = (await client.SendAsync(request)).EnsureSuccessStatusCode();
        return new(
            answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheServer.Contains(header.Key)).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
            await answer.Content.ReadAsByteArrayAsync());
    }
}

/// <summary>Kestrel and nothing else: gives answers from memory by their path.</summary>
public static class BareKestrel
{
    public const string Word = "bare-kestrel";

    public static Task WriteAsync(string file, Dictionary<string, Answer> answers) => File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(answers));

    public static async Task RunAsync(string file, string address)
    {
        var answers = JsonSerializer.Deserialize<Dictionary<string, Answer>>(await File.ReadAllBytesAsync(file))!;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        app.Run(context =>
        {
            if (!answers.TryGetValue(context.Request.Path.Value!, out var answer))
            {
                context.Response.StatusCode = context.Request.Path == "/" ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            foreach (var (name, value) in answer.Headers)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.ContentLength = answer.Body.Length;
            return context.Response.Body.WriteAsync(answer.Body).AsTask();
        });
        await app.RunAsync();
    }
}
