using System.Collections.Concurrent;
using System.Text.Json;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>Listens to what a page asks for, and to what the browser complains of, while it loads.</summary>
public sealed class LoadingCheck
{
    private const int MostWaits = 100;

    private readonly IPage _tab;
    private readonly SitePage _page;
    private readonly ConcurrentQueue<Fault> _faults = [];
    private readonly ConcurrentDictionary<string, string> _addresses = [];
    private readonly ConcurrentDictionary<string, int> _bytes = [];

    private string? _site;

    private LoadingCheck(IPage tab, SitePage page) => (_tab, _page) = (tab, page);

    public IEnumerable<Fault> Faults => _faults;

    /// <summary>Addresses that were asked for.</summary>
    public int Requests => _bytes.Count;

    /// <summary>All that they brought, headers included.</summary>
    public int Bytes => _bytes.Values.Sum();

    public static async Task<LoadingCheck> ListenAsync(IPage tab, SitePage page)
    {
        var check = new LoadingCheck(tab, page);
        tab.Console += check.Hear;
        tab.PageError += check.HearError;
        tab.Request += check.SeeRequest;
        tab.RequestFailed += check.SeeFailure;
        tab.Response += check.SeeResponse;
        var session = await tab.Context.NewCDPSessionAsync(tab);
        session.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
            check._addresses[Id(sent)] = sent!.Value.GetProperty("request").GetProperty("url").GetString()!;
        session.Event("Network.loadingFinished").OnEvent += (_, finished) =>
            check.Count(Id(finished), (int)finished!.Value.GetProperty("encodedDataLength").GetDouble());
        session.Event("Network.loadingFailed").OnEvent += (_, failed) => check.Count(Id(failed), 0);
        await session.SendAsync("Network.enable");
        return check;
    }

    /// <summary>Fetches the icon, which not every browser asks for when it has no window; waits for all answers; stops listening.</summary>
    public async Task FinishAsync()
    {
        await _tab.EvaluateAsync("async () => { const icon = document.querySelector('link[rel~=icon]'); if (icon) await (await fetch(icon.href)).blob() }");
        for (var wait = 0; wait < MostWaits && _addresses.Values.Any(address => !_bytes.ContainsKey(address)); wait++)
        {
            await Task.Delay(20);
        }

        _tab.Console -= Hear;
        _tab.PageError -= HearError;
        _tab.Request -= SeeRequest;
        _tab.RequestFailed -= SeeFailure;
        _tab.Response -= SeeResponse;
    }

    private void Hear(object? sender, IConsoleMessage message)
    {
        // Chromium complains of the page itself where the answer is, as it should be, 404.
        if (message.Type is "error" or "warning" && !(message.Location.StartsWith(_site + _page.Path + ":", StringComparison.Ordinal) && message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)))
        {
            Add(message.Location, $"console {message.Type}: {message.Text}");
        }
    }

    private void HearError(object? sender, string error) => Add("", "script error: " + error);

    private void SeeRequest(object? sender, IRequest request)
    {
        var address = new Uri(request.Url);
        // The first request is for the page itself.
        _site ??= address.GetLeftPart(UriPartial.Authority);
        if (address.Scheme is "http" or "https" && address.GetLeftPart(UriPartial.Authority) != _site)
        {
            Add(request.Url, "request to another host");
        }
    }

    private void SeeFailure(object? sender, IRequest request) => Add(request.Url, "request failed: " + request.Failure);

    private void SeeResponse(object? sender, IResponse response)
    {
        if (response.Status >= 400 && !IsThePage(response.Url))
        {
            Add(response.Url, $"answered {response.Status}");
        }
    }

    private bool IsThePage(string address) => address == _site + _page.Path;

    private static string Id(JsonElement? networkEvent) => networkEvent!.Value.GetProperty("requestId").GetString()!;

    private void Count(string id, int bytes)
    {
        if (_addresses.TryGetValue(id, out var address))
        {
            _bytes.TryAdd(address, bytes);
        }
    }

    private void Add(string where, string what) => _faults.Enqueue(new(Check.Loading, _page.Path, "", where, what));
}
