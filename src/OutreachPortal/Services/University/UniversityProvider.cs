using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Services.University;

/// <summary>
/// Speaks with the university's OpenID provider: https://openid.net/specs/openid-connect-discovery-1_0.html says where things are,
/// https://openid.net/specs/openid-connect-core-1_0.html (3.1.3) how a code becomes somebody. One for each node.
/// </summary>
/// <remarks>Everything that goes wrong is a <see cref="UniversityException"/>.</remarks>
public sealed class UniversityProvider : IDisposable
{
    /// <summary>How long what the provider says of itself is taken for true; its keys change seldom.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    /// <summary>How soon it is asked again for keys that signed something and were not known.</summary>
    public static readonly TimeSpan KeptAtLeast = TimeSpan.FromMinutes(1);

    /// <summary>Together with the subject it is a key of 900 octets on SQL Server.</summary>
    private const int LongestIdentity = 440;

    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Whom nobody could ask a moment ago nobody waits for now.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Clocks of two machines.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // Signed by a key of its own: with a shared secret whoever knows ours could say who somebody is.
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private readonly OpenIdConnectSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<UniversityProvider> _log;
    private readonly HttpClient _client;
    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };
    private readonly SemaphoreSlim _one = new(1);
    private (OpenIdConnectConfiguration Value, DateTimeOffset At)? _known;
    private DateTimeOffset? _failedAt;

    public UniversityProvider(SignInSettings settings, TimeProvider clock, ILogger<UniversityProvider> log)
    {
        (_settings, _clock, _log) = (settings.OpenIdConnect, clock, log);
        _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = Longest, MaxResponseContentBufferSize = LargestAnswer };
    }

    /// <summary>What the provider says of itself: addresses and keys.</summary>
    public Task<OpenIdConnectConfiguration> ConfigurationAsync(CancellationToken cancellation) => ConfigurationAsync(Kept, cancellation);

    /// <summary>Makes of a code, which the browser brought, whoever signed in there.</summary>
    /// <param name="verifier">The secret behind the question's challenge: RFC 7636.</param>
    /// <param name="nonce">Of the question; what the provider signs has to hold it.</param>
    /// <returns>The answer of the token endpoint, and who it is.</returns>
    public async Task<(JsonDocument Tokens, UniversityMember Member)> RedeemAsync(string code, string? verifier, string? nonce, string redirectUri, CancellationToken cancellation)
    {
        var configuration = await ConfigurationAsync(cancellation);
        var tokens = await TokensAsync(configuration, code, verifier, redirectUri, cancellation);
        var claims = await ClaimsAsync(Text(tokens, "id_token") ?? throw Untrusted("the provider sent no id_token"), nonce, cancellation);
        if (!(claims.ContainsKey("email") && claims.ContainsKey("email_verified") && claims.ContainsKey("name")) && configuration.UserInfoEndpoint is { Length: > 0 } address)
        {
            await AddUserInfoAsync(claims, address, Text(tokens, "access_token") ?? "", cancellation);
        }

        return (tokens, Member(configuration.Issuer, claims));
    }

    public void Dispose()
    {
        _client.Dispose();
        _one.Dispose();
    }

    private async Task<OpenIdConnectConfiguration> ConfigurationAsync(TimeSpan age, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var now = _clock.GetUtcNow();
            if (_known is { } known && now - known.At < age)
            {
                return known.Value;
            }

            if (now - _failedAt < PauseAfterFailure)
            {
                throw new UniversityException(UniversityFailure.Unreachable, "the provider did not answer a moment ago");
            }

            try
            {
                _known = (await FetchAsync(), now);
                _failedAt = null;
                return _known.Value.Value;
            }
            catch (Exception e) when (e is IOException or HttpRequestException or InvalidOperationException or OperationCanceledException or ArgumentException or JsonException)
            {
                _failedAt = now;
                throw Unreachable("the provider's configuration cannot be read", e);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    // Not for the visitor who happens to be first: others wait for it too, and it is over in seconds.
    private async Task<OpenIdConnectConfiguration> FetchAsync()
    {
        var authority = _settings.Authority.TrimEnd('/');
        var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(authority + "/.well-known/openid-configuration",
            new HttpDocumentRetriever(_client) { RequireHttps = authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase) }, CancellationToken.None);
        return configuration.Issuer?.TrimEnd('/') != authority ? throw new InvalidOperationException($"it calls itself '{configuration.Issuer}', which is not SignIn:OpenIdConnect:Authority")
            : string.IsNullOrEmpty(configuration.AuthorizationEndpoint) || string.IsNullOrEmpty(configuration.TokenEndpoint) ? throw new InvalidOperationException("it names no endpoints")
            : configuration;
    }

    private async Task<JsonDocument> TokensAsync(OpenIdConnectConfiguration configuration, string code, string? verifier, string redirectUri, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirectUri,
            ["code_verifier"] = verifier ?? "",
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, configuration.TokenEndpoint);
        // What a provider takes that says nothing about it (RFC 6749, 2.3.1).
        if (configuration.TokenEndpointAuthMethodsSupported is { Count: > 0 } methods && !methods.Contains("client_secret_basic"))
        {
            (fields["client_id"], fields["client_secret"]) = (_settings.ClientId, _settings.ClientSecret);
        }
        else
        {
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(Uri.EscapeDataString(_settings.ClientId) + ":" + Uri.EscapeDataString(_settings.ClientSecret))));
        }

        request.Content = new FormUrlEncodedContent(fields);
        var (status, tokens) = await AskAsync(request, cancellation);
        // A code that is used up or nobody's is the visitor's matter, anything else the provider's or a setting's.
        return status == HttpStatusCode.OK ? tokens
            : Text(tokens, "error") == "invalid_grant" ? throw new UniversityException(UniversityFailure.Lost, "the provider does not know the code")
            : throw Unreachable($"the token endpoint answers {(int)status} {Text(tokens, "error")}", null);
    }

    private async Task<Dictionary<string, object>> ClaimsAsync(string token, string? nonce, CancellationToken cancellation)
    {
        var result = await ValidateAsync(token, await ConfigurationAsync(cancellation));
        if (result.Exception is SecurityTokenInvalidSignatureException)
        {
            // The provider may have changed its keys.
            result = await ValidateAsync(token, await ConfigurationAsync(KeptAtLeast, cancellation));
        }

        if (!result.IsValid)
        {
            throw Untrusted("the id_token does not hold", result.Exception);
        }

        var claims = new Dictionary<string, object>(result.Claims, StringComparer.Ordinal);
        return nonce is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Text(claims, "nonce") ?? ""), Encoding.UTF8.GetBytes(nonce)) ? throw Untrusted("the id_token answers another question")
            : Text(claims, "azp") is { } party && party != _settings.ClientId ? throw Untrusted("the id_token is for another client")
            : string.IsNullOrEmpty(Text(claims, "sub")) ? throw Untrusted("the id_token names nobody")
            : claims;
    }

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration configuration) => _tokens.ValidateTokenAsync(token, new()
    {
        ValidIssuer = configuration.Issuer,
        ValidAudience = _settings.ClientId,
        IssuerSigningKeys = configuration.SigningKeys,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (from, until, _, _) => until > (_clock.GetUtcNow() - Skew).UtcDateTime && !(from > (_clock.GetUtcNow() + Skew).UtcDateTime),
    });

    /// <summary>Many providers keep name and address out of the id_token (5.4), and have them here.</summary>
    private async Task AddUserInfoAsync(Dictionary<string, object> claims, string address, string accessToken, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", accessToken);
        var (status, info) = await AskAsync(request, cancellation);
        using (info)
        {
            if (status != HttpStatusCode.OK)
            {
                throw Unreachable($"the userinfo endpoint answers {(int)status}", null);
            }

            if (Text(info, "sub") != Text(claims, "sub"))
            {
                throw Untrusted("the userinfo endpoint speaks of somebody else");
            }

            foreach (var claim in info.RootElement.EnumerateObject())
            {
                // What was signed stays.
                claims.TryAdd(claim.Name, claim.Value.ValueKind switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.String => claim.Value.GetString()!,
                    _ => "",
                });
            }
        }
    }

    private async Task<(HttpStatusCode Status, JsonDocument Answer)> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        try
        {
            using var answer = await _client.SendAsync(request, cancellation);
            var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
            return document.RootElement.ValueKind == JsonValueKind.Object ? (answer.StatusCode, document) : throw new JsonException("it is no object");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw Unreachable($"{request.RequestUri} cannot be asked", e);
        }
    }

    private UniversityMember Member(string issuer, Dictionary<string, object> claims)
    {
        var (subject, email) = (Text(claims, "sub")!, Text(claims, "email")?.Trim() ?? "");
        if (issuer.Length + subject.Length > LongestIdentity)
        {
            throw Untrusted("the subject is too long to be kept");
        }

        var isVerified = claims.GetValueOrDefault("email_verified") is true or "true" && EmailAddress.IsUsable(email);
        var name = Values.Cut(TypedText.Line(Text(claims, "name") is { Length: > 0 } whole ? whole : $"{Text(claims, "given_name")} {Text(claims, "family_name")}"), PortalUser.NameLength);
        return new(issuer, subject, name.Length > 0 ? name : email.Split('@')[0], email, isVerified);
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Text(Dictionary<string, object> claims, string name) => claims.GetValueOrDefault(name) as string;

    private UniversityException Unreachable(string what, Exception? inner)
    {
        _log.LogError(inner, "Nobody can sign in by the university: {Reason}", what);
        return new(UniversityFailure.Unreachable, what, inner);
    }

    private UniversityException Untrusted(string what, Exception? inner = null)
    {
        _log.LogWarning(inner, "Somebody was not signed in by the university: {Reason}", what);
        return new(UniversityFailure.Untrusted, what, inner);
    }
}
