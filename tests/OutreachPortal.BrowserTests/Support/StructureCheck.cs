namespace OutreachPortal.BrowserTests.Support;

/// <summary>What every page has once: a heading, a language, a title.</summary>
public static class StructureCheck
{
    public static async Task<IEnumerable<Fault>> LookAsync(IPage tab, SitePage page)
    {
        var faults = new List<Fault>();
        var headings = await tab.Locator("h1").CountAsync();
        var language = await tab.Locator("html").GetAttributeAsync("lang");
        if (headings != 1)
        {
            Add("h1", $"{headings} of them");
        }

        if (language != page.Language)
        {
            Add("html", $"lang is \"{language}\"");
        }

        if (string.IsNullOrWhiteSpace(await tab.TitleAsync()))
        {
            Add("title", "is empty");
        }

        return faults;

        void Add(string where, string what) => faults.Add(new(Check.Structure, page.Path, "", where, what));
    }
}
