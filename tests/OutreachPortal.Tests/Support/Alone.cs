namespace OutreachPortal.Tests.Support;

/// <summary>
/// For tests that keep a machine busy, or that are about time-outs: they run when all others have, one after the other.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = nameof(Alone);
}
