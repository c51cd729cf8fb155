namespace OutreachPortal.Services.Hosting;

/// <summary>The <c>Registration</c> section of the settings.</summary>
public sealed class RegistrationSettings
{
    public const int LongestKept = 3650;

    /// <summary>How many days after a lecture's end it is still known who was registered; the numbers stay.</summary>
    public int KeepDays { get; set; } = 365;

    /// <summary>UTC; until when it is known who was registered for a lecture.</summary>
    /// <param name="end">UTC; of the lecture.</param>
    public DateTime KeptUntil(DateTime end) => end.AddDays(KeepDays);
}
