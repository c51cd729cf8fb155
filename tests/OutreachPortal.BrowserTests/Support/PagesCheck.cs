using System.Collections.Concurrent;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>Looks at pages that no walk comes to: those of staff, and those that somebody has to do something for.</summary>
public static class PagesCheck
{
    /// <summary>Where no script may run, axe would never end.</summary>
    private static readonly TimeSpan SlowestLook = TimeSpan.FromMinutes(3);

    /// <summary>Looks at each with all that can be unfolded on it, in both themes, on a phone and on a desk; fails the test with what is wrong.</summary>
    /// <param name="pages">Their addresses, and what is done on them before.</param>
    public static async Task LookAsync(IBrowserContext context, (string Path, Func<IPage, Task>? Then)[] pages)
    {
        var faults = new ConcurrentBag<Fault>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(pages, options, async (page, _) =>
        {
            var tab = await context.NewPageAsync();
            var answer = await tab.GotoAsync(page.Path);
            answer!.Status.ShouldBeLessThan(500, page.Path);
            if (page.Then is not null)
            {
                await page.Then(tab);
            }

            await tab.EvaluateAsync("() => document.querySelectorAll('main details').forEach(part => part.open = true)");
            foreach (var size in new[] { Visit.Desktop, Visit.Phone })
            {
                await tab.SetViewportSizeAsync(size.Width, size.Height);
                foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    await tab.EmulateMediaAsync(new() { ColorScheme = theme });
                    foreach (var fault in await AxeCheck.LookAsync(tab, page.Path, theme).WaitAsync(SlowestLook, CancellationToken.None))
                    {
                        faults.Add(fault);
                    }
                }

                foreach (var fault in await ClippingCheck.LookAsync(tab, page.Path))
                {
                    faults.Add(fault);
                }
            }

            await tab.CloseAsync();
        });
        faults.ShouldBeNone();
    }
}
