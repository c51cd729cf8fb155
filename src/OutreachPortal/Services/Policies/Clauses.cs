using System.Globalization;

namespace OutreachPortal.Services.Policies;

/// <summary>How the permanent identifier of a clause is written: <c>c14</c>.</summary>
public static class Clauses
{
    public static string Name(int clause) => string.Create(CultureInfo.InvariantCulture, $"c{clause}");

    /// <summary>Reads <c>c14</c>; null for anything else.</summary>
    public static int? Parse(string? name) =>
        name is ['c', >= '1' and <= '9', ..] && name.Length <= 8 && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var clause) ? clause : null;
}
