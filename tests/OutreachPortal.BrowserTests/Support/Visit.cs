namespace OutreachPortal.BrowserTests.Support;

/// <summary>A first visit to a page, with an empty cache, and all that is seen on it.</summary>
public sealed class Visit
{
    public static readonly ViewportSize Desktop = new() { Width = 1280, Height = 900 };
    public static readonly ViewportSize Tablet = new() { Width = 768, Height = 1024 };
    public static readonly ViewportSize Phone = new() { Width = 320, Height = 640 };

    private Visit(SitePage page) => Page = page;

    public SitePage Page { get; }

    public List<Fault> Faults { get; } = [];

    /// <summary>Requests that the page needed, its icon among them.</summary>
    public int Requests { get; private set; }

    /// <summary>All that they brought, headers included.</summary>
    public int Bytes { get; private set; }

    /// <param name="thorough">Also tries what pages of one template have in common.</param>
    public static async Task<Visit> MakeAsync(IBrowserContext visitor, SitePage page, bool thorough)
    {
        var visit = new Visit(page);
        var tab = await visitor.NewPageAsync();
        var listener = await LoadingCheck.ListenAsync(tab, page);
        try
        {
            await tab.GotoAsync(page.Path);
        }
        catch (PlaywrightException e)
        {
            visit.Faults.Add(new(Check.Loading, page.Path, "", "the page", e.Message.Split('\n')[0]));
            return visit;
        }

        await listener.FinishAsync();
        (visit.Requests, visit.Bytes) = (listener.Requests, listener.Bytes);
        visit.Faults.AddRange(listener.Faults);
        visit.Faults.AddRange(await StructureCheck.LookAsync(tab, page));

        // Pages of one template share their colours: one of them is seen in both themes and on a phone too, the others in one.
        ColorScheme[] themes = thorough ? [ColorScheme.Light, ColorScheme.Dark] : [ColorScheme.Light];
        foreach (var theme in themes)
        {
            await tab.EmulateMediaAsync(new() { ColorScheme = theme });
            visit.Faults.AddRange(await AxeCheck.LookAsync(tab, page.Path, theme));
        }

        foreach (var size in new[] { Tablet, Phone })
        {
            await tab.SetViewportSizeAsync(size.Width, size.Height);
            visit.Faults.AddRange(await ClippingCheck.LookAsync(tab, page.Path));
        }

        if (thorough)
        {
            foreach (var theme in new[] { ColorScheme.Dark, ColorScheme.Light })
            {
                await tab.EmulateMediaAsync(new() { ColorScheme = theme });
                visit.Faults.AddRange(await AxeCheck.LookAsync(tab, page.Path, theme));
            }
        }

        return visit;
    }
}
