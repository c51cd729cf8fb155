namespace OutreachPortal.BrowserTests.Support;

public enum Check
{
    Accessibility,
    Clipping,
    Keyboard,
    Loading,
    Structure,
    Weight,
}

/// <summary>Something wrong with a page.</summary>
/// <param name="Page">Address within the site; its first part is the language.</param>
/// <param name="View">Theme and width, where they matter.</param>
/// <param name="Where">Selector of the element, or address of the request.</param>
public sealed record Fault(Check Check, string Page, string View, string Where, string What)
{
    public override string ToString() => $"{Page}{(View.Length > 0 ? $" ({View})" : "")} {Where}: {What}";
}

public static class Faults
{
    /// <summary>Fails with one line for each fault; the same element on many pages is told once, with the number of pages.</summary>
    public static void ShouldBeNone(this IEnumerable<Fault> faults)
    {
        var lines = faults.GroupBy(fault => (fault.Where, fault.What)).Select(same =>
        {
            var more = same.Select(fault => fault.Page).Distinct().Count() - 1;
            return same.First() + (more > 0 ? $" [and on {more} more pages]" : "");
        }).ToList();
        if (lines.Count > 0)
        {
            Assert.Fail($"{lines.Count} faults:\n" + string.Join('\n', lines));
        }
    }
}
