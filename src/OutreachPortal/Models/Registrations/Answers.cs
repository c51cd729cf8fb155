using System.Text.Encodings.Web;
using System.Text.Json;

namespace OutreachPortal.Models;

/// <summary>What was answered to a lecture's questions, kept as it then read: a question may change later.</summary>
public static class Answers
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One answer: the question's key and words, and what was said; several values where several were chosen.</summary>
    public sealed record Answer(string Key, string Question, IReadOnlyList<string> Values)
    {
        public string Text => string.Join("; ", Values);
    }

    public static string? Write(IReadOnlyCollection<Answer> answers) => answers.Count == 0 ? null : JsonSerializer.Serialize(answers, Json);

    public static IReadOnlyList<Answer> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<Answer>>(json, Json) ?? [];
}
