namespace OutreachPortal.Services.Policies;

/// <summary>Numbers of clauses in order: <c>5.10</c> comes after <c>5.9</c>.</summary>
public static class ClauseOrder
{
    /// <summary>A key by which numbers sort as ordinal strings.</summary>
    public static string Key(string number) => string.Join('.', number.Split('.').Select(part => part.PadLeft(4, '0')));

    /// <summary>The numbers above one, from the top: of <c>5.2.1</c> they are <c>5</c> and <c>5.2</c>.</summary>
    public static IEnumerable<string> Above(string number)
    {
        for (var end = number.IndexOf('.', StringComparison.Ordinal); end >= 0; end = number.IndexOf('.', end + 1))
        {
            yield return number[..end];
        }
    }
}
