using System.Net;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Services;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services;

/// <summary>Pages to which every page of the site links.</summary>
public sealed class SitePagesTests
{
    [Theory]
    [InlineData("en", "About us", "Privacy|About us|Contact")]
    [InlineData("tr", "Hakkımızda", "Gizlilik|Hakkımızda|Contact")]
    public async Task Header_and_footer_link_to_their_pages_in_their_order(string culture, string header, string footer)
    {
        using var portal = new PortalHost();
        await ImportAsync(portal);
        foreach (var address in new[] { "", "/seminars", "/pages", "/nowhere" })
        {
            var page = await portal.Visitor().PageAsync($"/{culture}{address}", address == "/nowhere" ? HttpStatusCode.NotFound : HttpStatusCode.OK);
            page.AllWords("header nav a").ShouldContain(header);
            page.AllWords("header nav a").ShouldNotContain(footer.Split('|')[0]);
            page.AllWords("footer .foot-pages a").ShouldBe(footer.Split('|'));
            page.QuerySelector("header a[aria-current]:not([href$='seminars'])").ShouldBeNull();
        }
    }

    [Fact]
    public async Task Link_to_the_page_itself_says_so_and_a_text_of_the_other_language_is_marked()
    {
        using var portal = new PortalHost();
        await ImportAsync(portal);
        var page = await portal.Visitor().PageAsync("/tr/pages/hakkimizda");
        page.Words("header nav [aria-current=page]").ShouldBe("Hakkımızda");
        page.Words("footer .foot-pages [aria-current=page]").ShouldBe("Hakkımızda");
        page.QuerySelectorAll("footer .foot-pages a").Single(link => link.Words() == "Contact").Language().ShouldBe("en");
        var contact = await portal.Visitor().PageAsync("/tr/pages/contact");
        contact.Words("footer .foot-pages [aria-current=page]").ShouldBe("Contact");
        contact.Words(".notice.language").ShouldContain("Yalnızca İngilizce");
    }

    [Fact]
    public async Task Page_that_is_no_longer_public_leaves_at_once()
    {
        using var portal = new PortalHost();
        await ImportAsync(portal);
        (await portal.Visitor().PageAsync("/en")).AllWords("footer .foot-pages a").ShouldContain("Privacy");
        await ImportAsync(portal, "state: unpublished");
        (await portal.Visitor().PageAsync("/en")).AllWords("footer .foot-pages a").ShouldBe(["About us", "Contact"]);
    }

    [Fact]
    public async Task Site_without_pages_has_no_empty_list()
    {
        using var portal = new PortalHost();
        var page = await portal.Visitor().PageAsync("/en");
        page.QuerySelector(".foot-pages").ShouldBeNull();
        page.QuerySelector("footer .legal").ShouldNotBeNull();
    }

    [Fact]
    public async Task Pages_are_read_once_for_many_pages_of_the_site()
    {
        using var portal = new PortalHost();
        await ImportAsync(portal);
        await portal.Visitor().PageAsync("/en");
        portal.Commands.Reset();
        await portal.Visitor().PageAsync("/en/seminars");
        await portal.Visitor().PageAsync("/tr/nowhere", HttpStatusCode.NotFound);
        portal.Commands.Commands.ShouldAllBe(command => !command.Contains("\"Places\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_known_last_is_shown_while_the_database_is_away()
    {
        using var portal = new PortalHost();
        await ImportAsync(portal);
        await portal.Visitor().PageAsync("/en");
        TestDatabase.Close(portal.Data);
        foreach (var file in Directory.GetFiles(portal.Data, "portal.db*"))
        {
            File.Move(file, file + ".away");
        }

        Directory.CreateDirectory(Path.Combine(portal.Data, "portal.db"));
        portal.Services.GetRequiredService<ContentStamp>().Forget();
        portal.Pages.Clear();
        var page = await portal.Visitor().PageAsync("/en/seminars", HttpStatusCode.InternalServerError);
        page.AllWords("footer .foot-pages a").ShouldBe(["Privacy", "About us", "Contact"]);
        page.Words("h1").ShouldBe("Something broke on our side");
    }

    private static async Task ImportAsync(PortalHost portal, string privacy = "")
    {
        using var folder = new ContentFolder()
            .Text("pages/about.en.md", "title: About us\nsummary: s\nplaces: [header, footer]\norder: 2")
            .Text("pages/about.tr.md", "title: Hakkımızda\nsummary: s")
            .Text("pages/privacy.en.md", $"title: Privacy\nsummary: s\nplaces: [footer]\norder: 1\n{privacy}")
            .Text("pages/privacy.tr.md", "title: Gizlilik\nsummary: s")
            .Text("pages/contact.en.md", "title: Contact\nlanguages: en\nsummary: s\nplaces: footer\norder: 3")
            .Text("pages/draft.en.md", "title: A draft\nlanguages: en\nstate: draft\nsummary: s\nplaces: [header, footer]")
            .Text("pages/alone.en.md", "title: Not linked\nlanguages: en\nsummary: s");
        await portal.ImportAllAsync(folder);
    }
}
