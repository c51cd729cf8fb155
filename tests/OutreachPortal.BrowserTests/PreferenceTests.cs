using System.Collections.Concurrent;
using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

/// <summary>What a visitor has asked the system for: less motion, colours of one's own.</summary>
public sealed class PreferenceTests(PublicSite site)
{
    [Fact]
    public async Task Nothing_moves_where_less_motion_is_wanted_and_forced_colors_break_nothing()
    {
        var faults = new ConcurrentBag<Fault>();
        await Parallel.ForEachAsync((await site.MapAsync()).OneOfEach, TestContext.Current.CancellationToken, async (page, _) =>
        {
            await using var visitor = await site.VisitorAsync(options =>
            {
                options.ReducedMotion = ReducedMotion.Reduce;
                options.ForcedColors = ForcedColors.Active;
            });
            var tab = await visitor.NewPageAsync();
            var listener = await LoadingCheck.ListenAsync(tab, page);
            await tab.GotoAsync(page.Path);
            await listener.FinishAsync();
            var found = listener.Faults.ToList();
            if (await tab.EvaluateAsync<int>("() => document.getAnimations().length") is > 0 and var moving)
            {
                found.Add(new(Check.Structure, page.Path, "reduced motion", "html", $"{moving} animations run"));
            }

            if (!await tab.EvaluateAsync<bool>("() => matchMedia('(forced-colors: active)').matches") || !await tab.Locator("h1").IsVisibleAsync())
            {
                found.Add(new(Check.Structure, page.Path, "forced colors", "h1", "is not shown"));
            }

            found.ForEach(faults.Add);
        });
        faults.ShouldBeNone();
    }
}
