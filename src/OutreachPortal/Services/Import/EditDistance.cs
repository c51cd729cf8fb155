namespace OutreachPortal.Services.Import;

/// <summary>Levenshtein's: how many letters must change to make one word of another.</summary>
internal static class EditDistance
{
    /// <summary>The number, or <see cref="int.MaxValue"/> when the lengths alone differ by more than three.</summary>
    public static int Between(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, _) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[^1];
    }
}
