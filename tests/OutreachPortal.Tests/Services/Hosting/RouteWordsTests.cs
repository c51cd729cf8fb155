using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

public sealed partial class RouteWordsTests(PortalHost portal) : IClassFixture<PortalHost>
{
    /// <summary>Each part that is read as text, of every route that is read by GET, alone and together with the others.</summary>
    [Theory]
    [InlineData("%20")]
    [InlineData("%0A")]
    [InlineData("%C2%A0")]
    public async Task A_part_of_an_address_that_is_blank_is_a_part_that_leads_nowhere(string blank)
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var templates = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();
        var asked = 0;
        foreach (var template in templates)
        {
            var address = Text().Replace(Number().Replace(template.Replace("{culture:culture}", "en", StringComparison.Ordinal), "1"), blank);
            if (address == template || address.Contains('{', StringComparison.Ordinal))
            {
                continue;
            }

            asked++;
            using var answer = await ada.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBeLessThan(500, template);
        }

        asked.ShouldBeGreaterThan(100);
    }

    [GeneratedRegex(@"\{\w+:int\??\}")]
    private static partial Regex Number();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Text();
}
