namespace OutreachPortal.Tests.Support;

/// <summary>
/// Keeps cookies as a browser does, but for how long they live: they end by the portal's clock, which stands still, and
/// <see cref="System.Net.CookieContainer"/> would throw them away by the machine's.
/// </summary>
public sealed class CookieJar(Dictionary<string, string> cookies) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (cookies.Count > 0)
        {
            request.Headers.Remove("Cookie");
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(pair => pair.Key + "=" + pair.Value)));
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set.Select(line => line.Split(';')[0].Split('=', 2)))
            {
                if (cookie[1].Length == 0)
                {
                    cookies.Remove(cookie[0]);
                }
                else
                {
                    cookies[cookie[0]] = cookie[1];
                }
            }
        }

        return response;
    }
}
