namespace OutreachPortal.ViewModels;

/// <summary>What was sent after the session had ended.</summary>
/// <param name="Address">To which it was sent, within the portal.</param>
/// <param name="Fields">As they were sent; a name may occur several times.</param>
public sealed record SignedOutViewModel(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields);
