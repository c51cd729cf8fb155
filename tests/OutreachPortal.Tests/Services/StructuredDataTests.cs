using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Tests.Support;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Tests.Services;

/// <summary>What pages say to search engines, in the words of schema.org.</summary>
public sealed class StructuredDataTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    private const string Org = "https://schema.org/";

    [Theory]
    [InlineData("on-site", "scheduled", "EventScheduled", "Offline", "Place")]
    [InlineData("on-site", "moved", "EventRescheduled", "Offline", "Place")]
    [InlineData("on-site", "online", "EventMovedOnline", "Online", "VirtualLocation")]
    [InlineData("on-site", "cancelled", "EventCancelled", "Offline", "Place")]
    [InlineData("online", "scheduled", "EventScheduled", "Online", "VirtualLocation")]
    [InlineData("online", "moved", "EventRescheduled", "Online", "VirtualLocation")]
    [InlineData("online", "online", "EventMovedOnline", "Online", "VirtualLocation")]
    [InlineData("online", "cancelled", "EventCancelled", "Online", "VirtualLocation")]
    [InlineData("hybrid", "scheduled", "EventScheduled", "Mixed", "Place VirtualLocation")]
    [InlineData("hybrid", "moved", "EventRescheduled", "Mixed", "Place VirtualLocation")]
    [InlineData("hybrid", "online", "EventMovedOnline", "Online", "VirtualLocation")]
    [InlineData("hybrid", "cancelled", "EventCancelled", "Mixed", "Place VirtualLocation")]
    public async Task Event_says_its_status_mode_and_location(string mode, string status, string eventStatus, string attendance, string location)
    {
        var thing = (await PageAsync($"/en/seminars/{mode}-{status}")).Thing("EducationEvent");
        thing.Text("eventStatus").ShouldBe(Org + eventStatus);
        thing.Text("eventAttendanceMode").ShouldBe(Org + attendance + "EventAttendanceMode");
        var locations = Many(thing.GetProperty("location"));
        string.Join(' ', locations.Select(l => l.Text("@type"))).ShouldBe(location);
        foreach (var place in locations)
        {
            if (place.Text("@type") == "Place")
            {
                place.Text("name").ShouldBe("Room 1");
            }
            else
            {
                // Nobody can take part in what was cancelled.
                place.Text("url").ShouldBe(status == "cancelled" ? $"{FilledPortal.Site}/en/seminars/{mode}-{status}" : $"https://meet.example.org/{mode}-{status}");
            }
        }

        thing.Text("startDate").ShouldBe("2026-12-10T14:00:00+03:00");
        thing.Text("endDate").ShouldBe("2026-12-10T15:30:00+03:00");
        thing.Text("previousStartDate").ShouldBe(status == "moved" ? "2026-12-01T10:00:00+03:00" : null);
    }

    [Fact]
    public async Task Withdrawn_item_is_not_said_to_take_place_or_to_be_in_force()
    {
        using var folder = new ContentFolder()
            .OneText("policies/old.en.md", "title: Old policy\nsummary: s\nnumber: PP-9\nowner: o\napproving-body: b\nversion: 1\nin-force-from: 2020-01-01\nstate: withdrawn\nwithdrawn-reason: Replaced.")
            .Seminar("off", "Off", "slug: off\nstate: withdrawn\nwithdrawn-reason: Not held.");
        folder.Text("seminars/off.tr.md", "title: Yok\nsummary: s\nplace: Oda\nwithdrawn-reason: Yapılmadı.");
        using var host = new PortalHost();
        await host.ImportAllAsync(folder);
        (await host.Visitor().PageAsync("/en/seminars/off")).Thing("EducationEvent").Text("eventStatus").ShouldBe(Org + "EventCancelled");
        (await host.Visitor().PageAsync("/en/policies/old-policy")).Thing("Legislation").Text("legislationLegalForce").ShouldBe(Org + "NotInForce");
        var policy = await host.Visitor().JsonAsync("/api/v1/policies/old");
        policy.GetProperty("inForce").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Link_for_registered_people_is_nowhere_on_the_page()
    {
        var page = await PageAsync("/en/seminars/registered");
        page.Source.Text.ShouldNotContain("meet.example.org");
        Many(page.Thing("EducationEvent").GetProperty("location"))[1].Text("url").ShouldBe(FilledPortal.Site + "/en/seminars/registered");
    }

    [Fact]
    public async Task Lecture_says_who_where_for_whom_and_of_what()
    {
        var thing = (await PageAsync("/en/lectures/full")).Thing("EducationEvent");
        thing.Text("name").ShouldBe("Event full");
        thing.Text("maximumAttendeeCapacity").ShouldBe("120");
        thing.Text("isAccessibleForFree").ShouldBe("true");
        thing.Text("inLanguage").ShouldBe("[\"tr\",\"en\"]");
        thing.Text("educationalLevel").ShouldBe("For specialists");
        thing.Text("audience", "@type").ShouldBe("EducationalAudience");
        thing.Text("audience", "audienceType").ShouldBe("Pupils, Teachers");
        thing.Text("location", "address", "streetAddress").ShouldBe("Rumeli Campus, Istanbul");
        thing.Text("organizer", "@type").ShouldBe("CollegeOrUniversity");
        thing.Text("organizer", "department", "name").ShouldBe("Faculty of Science");
        thing.Text("contributor", "name").ShouldBe("The Town");
        thing.Text("superEvent", "@type").ShouldBe("EventSeries");
        thing.Text("superEvent", "url").ShouldBe(FilledPortal.Site + "/en/programmes/series");
        thing.Text("keywords").ShouldBe("Space");
        Many(thing.GetProperty("about")).Select(goal => goal.Text("termCode")).ShouldBe(["SDG 4", "SDG 11"]);
        thing.Text("image").ShouldBeNull();

        var performers = Many(thing.GetProperty("performer"));
        performers.Select(p => p.Text("name")).ShouldBe(["Ada Aydın", "Guest Speaker"]);
        performers[0].Text("url").ShouldBe(FilledPortal.Site + "/en/people/ada");
        performers[0].Text("honorificPrefix").ShouldBe("Prof. Dr.");
        performers[1].Text("url").ShouldBeNull();
        // It has not been yet.
        thing.Text("recordedIn").ShouldBeNull();
    }

    [Fact]
    public async Task Recording_and_slides_are_named_when_it_is_over()
    {
        var thing = (await PageAsync("/en/seminars/over")).Thing("EducationEvent");
        thing.Text("recordedIn", "@type").ShouldBe("VideoObject");
        thing.Text("recordedIn", "url").ShouldBe("https://video.example.org/over");
        thing.Text("workFeatured", "url").ShouldBe("https://slides.example.org/over");
    }

    [Fact]
    public async Task Policy_is_legislation_and_says_which_text_decides()
    {
        var english = (await PageAsync("/en/policies/outreach-policy")).Thing("Legislation");
        english.Text("name").ShouldBe("Outreach Policy");
        english.Text("legislationIdentifier").ShouldBe("PP-1");
        english.Text("legislationDate").ShouldBe("2026-01-15");
        english.Text("legislationDateOfApplicability").ShouldBe("2026-02-01");
        english.Text("version").ShouldBe("2");
        english.Text("legislationLegalForce").ShouldBe(Org + "InForce");
        english.Text("legislationPassedBy", "name").ShouldBe("The Senate");
        english.Text("legislationResponsible", "name").ShouldBe("The Office");
        english.Text("inLanguage").ShouldBe("en");
        english.Text("translationOfWork", "inLanguage").ShouldBe("tr");
        english.GetProperty("encoding")[0].Text("legislationLegalValue").ShouldBe(Org + "UnofficialLegalValue");
        var turkish = (await PageAsync("/tr/policies/toplumsal-katki-politikasi")).Thing("Legislation");
        turkish.Text("workTranslation", "url").ShouldBe(FilledPortal.Site + "/en/policies/outreach-policy");
        turkish.GetProperty("encoding")[0].Text("legislationLegalValue").ShouldBe(Org + "DefinitiveLegalValue");
    }

    [Theory]
    [InlineData("/en/programmes/series", "EventSeries", "startDate", "2026-09-01")]
    [InlineData("/en/programmes/course", "Course", "provider", null)]
    [InlineData("/en/partners/the-town", "Organization", "url", "https://town.example.org")]
    public async Task Programmes_and_partners_are_what_they_are(string address, string type, string property, string? value)
    {
        var thing = (await PageAsync(address)).Thing(type);
        thing.Text(property).ShouldNotBeNull();
        if (value is not null)
        {
            thing.Text(property).ShouldBe(value);
        }
    }

    [Fact]
    public async Task Person_says_what_the_page_says()
    {
        var person = await ThingAsync<Person>("ada", "Person");
        person.Text("name").ShouldBe("Ada Aydın");
        person.Text("honorificPrefix").ShouldBe("Prof. Dr.");
        person.Text("jobTitle").ShouldBe("Astronomer");
        person.Text("worksFor", "department", "name").ShouldBe("Faculty of Science");
        person.Text("affiliation", "name").ShouldBe("Faculty of Science");
        person.Text("sameAs").ShouldBe("https://ada.example.org");
        person.Text("image").ShouldNotBeNull().ShouldStartWith(FilledPortal.Site + "/media/");
    }

    [Fact]
    public async Task Interview_is_an_article_about_somebody()
    {
        var story = await ThingAsync<Story>("talk", "Article");
        story.Text("headline").ShouldBe("A talk with Ada");
        story.Text("genre").ShouldBe("Interview");
        story.Text("datePublished").ShouldBe("2026-11-02");
        story.Text("dateModified").ShouldBe("2026-11-23T12:00:00+03:00");
        story.Text("author", "name").ShouldBe("Can Deniz");
        story.Text("publisher", "@type").ShouldBe("CollegeOrUniversity");
        story.Text("image").ShouldNotBeNull().ShouldStartWith(FilledPortal.Site + "/media/");
        var about = Many(story.GetProperty("about")).ShouldHaveSingleItem();
        about.Text("@type").ShouldBe("Person");
        about.Text("url").ShouldBe(FilledPortal.Site + "/en/people/ada");
    }

    [Fact]
    public async Task Office_that_writes_is_no_person()
    {
        using var own = new PortalHost();
        using var folder = new ContentFolder().Text("stories/news.en.md", "title: News\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-11-02\nbyline: Outreach Office")
            .Text("stories/more.en.md", "title: More\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-11-02");
        await own.ImportAllAsync(folder);
        var author = (await own.Visitor().PageAsync("/en/stories/news")).Thing("Article").GetProperty("author");
        (author.Text("@type"), author.Text("name")).ShouldBe(("Organization", "Outreach Office"));
        (await own.Visitor().PageAsync("/en/stories/more")).Thing("Article").Text("author", "@type").ShouldBe("CollegeOrUniversity");
    }

    [Fact]
    public async Task Figure_is_an_observation_with_how_it_was_made()
    {
        var figure = await ThingAsync<Figure>("pupils", "Observation");
        figure.Text("value").ShouldBe("310.5");
        figure.Text("unitText").ShouldBe("pupils");
        figure.Text("observationDate").ShouldBe("2026-07-01");
        figure.Text("observationPeriod").ShouldBe("2025-09-01/2026-06-30");
        figure.Text("measurementMethod").ShouldBe("Counted at the door");
        figure.Text("measuredProperty", "name").ShouldBe("pupils");
        figure.Text("variableMeasured", "@type").ShouldBe("StatisticalVariable");
    }

    [Fact]
    public async Task Report_names_its_documents()
    {
        var documents = Many((await ThingAsync<Report>("year", "Report")).GetProperty("encoding"));
        documents.Select(document => document.Text("inLanguage")).ShouldBe(["en", "tr"]);
        documents.ShouldAllBe(document => document.Text("encodingFormat") == "application/pdf");
        documents.Select(document => document.Text("contentUrl")).ShouldBeUnique();
    }

    [Fact]
    public async Task Page_is_a_web_page() => (await ThingAsync<Page>("about", "WebPage")).Text("name").ShouldBe("About us");

    [Fact]
    public async Task Home_page_says_how_to_search_it_and_whose_it_is()
    {
        var page = await PageAsync("/tr");
        page.Thing("WebSite").Text("potentialAction", "target", "urlTemplate").ShouldBe(FilledPortal.Site + "/tr/search?q={search_term_string}");
        page.Thing("CollegeOrUniversity").Text("name").ShouldBe("Poyraz Üniversitesi");
        page.StructuredData().ShouldNotContain(thing => thing.Text("@type") == "BreadcrumbList");
    }

    [Fact]
    public async Task List_names_the_items_on_its_page()
    {
        var page = await PageAsync("/en/seminars");
        var items = Many(page.Thing("CollectionPage").GetProperty("mainEntity").GetProperty("itemListElement"));
        items.Select(item => item.Text("url")).ShouldBe(page.QuerySelectorAll("main ul.events a.cover").Select(link => FilledPortal.Site + link.GetAttribute("href")));
        items.Select(item => item.Text("position")).ShouldBe(Enumerable.Range(1, items.Count).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("/en/lectures", 1)]
    [InlineData("/en/programmes", 2)]
    [InlineData("/en/policies", 1)]
    [InlineData("/en/partners", 1)]
    [InlineData("/en/people", 1)]
    [InlineData("/tr/impact", 1)]
    [InlineData("/en/stories", 1)]
    [InlineData("/en/pages", 1)]
    [InlineData("/tr/reports", 1)]
    public async Task Every_list_names_pages_that_answer(string address, int count)
    {
        var items = Many((await PageAsync(address)).Thing("CollectionPage").GetProperty("mainEntity").GetProperty("itemListElement"));
        items.Count.ShouldBe(count);
        foreach (var item in items)
        {
            var page = await PageAsync(new Uri(item.Text("url")!).AbsolutePath);
            page.StructuredData().Count.ShouldBe(2);
            page.Href("link[rel=canonical]").ShouldBe(item.Text("url"));
        }
    }

    [Theory]
    [InlineData("/en/seminars")]
    [InlineData("/en/impact/2026")]
    [InlineData("/tr/impact/figures/ogrenciler")]
    [InlineData("/en/people/ada")]
    [InlineData("/en/stories/a-talk-with-ada")]
    [InlineData("/en/reports/report-2025")]
    [InlineData("/en/pages/about-us")]
    [InlineData("/en/calendar")]
    [InlineData("/tr/lectures/full-tr")]
    [InlineData("/en/lectures/full")]
    [InlineData("/en/policies/outreach-policy")]
    [InlineData("/en/seminars/yalniz")]
    [InlineData("/tr/programmes/dizi")]
    public async Task Breadcrumb_is_the_one_that_is_seen(string address)
    {
        var page = await PageAsync(address);
        var crumbs = Many(page.Thing("BreadcrumbList").GetProperty("itemListElement"));
        crumbs.Select(crumb => crumb.Text("name")).ShouldBe(page.AllWords(".crumbs > li > *"));
        crumbs.SkipLast(1).Select(crumb => crumb.Text("item")).ShouldBe(page.QuerySelectorAll(".crumbs a").Select(link => FilledPortal.Site + link.GetAttribute("href")));
        crumbs[^1].Text("item").ShouldBe(page.Href("link[rel=canonical]"));
    }

    [Fact]
    public async Task Title_cannot_break_out_of_the_script_element()
    {
        var page = await PageAsync("/en/seminars/hostile");
        page.Thing("EducationEvent").Text("name").ShouldBe(FilledPortal.HostileTitle);
        page.Thing("EducationEvent").Text("description").ShouldBe("A </script> \\ & <b>summary</b>");
        page.QuerySelectorAll("script:not([type='application/ld+json'], [src])").ShouldBeEmpty();
        page.QuerySelector("meta[property='og:title']")!.GetAttribute("content").ShouldBe(FilledPortal.HostileTitle);
    }

    [Theory]
    [InlineData("/en/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/en/seminars/gone", HttpStatusCode.Gone)]
    public async Task Error_page_says_nothing(string address, HttpStatusCode status)
    {
        var page = await portal.Reader.PageAsync(address, status);
        page.StructuredData().ShouldBeEmpty();
        page.QuerySelector("meta[property^='og:']").ShouldBeNull();
        page.QuerySelector("link[rel=alternate]").ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_said_empty()
    {
        using var demo = new DemoPortal();
        var addresses = (await demo.Visitor().PageAsync("/tr/seminars")).QuerySelectorAll("main a[href^='/tr/']").Select(link => link.GetAttribute("href")!).ToList();
        foreach (var address in addresses.Concat(["/tr", "/en", "/en/seminars", "/en/policies", "/en/seminars?page=99", "/en/lectures?q=zzzz"]).Distinct())
        {
            var things = (await demo.Visitor().PageAsync(address)).StructuredData();
            things.ShouldNotBeEmpty(address);
            things.ShouldAllBe(thing => thing.Text("@context") == "https://schema.org");
            foreach (var thing in things)
            {
                ShouldBeFull(thing, address);
            }
        }
    }

    private static void ShouldBeFull(JsonElement element, string where)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
            case JsonValueKind.String when string.IsNullOrWhiteSpace(element.GetString()):
            case JsonValueKind.Array when element.GetArrayLength() == 0:
                throw new ShouldAssertException($"Something is empty: {where}");
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    ShouldBeFull(property.Value, $"{where} {property.Name}");
                }

                break;
            case JsonValueKind.Array:
                foreach (var value in element.EnumerateArray())
                {
                    ShouldBeFull(value, where);
                }

                break;
        }
    }

    private static List<JsonElement> Many(JsonElement element) => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];

    /// <summary>What an item's page says first, whoever shows it.</summary>
    private Task<JsonElement> ThingAsync<T>(string key, string type)
        where T : ContentItem => portal.InScopeAsync(async services =>
    {
        var item = await services.GetRequiredService<PortalDbContext>().Set<T>().ForPage().SingleAsync(i => i.Key == key, TestContext.Current.CancellationToken);
        var things = services.GetRequiredService<StructuredData>().Of(PageMeta.Of(item, "en"), null, "en").Select(text => JsonDocument.Parse(text).RootElement).ToList();
        things.Select(thing => thing.Text("@type")).ShouldBe([type, "BreadcrumbList"]);
        things[0].Text("url").ShouldBe($"{FilledPortal.Site}{PortalAddress.Page("en", item.Kind, item.TextIn("en").Slug)}");
        return things[0];
    });

    private Task<IHtmlDocument> PageAsync(string address) => portal.Reader.PageAsync(address);
}
