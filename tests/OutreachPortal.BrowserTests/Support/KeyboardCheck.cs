namespace OutreachPortal.BrowserTests.Support;

/// <summary>Goes through a page with the Tab key, as somebody who cannot use a mouse does.</summary>
public static class KeyboardCheck
{
    // Remembers how everything that can be reached looks while it is not.
    private const string Prepare = """
        () => {
          const looks = element => {
            const parts = [];
            // A link that covers its card may leave the indicator to the card.
            for (let e = element, up = 0; e && up < 3; e = e.parentElement, up++)
              for (const pseudo of [null, '::before', '::after']) {
                const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(e, pseudo);
                const drawn = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 && !/, 0\)$|\/ 0\)$|^transparent$/.test(outlineColor);
                parts.push(drawn ? outlineStyle + outlineWidth + outlineColor : 'none', boxShadow);
              }
            return parts.join();
          };
          const selector = e => (e.parentElement ? e.parentElement.localName + ' > ' : '') + e.localName + [...e.classList].map(name => '.' + name).join('')
            + (e.getAttribute('href') ? `[href="${e.getAttribute('href')}"]` : '');
          const beside = e => [...document.querySelectorAll('input[type=radio]')].filter(other => other.name === e.name && other.form === e.form);
          const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
            .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.type !== 'hidden')
            // A field that is there for programs alone is for nobody to reach.
            .filter(e => e.tabIndex >= 0 || !e.closest('[aria-hidden=true]'))
            // Of radio buttons that belong together Tab stops at one, and the arrows go through the others.
            .filter(e => e.type !== 'radio' || e === (beside(e).find(other => other.checked) ?? beside(e)[0]));
          window.keyboard = { looks, selector, unfocused: new Map(stops.map(e => [e, looks(e)])), seen: new Set() };
          return stops.length;
        }
        """;

    private const string Look = """
        () => {
          const { looks, selector, unfocused, seen } = window.keyboard, e = document.activeElement;
          if (!e || e === document.body) return ['', 'left', ''];
          // Within the field of a date Tab goes from the day to the month to the year.
          if (seen.has(e)) return [selector(e), e.type === 'date' && e === window.keyboard.last ? '' : 'again', ''];
          seen.add(e);
          window.keyboard.last = e;
          const box = e.getBoundingClientRect();
          const hidden = box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth || box.width < 1 || box.height < 1;
          return [selector(e), hidden ? 'has the focus where it cannot be seen' : looks(e) === unfocused.get(e) ? 'looks the same with and without the focus' : '',
            e.closest('footer') ? 'footer' : ''];
        }
        """;

    private const string Missed = "() => [...window.keyboard.unfocused.keys()].filter(e => !window.keyboard.seen.has(e)).map(window.keyboard.selector)";

    public static async Task<IEnumerable<Fault>> LookAsync(IPage tab, string path)
    {
        var faults = new List<Fault>();
        var stops = await tab.EvaluateAsync<int>(Prepare);
        var footer = false;
        var last = "the page";
        // A browser may stop at more, such as an area that scrolls.
        for (var i = 0; i < stops + 20; i++)
        {
            await tab.Keyboard.PressAsync("Tab");
            var stop = await tab.EvaluateAsync<string[]>(Look);
            if (stop[1] is "left")
            {
                break;
            }

            if (stop[1] is "again")
            {
                if (!footer)
                {
                    Add(last, "the Tab key leads back to " + stop[0] + " before it has been at the footer");
                }

                break;
            }

            if (stop[1].Length > 0)
            {
                Add(stop[0], stop[1]);
            }

            footer |= stop[2].Length > 0;
            last = stop[0];
        }

        if (!footer)
        {
            Add(last, "is as far as the Tab key leads; the footer is not reached");
        }

        foreach (var missed in await tab.EvaluateAsync<string[]>(Missed))
        {
            Add(missed, "is not reached with the Tab key");
        }

        return faults;

        void Add(string where, string what) => faults.Add(new(Check.Keyboard, path, $"{tab.ViewportSize!.Width} px", where, what));
    }
}
