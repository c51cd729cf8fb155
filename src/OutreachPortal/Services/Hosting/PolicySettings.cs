namespace OutreachPortal.Services.Hosting;

/// <summary>The <c>Policies</c> section of the settings.</summary>
public sealed class PolicySettings
{
    public const int LongestKept = 3650;

    /// <summary>How many days after the last day for remarks it is still known who sent them; what was published of them stays.</summary>
    public int KeepDays { get; set; } = 365;

    /// <summary>The last day on which it is known who sent remarks.</summary>
    /// <param name="last">The last day for remarks.</param>
    public DateOnly KeptUntil(DateOnly last) => DateOnly.FromDayNumber(Math.Min(last.DayNumber + KeepDays, DateOnly.MaxValue.DayNumber));
}
