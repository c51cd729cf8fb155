using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

[Collection(Alone.Name)]
public sealed class TelemetryTests
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}", true)]
    [InlineData("", false)]
    public async Task The_portal_posts_traces_and_metrics_where_it_is_told_and_nowhere_else(string endpoint, bool posts)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var paths = new ConcurrentBag<string>();
        var listening = ListenAsync(listener, paths);
        await using (var portal = new PortalHost()
            .With("OTEL_EXPORTER_OTLP_ENDPOINT", string.Format(System.Globalization.CultureInfo.InvariantCulture, endpoint, ((IPEndPoint)listener.LocalEndpoint).Port))
            .With("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"))
        {
            (await portal.Visitor().GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        listener.Stop();
        await listening;
        paths.Distinct().Order(StringComparer.Ordinal).ShouldBe(posts ? ["/v1/metrics", "/v1/traces"] : []);
    }

    private static async Task ListenAsync(TcpListener listener, ConcurrentBag<string> paths)
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await listener.AcceptTcpClientAsync(), paths));
            }
        }
        catch (SocketException)
        {
            await Task.WhenAll(answers);
        }
    }

    private static async Task AnswerAsync(TcpClient client, ConcurrentBag<string> paths)
    {
        using (client)
        await using (var stream = client.GetStream())
        {
            var buffer = new byte[64 * 1024];
            var (head, read) = ("", 0);
            while (!head.Contains("\r\n\r\n", StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer)) > 0)
            {
                head += System.Text.Encoding.Latin1.GetString(buffer, 0, read);
            }

            if (head.Length == 0)
            {
                // Somebody else's, who knocked and went.
                return;
            }

            paths.Add(head.Split(' ')[1]);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            client.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(buffer) > 0)
            {
                // The rest of the body; closing before it is read would reset the connection.
            }
        }
    }
}
