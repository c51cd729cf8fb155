using Deque.AxeCore.Commons;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>What axe can tell about WCAG 2.2 A and AA, and its own best practice, without a person.</summary>
public static class AxeCheck
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // Deque's own runner opens another tab for every run, to join the results of frames. The portal has none.
    private const string Script = """
        async axeScript => {
          // A colour on its way to another theme has the contrast of neither.
          document.getAnimations().forEach(animation => animation.finish());
          if (!window.axe) (0, eval)(axeScript);
          const results = await axe.run({
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
            rules: { 'target-size': { enabled: true } },
            resultTypes: ['violations'],
          });
          return results.violations.flatMap(rule => rule.nodes.map(node =>
            [node.target.join(' '), rule.id + ': ' + ([...node.any, ...node.all, ...node.none][0]?.message ?? rule.help)]));
        }
        """;

    public static async Task<IEnumerable<Fault>> LookAsync(IPage tab, string path, ColorScheme theme)
    {
        var view = $"{theme.ToString().ToLowerInvariant()}, {tab.ViewportSize!.Width} px";
        var faults = await tab.EvaluateAsync<string[][]>(Script, Axe);
        return faults.Select(fault => new Fault(Check.Accessibility, path, view, fault[0], fault[1]));
    }
}
