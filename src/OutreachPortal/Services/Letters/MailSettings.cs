namespace OutreachPortal.Services.Letters;

/// <summary>The <c>Mail</c> section of the settings: by whom letters are carried.</summary>
public sealed class MailSettings
{
    /// <summary>SMTP server. Without one, letters are files below <c>outbox</c> in the data folder.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary>Empty where the server asks for none.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The sender's address; <c>Site:ContactEmail</c> if empty.</summary>
    public string From { get; set; } = "";

    /// <summary>Whether the connection is encrypted before anything is said; a server that cannot is not used.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>How long one letter may take, from the first word to the server to its last.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}
