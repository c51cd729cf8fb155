using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace OutreachPortal.Services;

/// <summary>
/// The public address of the portal, without a slash at its end. Never taken from a request: whoever sends one could
/// otherwise choose the links that others are shown.
/// </summary>
public sealed class SiteAddress(SiteSettings site, IServer server, IConfiguration configuration)
{
    private const string Default = "http://localhost:5080";

    private string? _listening;

    public string Value => site.Address.Length > 0 ? site.Address : _listening ??= Listening();

    public string Of(string path) => Value + path;

    private string Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            // A command does not listen, but is told where the server does.
            ?? configuration["urls"]?.Split(';')[0];
        return address is null ? Default : address
            .Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal)
            .TrimEnd('/');
    }
}
