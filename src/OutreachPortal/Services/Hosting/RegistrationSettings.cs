namespace OutreachPortal.Services.Hosting;

/// <summary>The <c>Registration</c> section of the settings.</summary>
public sealed class RegistrationSettings
{
    public const int LongestKept = 3650;

    /// <summary>How many days after a lecture's end it is still known who was registered; the numbers stay.</summary>
    public int KeepDays { get; set; } = 365;

    // A school, or a hall full of people, stands behind one address of the network.

    /// <summary>Forms that one network may send within ten minutes.</summary>
    public int PostsANetwork { get; set; } = 3000;

    /// <summary>Wrong access codes that one network may send within ten minutes; then right ones are refused too.</summary>
    public int WrongCodesANetwork { get; set; } = 20;

    /// <summary>Forms with one e-mail address within an hour that are acted upon; whoever sends more gets the same answer and no letter.</summary>
    public int PostsAnAddress { get; set; } = 10;

    /// <summary>UTC; until when it is known who was registered for a lecture.</summary>
    /// <param name="end">UTC; of the lecture.</param>
    public DateTime KeptUntil(DateTime end) => end.AddDays(KeepDays);
}
