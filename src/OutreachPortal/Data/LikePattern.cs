namespace OutreachPortal.Data;

/// <summary>Patterns for LIKE, in which nothing that was typed is taken for a sign of the pattern, by either database.</summary>
public static class LikePattern
{
    /// <summary>Goes with each pattern.</summary>
    public const string Escape = "\\";

    /// <summary>Matches texts that have the word somewhere.</summary>
    public static string Containing(string word) =>
        "%" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal) + "%";
}
