namespace OutreachPortal.Models;

/// <summary>Where an item stands. The names are stored; do not rename.</summary>
public enum ContentState
{
    /// <summary>Not public: its address answers 404.</summary>
    Draft,

    /// <summary>Public.</summary>
    Published,

    /// <summary>Public with a notice and its reason; no longer in lists.</summary>
    Withdrawn,

    /// <summary>Taken away: its address answers 410.</summary>
    Unpublished,

    /// <summary>Part of another item now: its address leads there.</summary>
    Merged,
}

public static class ContentStates
{
    /// <summary>Whether anybody may read what stands so; <see cref="ContentQueries.Public"/> asks the database the same.</summary>
    public static bool IsPublic(this ContentState state) => state is ContentState.Published or ContentState.Withdrawn;
}
