using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <summary>A story as other items' pages name it.</summary>
public sealed record StoryLine(int Id, StoryKind Kind, DateOnly Date, IReadOnlyList<TextLine> Texts);

public static class StoryLines
{
    /// <summary>The newest first.</summary>
    public static IQueryable<StoryLine> NewestLines(this IQueryable<Story> stories, int most) => stories.AsSingleQuery()
        .OrderByDescending(s => s.Date).ThenByDescending(s => s.Id).Take(most)
        .Select(s => new StoryLine(s.Id, s.StoryKind, s.Date,
            s.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList()));
}
