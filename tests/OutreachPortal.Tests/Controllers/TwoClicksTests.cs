using System.Net;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>What the demo exists to show is two clicks from either home page, at most.</summary>
public sealed class TwoClicksTests(TwoClicksTests.Walk walk) : IClassFixture<TwoClicksTests.Walk>
{
    [Theory]
    [InlineData("policies", "A policy on contribution to the community", "Community contribution", "Toplumsal katkı")]
    [InlineData("programmes", "A summer school", "Summer school", "Yaz okulu")]
    [InlineData("programmes", "A teacher academy", "Teacher academy", "Öğretmen akademisi")]
    [InlineData("programmes", "Volunteers who teach", "Volunteer", "gönüllü")]
    [InlineData("programmes", "A series of seminars open to anyone", "Mines", "Maden")]
    [InlineData("programmes", "Days of astronomy", "Astronomy Days", "Astronomi Günleri")]
    [InlineData("programmes", "Courses for the public", "Continuing Education", "Sürekli Eğitim")]
    [InlineData("programmes", "Free certified training online", "certificate", "sertifika")]
    [InlineData("seminars", "A seminar for pupils with its unit", "How to Write a Scientific Paper", "Bilimsel Makale Nasıl Yazılır")]
    [InlineData("partners", "A ministry and its agreement", "Ministry of National Education", "Millî Eğitim Bakanlığı")]
    [InlineData("partners", "A technical high school", "Technical High School", "Teknik Anadolu Lisesi")]
    [InlineData("partners", "A music middle school", "Music Middle School", "Müzik Ortaokulu")]
    [InlineData("partners", "A pledge and its progress", "100,000", "100.000")]
    [InlineData("lectures", "The First Lecture, with its speaker", "İsmail Koyuncu", "İsmail Koyuncu")]
    [InlineData("impact/figures", "A closed year", "310", "310")]
    [InlineData("impact/figures", "A share with its basis", "222", "222")]
    [InlineData("impact/figures", "A running total", "60,000", "60.000")]
    [InlineData("impact/figures", "Students", "25,000", "25.000")]
    [InlineData("impact/figures", "Companies", "400", "400")]
    [InlineData("impact/figures", "Staff of the companies", "13,000", "13.000")]
    [InlineData("policies", "A policy of eight principles", "Internationalization", "Uluslararasılaşma")]
    [InlineData("stories", "An interview", "Ömer Delialioğlu", "Ömer Delialioğlu")]
    [InlineData("stories", "An award", "Trainer of the Year", "Yılın")]
    [InlineData("people", "A person", "Ömer Delialioğlu", "Ömer Delialioğlu")]
    [InlineData("reports", "A report of a year", "2022", "2022")]
    [InlineData("pages", "How the site keeps data", "Privacy", "Gizlilik")]
    [InlineData("pages", "How accessible it is", "ccessib", "rişilebilirlik")]
    public void It_is_two_clicks_from_home_in_both_languages(string section, string what, string english, string turkish)
    {
        walk.Pages("en", section).ShouldContain(page => page.Contains(english, StringComparison.OrdinalIgnoreCase), what);
        walk.Pages("tr", section).ShouldContain(page => page.Contains(turkish, StringComparison.OrdinalIgnoreCase), what);
    }

    [Theory]
    [InlineData("seminars", 17)]
    [InlineData("lectures", 12)]
    [InlineData("programmes", 8)]
    [InlineData("policies", 3)]
    [InlineData("partners", 8)]
    [InlineData("people", 10)]
    [InlineData("impact/figures", 12)]
    [InlineData("stories", 4)]
    [InlineData("pages", 3)]
    [InlineData("reports", 2)]
    public void All_of_a_kind_are_two_clicks_from_home(string section, int count)
    {
        walk.Pages("en", section).Count.ShouldBeGreaterThanOrEqualTo(count);
        walk.Pages("tr", section).Count.ShouldBeGreaterThanOrEqualTo(count);
    }

    /// <summary>The text of every page that is at most two clicks from a home page.</summary>
    public sealed class Walk : IAsyncLifetime
    {
        private readonly DemoPortal _portal = new();
        private readonly Dictionary<string, string> _pages = new(StringComparer.Ordinal);

        public IReadOnlyList<string> Pages(string culture, string section)
        {
            var start = $"/{culture}/{section}/";
            return [.. _pages.Where(page => page.Key.StartsWith(start, StringComparison.Ordinal) && !page.Key[start.Length..].Contains('/')).Select(page => page.Value)];
        }

        public async ValueTask InitializeAsync()
        {
            var visitor = _portal.Visitor();
            foreach (var culture in new[] { "en", "tr" })
            {
                var reached = new List<string> { "/" + culture };
                for (var clicks = 0; clicks <= 2; clicks++)
                {
                    var next = new List<string>();
                    foreach (var address in reached.Where(address => !_pages.ContainsKey(address)))
                    {
                        using var answer = await visitor.AnswerAsync(address);
                        if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html")
                        {
                            continue;
                        }

                        var page = await answer.PageAsync(address);
                        _pages[address] = page.QuerySelector("main")!.Words();
                        next.AddRange(page.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!.Split('#', '?')[0])
                            .Where(href => href.StartsWith("/" + culture + "/", StringComparison.Ordinal)));
                    }

                    reached = [.. next.Distinct()];
                }
            }
        }

        public ValueTask DisposeAsync() => _portal.DisposeAsync();
    }
}
