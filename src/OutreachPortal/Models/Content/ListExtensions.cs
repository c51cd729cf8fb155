namespace OutreachPortal.Models;

public static class ListExtensions
{
    /// <summary>Makes the list hold exactly <paramref name="wanted"/>, leaving what is there already untouched.</summary>
    public static void ReplaceWith<T>(this List<T> list, IEnumerable<T> wanted)
        where T : class
    {
        var target = wanted.ToList();
        list.RemoveAll(item => !target.Contains(item));
        list.AddRange(target.Where(item => !list.Contains(item)));
    }
}
