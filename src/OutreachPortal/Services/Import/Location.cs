namespace OutreachPortal.Services.Import;

/// <summary>Where a field was typed.</summary>
internal readonly record struct Location(string File, int Line);
