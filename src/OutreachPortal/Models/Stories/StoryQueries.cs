namespace OutreachPortal.Models;

public static class StoryQueries
{
    public static IOrderedQueryable<Story> NewestFirst(this IQueryable<Story> stories) =>
        stories.OrderByDescending(s => s.Date).ThenByDescending(s => s.Id);

    public static IQueryable<Story> OfYear(this IQueryable<Story> stories, int? year)
    {
        if (year is null)
        {
            return stories;
        }

        // A span of days and not the year of each day: the index knows days.
        var (first, last) = (new DateOnly(year.Value, 1, 1), new DateOnly(year.Value, 12, 31));
        return stories.Where(s => s.Date >= first && s.Date <= last);
    }

    /// <summary>Those that came out before a story, the nearest first.</summary>
    public static IQueryable<Story> Before(this IQueryable<Story> stories, Story story) =>
        stories.Where(s => s.Date < story.Date || (s.Date == story.Date && s.Id < story.Id)).NewestFirst();

    /// <summary>Those that came out after a story, the nearest first.</summary>
    public static IQueryable<Story> After(this IQueryable<Story> stories, Story story) =>
        stories.Where(s => s.Date > story.Date || (s.Date == story.Date && s.Id > story.Id)).OrderBy(s => s.Date).ThenBy(s => s.Id);
}
