namespace OutreachPortal.BrowserTests.Support;

/// <summary>Looks for a page that scrolls sideways, and for words, pictures and controls that are cut off.</summary>
public static class ClippingCheck
{
    private const string Script = """
        () => {
          const faults = [], width = document.documentElement.clientWidth, scrolls = document.documentElement.scrollWidth;
          const style = element => getComputedStyle(element);
          const selector = element => {
            const own = e => e.localName + (e.id ? '#' + e.id : [...e.classList].map(name => '.' + name).join(''));
            return (element.parentElement ? own(element.parentElement) + ' > ' : '') + own(element);
          };
          // For screen readers only, or decoration: nobody misses what is cut off.
          const unseen = element => element.closest('[aria-hidden=true]') !== null
            || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
          // The part of the page in which an element can show; null where the reader can scroll to it or nothing is meant to show.
          const room = (element, inner) => {
            let left = 0, right = width, free = true;
            for (let e = element; e && e !== document.body; e = e.parentElement) {
              const box = e.getBoundingClientRect(), { overflowX, clipPath, position } = style(e);
              if (clipPath !== 'none' && box.width <= 1) return null;
              const holds = inner || e !== element;
              if (holds && (overflowX === 'auto' || overflowX === 'scroll')) return null;
              if (holds && overflowX !== 'visible') { free = false; left = Math.max(left, box.left); right = Math.min(right, box.right); }
              if (position === 'fixed') break;
            }
            return { left, right, free };
          };
          if (scrolls > width) {
            const wide = [...document.body.querySelectorAll('*')].find(e => e.getBoundingClientRect().right > width + 1 && room(e)?.free);
            faults.push([selector(wide ?? document.body), `makes the page scroll sideways: ${scrolls} px of content in ${width} px`]);
          }

          const look = (element, boxes, what, inner) => {
            const space = unseen(element) ? null : room(element, inner);
            const cut = space && [...boxes].find(box => box.width > 1 && (box.left < space.left - 1 || box.right > space.right + 1));
            if (cut) faults.push([selector(element), `${what} is cut off: from ${Math.round(cut.left)} to ${Math.round(cut.right)} px, with room from ${Math.round(space.left)} to ${Math.round(space.right)}`]);
          };

          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (const range = document.createRange(); texts.nextNode();) {
            const text = texts.currentNode.textContent.trim();
            if (!text) continue;
            range.selectNodeContents(texts.currentNode);
            look(texts.currentNode.parentElement, range.getClientRects(), `"${text.slice(0, 30)}"`, true);
          }
          for (const element of document.querySelectorAll('a, button, input, select, textarea, summary, img, table, progress, video'))
            look(element, element.getClientRects(), 'the element');
          return faults;
        }
        """;

    /// <summary>Nothing of the page lies beside the screen.</summary>
    public static async Task FitsAsync(IPage tab) =>
        (await tab.EvaluateAsync<int>("() => document.documentElement.scrollWidth - screen.width")).ShouldBeLessThanOrEqualTo(0, tab.Url);

    public static async Task<IEnumerable<Fault>> LookAsync(IPage tab, string path)
    {
        var faults = await tab.EvaluateAsync<string[][]>(Script);
        return faults.Select(fault => new Fault(Check.Clipping, path, $"{tab.ViewportSize!.Width} px", fault[0], fault[1]));
    }
}
