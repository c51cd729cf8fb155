namespace OutreachPortal.Services.University;

/// <summary>The <c>SignIn</c> section of the settings.</summary>
public sealed class SignInSettings
{
    public OpenIdConnectSettings OpenIdConnect { get; set; } = new();
}

/// <summary>The <c>SignIn:OpenIdConnect</c> section: by whom the university signs its members in. All three, or none.</summary>
public sealed class OpenIdConnectSettings
{
    /// <summary>The provider's issuer: where <c>/.well-known/openid-configuration</c> is below.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Belongs into the environment, never into a file of the repository.</summary>
    public string ClientSecret { get; set; } = "";

    public bool IsSet => Authority.Length > 0 || ClientId.Length > 0 || ClientSecret.Length > 0;
}
