namespace OutreachPortal.Models;

/// <summary>Where the newest revision stands on its way to the public. The names are stored; do not rename.</summary>
public enum DraftStage
{
    /// <summary>It is what the public reads, or was taken from it.</summary>
    None,

    /// <summary>Somebody is working on it.</summary>
    Draft,

    /// <summary>It waits for an editor.</summary>
    InReview,

    /// <summary>An editor sent it back with remarks.</summary>
    Returned,
}

/// <summary>How an item's newest text in a language stands to the other's. The names are stored; do not rename.</summary>
public enum TranslationState
{
    /// <summary>There is no text.</summary>
    Missing,

    /// <summary>The other language has said something new since.</summary>
    Outdated,

    Current,
}
