using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Services.University;

/// <summary>
/// ASP.NET Core's handler of OAuth, which keeps state, correlation and PKCE, made to speak OpenID Connect: a nonce in the question, and an
/// answer that is read by <see cref="UniversityProvider"/>. The answer goes on to the action behind the callback's address, as a
/// <see cref="UniversityAnswer"/>: that one signs in, or says why not.
/// </summary>
public sealed class UniversityHandler(
    IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, UniversityProvider provider, UniversityLimits limits) : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    /// <summary>Key of the language of the page on which somebody began, in what is kept meanwhile.</summary>
    public const string Language = "language";

    private const string Nonce = "nonce";

    private OpenIdConnectConfiguration? _configuration;
    private UniversityMember? _member;

    /// <exception cref="UniversityException">The provider does not answer.</exception>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        _configuration = await provider.ConfigurationAsync(Context.RequestAborted);
        properties.SetString(Nonce, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        // What the base puts behind the address that the options name goes behind the one that the provider names.
        var query = new Uri(base.BuildChallengeUrl(properties, redirectUri)).Query;
        var asked = QueryHelpers.ParseQuery(query).Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value));
        return QueryHelpers.AddQueryString(_configuration!.AuthorizationEndpoint, asked.Append(new(Nonce, properties.GetString(Nonce))));
    }

    /// <summary>All of it, so that whatever is wrong is said with what was kept of the question.</summary>
    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        try
        {
            if (!limits.Admits(Context))
            {
                throw new UniversityException(UniversityFailure.Lost, "too many answers from one network");
            }

            var kept = context.Properties;
            (var tokens, _member) = await provider.RedeemAsync(context.Code, kept.GetString(OAuthConstants.CodeVerifierKey), kept.GetString(Nonce), context.RedirectUri, Context.RequestAborted);
            return OAuthTokenResponse.Success(tokens);
        }
        catch (UniversityException e)
        {
            return OAuthTokenResponse.Failed(e);
        }
    }

    protected override Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        Context.Features.Set(new UniversityAnswer(_member, default, properties.RedirectUri, properties.GetString(Language)));
        return Task.FromResult(new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name));
    }
}

/// <summary>How many answers of the provider one network may bring: each is asked about. Each node counts for itself.</summary>
public sealed class UniversityLimits(RegistrationSettings settings) : IDisposable
{
    private readonly TryLimit _answers = new(settings.PostsANetwork, RegistrationLimits.NetworkWindow);

    public bool Admits(HttpContext context) => _answers.AdmitsNetwork(context);

    public void Dispose() => _answers.Dispose();
}
