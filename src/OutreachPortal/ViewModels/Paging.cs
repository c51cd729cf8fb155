namespace OutreachPortal.ViewModels;

/// <summary>Where a page of a list stands in it.</summary>
/// <param name="Number">As asked for, counted from 1; may lie beyond the last page.</param>
/// <param name="PageSize">How many entries a page has.</param>
public sealed record Paging(int Number, int Total, int PageSize = Paging.Size)
{
    public const int Size = 20;

    public int Last => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public bool IsBeyond => Number > Last;

    public int Skip => (Number - 1) * PageSize;

    public int First => Skip + 1;

    public int Until => Math.Min(Total, Skip + PageSize);

    /// <summary>Numbers to link to; null stands for those left out.</summary>
    public IEnumerable<int?> Links()
    {
        var near = Enumerable.Range(1, Last).Where(n => n == 1 || n == Last || Math.Abs(n - Number) <= 1).ToList();
        for (var i = 0; i < near.Count; i++)
        {
            if (i > 0 && near[i] > near[i - 1] + 1)
            {
                yield return null;
            }

            yield return near[i];
        }
    }
}
