using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// A university's OpenID provider, as small as one can be that asks for all that it must: a client's secret, PKCE, the same address of
/// return. Whoever comes is signed in at once. It can be made to lie.
/// </summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "outreach";
    public const string Secret = "a secret: of + the client";

    private static readonly string[] Code = ["code"];
    private static readonly string[] Public = ["public"];
    private static readonly string[] Rs256 = ["RS256"];

    private readonly ConcurrentDictionary<string, (string RedirectUri, string Challenge, string? Nonce)> _codes = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly WebApplication _app;
    private RSA _key = RSA.Create(2048);
    private int _keys = 1;

    private TestProvider(TimeProvider clock)
    {
        _clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (!IsDown)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        _app.MapGet("/.well-known/openid-configuration", () => Discovered());
        _app.MapGet("/keys", Keys);
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
        _app.MapGet("/userinfo", (HttpRequest request) => request.Headers.Authorization == "Bearer opaque" ? Results.Json(UserInfo.Count > 0 ? UserInfo : new() { ["sub"] = Subject }) : Results.Unauthorized());
    }

    public string Address { get; private set; } = "";

    public string Subject { get; set; } = "248289761001";

    public string Name { get; set; } = "Deniz Kaya";

    public string Email { get; set; } = "deniz.kaya@poyraz.example";

    /// <summary>Whether name and address are kept out of the id_token.</summary>
    public bool HasUserInfo { get; set; }

    public bool IsDown { get; set; }

    public bool TakesSecretInForm { get; set; }

    /// <summary>What it redirects with instead of a code.</summary>
    public string? Error { get; set; }

    /// <summary>Header of the id_token; <c>none</c> leaves the signature away.</summary>
    public string Algorithm { get; set; } = "RS256";

    /// <summary>What it calls itself.</summary>
    public string? Issuer { get; set; }

    /// <summary>Changes what the id_token says.</summary>
    public Action<Dictionary<string, object?>> Bend { get; set; } = _ => { };

    /// <summary>What the userinfo endpoint says.</summary>
    public Dictionary<string, object?> UserInfo { get; set; } = [];

    /// <summary>How often a code was asked for a token.</summary>
    public int Redeemed { get; private set; }

    public static async Task<TestProvider> StartAsync(TimeProvider clock)
    {
        var provider = new TestProvider(clock);
        await provider._app.StartAsync();
        provider.Address = provider._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return provider;
    }

    /// <summary>Signs with another key from now on, and forgets the old one.</summary>
    public void ChangeKeys()
    {
        _key.Dispose();
        _key = RSA.Create(2048);
        _keys++;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private IResult Discovered() => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = Issuer ?? Address,
        ["authorization_endpoint"] = Address + "/authorize?tenant=poyraz",
        ["token_endpoint"] = Address + "/token",
        ["jwks_uri"] = Address + "/keys",
        ["userinfo_endpoint"] = Address + "/userinfo",
        ["response_types_supported"] = Code,
        ["subject_types_supported"] = Public,
        ["id_token_signing_alg_values_supported"] = Rs256,
        ["token_endpoint_auth_methods_supported"] = new[] { TakesSecretInForm ? "client_secret_post" : "client_secret_basic" },
    });

    private IResult Keys()
    {
        var key = _key.ExportParameters(false);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = $"key-{_keys}", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } });
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        if (asked["client_id"] != ClientId || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256" || asked["scope"] != "openid profile email" || asked["tenant"] != "poyraz")
        {
            return Results.BadRequest();
        }

        if (Error is not null)
        {
            return Results.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"]!, new Dictionary<string, string?> { ["error"] = Error, ["state"] = asked["state"] }));
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (asked["redirect_uri"]!, asked["code_challenge"]!, asked["nonce"]);
        return Results.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = asked["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        Redeemed++;
        var form = await request.ReadFormAsync();
        var basic = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(Uri.EscapeDataString(ClientId) + ":" + Uri.EscapeDataString(Secret)));
        if (TakesSecretInForm ? form["client_id"] != ClientId || form["client_secret"] != Secret : request.Headers.Authorization != basic)
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || asked.RedirectUri != form["redirect_uri"]
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer ?? Address,
            ["aud"] = ClientId,
            ["sub"] = Subject,
            ["nonce"] = asked.Nonce,
            ["iat"] = now,
            ["exp"] = now + 300,
        };
        var person = new Dictionary<string, object?> { ["sub"] = Subject, ["name"] = Name, ["email"] = Email, ["email_verified"] = true };
        if (HasUserInfo)
        {
            UserInfo = UserInfo.Count > 0 ? UserInfo : person;
        }
        else
        {
            foreach (var (name, value) in person)
            {
                claims[name] = value;
            }
        }

        Bend(claims);
        return Results.Json(new { access_token = "opaque", token_type = "Bearer", expires_in = 300, id_token = Signed(claims) });
    }

    private string Signed(Dictionary<string, object?> claims)
    {
        var head = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = Algorithm, typ = "JWT", kid = $"key-{_keys}" }));
        var text = head + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims.Where(claim => claim.Value is not null).ToDictionary()));
        return text + "." + Algorithm switch
        {
            "none" => "",
            "HS256" => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes(text))),
            _ => Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        };
    }
}
