using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Media;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Export;

/// <summary>The demo and what staff do to items, exported and imported into an empty portal.</summary>
public sealed class ContentExporterTests(ContentExporterTests.Portals portals) : IClassFixture<ContentExporterTests.Portals>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_is_the_same()
    {
        var (before, after) = (await portals.Source.PortraitAsync(), await portals.Copy.PortraitAsync());
        before.Count.ShouldBeGreaterThan(500);
        after.Except(before).ShouldBeEmpty();
        before.Except(after).ShouldBeEmpty();
        after.Count.ShouldBe(before.Count);
    }

    [Fact]
    public async Task Every_address_answers_the_same()
    {
        using var source = portals.Source.Visitor();
        using var copy = portals.Copy.Visitor();
        var addresses = await AddressesAsync(source);
        addresses.Count.ShouldBeGreaterThan(200);
        var statuses = new HashSet<HttpStatusCode>();
        foreach (var address in addresses)
        {
            using var before = await source.AnswerAsync(address);
            using var after = await copy.AnswerAsync(address);
            after.StatusCode.ShouldBe(before.StatusCode, address);
            after.Target().ShouldBe(before.Target(), address);
            (await after.Content.ReadAsStringAsync(Cancellation)).ShouldBe(await before.Content.ReadAsStringAsync(Cancellation), address);
            statuses.Add(before.StatusCode);
        }

        statuses.ShouldBe([HttpStatusCode.OK, HttpStatusCode.MovedPermanently, HttpStatusCode.NotFound, HttpStatusCode.Gone], ignoreOrder: true);
    }

    [Fact]
    public async Task Search_finds_the_same()
    {
        using var source = portals.Source.Visitor();
        using var copy = portals.Copy.Visitor();
        foreach (var address in new[] { "/en/search?q=university", "/tr/search?q=%C3%BCniversite", "/en/search?q=overdrafted", "/en/search?q=nobody-may-find-this-draft" })
        {
            (await copy.PageAsync(address)).Words("main").ShouldBe((await source.PageAsync(address)).Words("main"), address);
        }
    }

    [Fact]
    public async Task Import_into_the_portal_that_it_came_from_changes_nothing()
    {
        using var folder = await portals.Source.ExportAsync();
        var (rows, stamp) = (await portals.Source.PortraitAsync(), await portals.Source.StampAsync());
        var report = await portals.Source.ImportsAsync(folder);
        report.Added.Concat(report.Changed).ShouldBeEmpty();
        (await portals.Source.PortraitAsync()).ShouldBe(rows);
        (await portals.Source.StampAsync()).ShouldBe(stamp);
    }

    [Fact]
    public async Task A_second_export_is_the_same_to_the_byte()
    {
        using var first = await portals.Source.ExportAsync();
        using var second = await portals.Copy.ExportAsync();
        var files = Files(first);
        Files(second).ShouldBe(files);
        foreach (var file in files)
        {
            Text(second, file).ShouldBe(Text(first, file), file);
        }

        // Rows have other numbers there; it is their order that counts. Nobody there is known to answer for an item.
        static string Text(ContentFolder folder, string file) =>
            Regex.Replace(Regex.Replace(File.ReadAllText(Path.Combine(folder.Path, file)), "\"order\": [0-9]+", "\"order\": 0"), "\n *\"owner\": .*", "");
    }

    [Fact]
    public async Task Items_keep_their_order_of_age()
    {
        Task<List<string>> Keys(PortalHost portal) => portal.QueryAsync(db => db.ContentItems.OrderBy(item => item.Id).Select(item => item.Key).ToListAsync(Cancellation));
        (await Keys(portals.Copy)).ShouldBe(await Keys(portals.Source));
    }

    [Fact]
    public async Task The_texts_alone_say_what_the_public_reads()
    {
        // A draft that lacks something, and a link that has died since, cannot be imported without their history.
        using var folder = await portals.Source.ExportAsync();
        foreach (var file in Files(folder).Where(file => file.EndsWith(".history.json", StringComparison.Ordinal)
            || file.StartsWith("stories/unfinished.", StringComparison.Ordinal) || file.StartsWith("stories/linking.", StringComparison.Ordinal)))
        {
            File.Delete(Path.Combine(folder.Path, file));
        }

        using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var (before, after) = (await TextsAsync(portals.Source), await TextsAsync(portal));
        after.Except(before).ShouldBeEmpty();
        before.Except(after).ShouldBeEmpty();

        static Task<List<string>> TextsAsync(PortalHost portal) => portal.QueryAsync(async db =>
            (await db.ContentTexts.Join(db.ContentItems.Where(item => item.State != ContentState.Draft && item.Key != "linking"), text => text.ContentItemId, item => item.Id, (text, item) => new { item.State, text.Kind, text.Culture, text.Slug, text.Title, text.Summary, text.Html })
                .ToListAsync(Cancellation)).Select(text => text.ToString()!).Order(StringComparer.Ordinal).ToList());
    }

    [Fact]
    public async Task A_text_changed_after_the_export_is_a_new_revision_upon_the_history()
    {
        using var folder = await portals.Source.ExportAsync();
        var path = Path.Combine(folder.Path, "stories/twice.en.md");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Cancellation)).Replace("The published words.", "Words of later.", StringComparison.Ordinal), Cancellation);
        using var portal = new PortalHost();
        (await portal.ImportsAsync(folder)).Added.Count(name => name == "stories/twice").ShouldBe(1);
        var (before, after) = ((await portals.Source.FindAsync("stories/twice"))!, (await portal.FindAsync("stories/twice"))!);
        after.Uid.ShouldBe(before.Uid);
        after.LastRevision.ShouldBe(before.LastRevision + 1);
        after.Texts.Single(text => text.Culture == "en").Html.ShouldContain("Words of later.");
        (await portal.ImportsAsync(folder)).Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_policy_is_the_same_with_its_versions_clauses_and_corrections()
    {
        var (before, after) = (await portals.Source.ItemAsync<Policy>("policies/lasting"), await portals.Copy.ItemAsync<Policy>("policies/lasting"));
        (after.LastClause, after.PolicyType, after.Contact, after.ReviewRemindedOn).ShouldBe((40, PolicyType.Guideline, "office@example.org", new DateOnly(2026, 11, 20)));
        after.Versions.OrderBy(v => v.Id).Select(v => (v.Number, v.IsMajor, v.Stage, v.CommentUntil, v.PublishedOn, v.Revision)).ShouldBe(
            before.Versions.OrderBy(v => v.Id).Select(v => (v.Number, v.IsMajor, v.Stage, v.CommentUntil, v.PublishedOn, v.Revision)));
        after.Versions.Single(v => v.Number == "1").PublishedOn.ShouldBe(new DateOnly(2014, 12, 24));
        after.Versions.Select(v => v.Number).Order(StringComparer.Ordinal).ShouldBe(["1", "1.1", "2", "3"]);
        after.Versions.Single(v => v.Number == "1").Corrections.OrderBy(c => c.Id).Select(c => (c.Note.En, c.Note.Tr)).ShouldBe([("A slip: #1", "Yazım"), ("Another", "Bir daha")]);
        after.Versions.Single(v => v.Number == "1").Texts.Single(text => text.Culture == "tr").IsBehind.ShouldBeFalse();
        after.Texts.Select(text => (text.Title, text.Slug)).OrderBy(text => text.Slug, StringComparer.Ordinal).ShouldBe([("Kalıcı kural, yeniden", "gelecek-bir-kural"), ("The lasting rule, again", "lasting")]);
        after.Versions.Single(v => v.Number == "1").Texts.Single(text => text.Culture == "en").IsBehind.ShouldBeTrue();
        var second = after.Versions.Single(v => v.Number == "2").Texts.Select(text => text.Id).ToList();
        (await portals.Copy.QueryAsync(db => db.Set<PolicyPassage>().Where(p => second.Contains(p.PolicyVersionTextId)).Select(p => p.Number + " c" + p.Clause).Distinct().OrderBy(clause => clause).ToListAsync(Cancellation)))
            .ShouldBe(["2 c1", "3 c2"]);

        // The texts are what stands now, and say nothing that only the history can.
        using var folder = await portals.Source.ExportAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(folder.Path, "policies/lasting.en.md"), Cancellation);
        text.ShouldContain("title: The lasting rule, again\n");
        text.ShouldContain("type: guideline\n");
        text.ShouldNotContain("correction-note");
        text.ShouldNotContain("clause-ids");
    }

    [Fact]
    public async Task An_export_holds_neither_accounts_nor_what_they_have_not_saved()
    {
        using var folder = await portals.Source.ExportAsync();
        foreach (var file in Files(folder).Where(file => !file.StartsWith("media/", StringComparison.Ordinal)))
        {
            var text = await File.ReadAllTextAsync(Path.Combine(folder.Path, file), Cancellation);
            text.ShouldNotContain("alice@", customMessage: file);
            text.ShouldNotContain("PasswordHash", customMessage: file);
            text.ShouldNotContain("nobody-exports-this-remark", customMessage: file);
        }
    }

    private static List<string> Files(ContentFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file)).Order(StringComparer.Ordinal)];

    /// <summary>All that the sitemap names, what programs read, and every address that any item has or had.</summary>
    private async Task<IReadOnlyCollection<string>> AddressesAsync(HttpClient visitor)
    {
        var addresses = Regex.Matches(await visitor.GetStringAsync("/sitemap.xml", Cancellation), "<loc>https?://[^/]+([^<]*)</loc>").Select(match => match.Groups[1].Value).ToHashSet();
        foreach (var culture in Languages.All)
        {
            addresses.UnionWith([$"/{culture}", $"/{culture}/feed.atom", $"/{culture}/calendar.ics", $"/{culture}/calendar", $"/{culture}/seminars?when=past"]);
        }

        addresses.UnionWith(ContentKindInfo.All.Select(info => "/api/v1/" + info.Folder));
        addresses.Add("/sitemap.xml");
        await portals.Source.QueryAsync(async db =>
        {
            foreach (var text in await db.ContentTexts.Select(text => new { text.Kind, text.Slug }).ToListAsync(Cancellation))
            {
                Add(text.Kind, text.Slug);
            }

            foreach (var redirect in await db.Redirects.Select(redirect => new { redirect.Kind, redirect.Slug }).ToListAsync(Cancellation))
            {
                Add(redirect.Kind, redirect.Slug);
            }

            foreach (var file in await db.MediaFiles.ToListAsync(Cancellation))
            {
                addresses.Add(MediaFile.AddressOf(file.Name));
            }

            return 0;
        });
        Add(ContentKind.Story, "unfinished");
        Add(ContentKind.Story, "never-shown");
        return addresses;

        void Add(ContentKind kind, string slug)
        {
            foreach (var culture in Languages.All)
            {
                var address = PortalAddress.Page(culture, kind, slug);
                addresses.UnionWith(kind switch
                {
                    ContentKind.Seminar or ContentKind.Lecture => [address, address + ".ics"],
                    ContentKind.Programme => [address, address + ".ics", address + ".atom"],
                    _ => [address],
                });
            }
        }
    }

    /// <summary>The demo with items in every state that staff can bring them to, and an empty portal that imported its export.</summary>
    public sealed class Portals : IAsyncLifetime
    {
        private static readonly string[] Hostile =
        [
            ": # & * ! | > ' \" % @ `", "yes", "1.10", "2026-01-01", "null", "~", "- a", "? b", "{a: b}", "[a, b]", "a: b", "a #b", "&a *b", "!!str x", "%YAML 1.2", "---", "...", "'", "\"quoted\"", "C:\\path\\n",
            "😀 emoji 🏳️‍🌈", "x, y", "0x1F", "1e5", "true", "trailing:", "İĞÜŞÖÇ ığüşöç", "e\u0301 combining", "\u202Ertl", "tab\there", "a\u2028b", "<b>&amp;</b>",
        ];

        private static readonly string[] Bodies =
        [
            "", "\n\n\nafter blank lines", "    code first\n\n\ttabbed", "trailing spaces  \nbreak\\\nand\t\n", "a\r\nb\r\n\r\nc\r\n", "before\n\n---\n\nafter\n---\n", "---\ntitle: no\n---\n", "...\n", "ends in blank lines\n\n\n", " \n ",
            "lone\rcarriage", "\uFEFFmark", "a\u0085b\u2028c\u2029d", "😀" + "x", "```\n---\n```", "| a | b |\n|---|---|\n| 1 | 2 |", "<script>alert(1)</script>", "[x](https://example.org/a)",
        ];

        public PortalHost Source { get; } = new PortalHost().With("Demo:Content", "true");

        public PortalHost Copy { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await FillAsync();
            // Who registered, and how many came, is no content: it is not exported, and a copy's pages do not show it.
            await Source.QueryAsync(async db =>
            {
                await db.RegistrationSteps.ExecuteDeleteAsync(Cancellation);
                await db.Letters.ExecuteDeleteAsync(Cancellation);
                await db.Certificates.ExecuteDeleteAsync(Cancellation);
                await db.Registrations.ExecuteDeleteAsync(Cancellation);
                await db.Headcounts.ExecuteDeleteAsync(Cancellation);
                return await db.SeatPools.ExecuteUpdateAsync(pool => pool.SetProperty(p => p.Taken, 0).SetProperty(p => p.Waiting, 0), Cancellation);
            });
            using var folder = await Source.ExportAsync();
            Files(folder).Count(file => file.StartsWith("media/", StringComparison.Ordinal)).ShouldBe(6);
            Copy.Clock.Now = Source.Clock.Now;
            await Copy.ImportsAsync(folder);
        }

        public ValueTask DisposeAsync()
        {
            Source.Dispose();
            Copy.Dispose();
            return ValueTask.CompletedTask;
        }

        private static StoryForm Story(string title, string body = "A text.", string? slug = null) => new()
        {
            Kind = StoryKind.Article,
            Date = new(2026, 11, 2),
            Texts = { ["en"] = new() { Title = title, Summary = title, Body = body, Slug = slug }, ["tr"] = new() { Title = title + " (TR)", Summary = title, Body = body, Slug = slug is null ? null : slug + "-tr" } },
        };

        private async Task FillAsync()
        {
            using var alice = await Source.AliceTheAuthorAsync();
            var owner = await Source.QueryAsync(db => db.Users.Select(user => user.Id).FirstAsync(Cancellation));
            Source.Clock.Now += TimeSpan.FromDays(1);
            using (var folder = new ContentFolder()
                .File("units.yaml", "faculty-of-tests:\n  en: \"Faculty: of #Tests\"\n  tr: Sınama Fakültesi\n").File("tags.yaml", "odd-tag:\n  en: \"yes\"\n  tr: \"1.10\"\n")
                .Text("people/only-turkish.tr.md", "title: Yalnız Türkçe\nlanguages: tr\nsummary: s\nunit: faculty-of-tests\ntags: [odd-tag]")
                .Seminar("moved-plan", "A plan that moves", "tags: [odd-tag]\nspeakers: [{person: only-turkish}, {name: 'Guest: #1', role: {en: 'yes', tr: evet}}]\nonline-link: https://example.org/x", start: "2026-12-03 14:00"))
            {
                await Source.ImportsAsync(folder);
                Source.Clock.Now += TimeSpan.FromMinutes(61.123456);
                folder.File("units.yaml", "faculty-of-tests:\n  en: Faculty of Renamed Tests\n  tr: Yeni Adlı Fakülte\n")
                    .Seminar("moved-plan", "A plan that moves", "status: moved\nprevious-start: 2026-12-03 14:00", start: "2026-12-10 14:00");
                await Source.ImportsAsync(folder);
            }

            // A draft over what is published, with a file that only one of them shows.
            await UploadAsync("upload-one.png", "A hall: #1", decorative: false);
            await UploadAsync("upload-two.jpg", null, decorative: true);
            await EditAsync("stories/twice", (item, _, context) =>
            {
                var form = Story("Twice", "The published words.\n\n![One](/media/upload-one.png)");
                form.Image = "upload-two.jpg";
                item.Publish(item.Save(form, "Alice Yılmaz", "First", context.Now, authorId: owner), form, context);
            });
            await EditAsync("stories/twice", (item, form, context) =>
            {
                var before = ContentForm.FromJson(ContentKind.Story, form.ToJson());
                form.Texts["en"].Body = "Overdrafted words. ![Two](/media/upload-one.png)";
                item.Save(form, "Ed", "A note: #2", context.Now, before: before);
                ((StoryForm)form).Image = null;
                item.Save(form, "Ed", "", context.Now, isMajor: false, before: before).RestoredFrom = 1;
                item.MoveTo(DraftStage.Returned);
            });
            await EditAsync("stories/waiting", (item, _, context) =>
            {
                item.Save(Story("Waiting", slug: "never-shown"), "Alice", "", context.Now, authorId: owner);
                item.MoveTo(DraftStage.InReview);
            });
            await EditAsync("stories/unfinished", (item, _, context) => item.Save(new StoryForm { Texts = { ["en"] = new() { Body = "nobody-may-find-this-draft" } } }, "Alice", "", context.Now, authorId: owner));
            await EditAsync("stories/untitled", (item, _, context) => item.Save(new StoryForm(), "Alice", "", context.Now, authorId: owner));
            await EditAsync("stories/coming", (item, _, context) =>
            {
                item.Save(Story("Coming"), "Alice", "", context.Now);
                item.PublishLater(1, context.Now.AddDays(3), owner);
            });
            await EditAsync("stories/failed", (item, _, context) =>
            {
                item.Save(Story("Failed"), "Alice", "", context.Now);
                item.PublishLater(1, context.Now.AddDays(-1), owner);
                item.ScheduleError = "The link was dead: #1";
            });
            await PublishAsync("stories/withdrawn", Story("Withdrawn here"));
            await EditAsync("stories/withdrawn", (item, _, _) => item.Withdraw(new() { En = "It was wrong: # so\nit is", Tr = "Yanlıştı" }));
            await PublishAsync("stories/gone", Story("Gone here"));
            await EditAsync("stories/gone", (item, _, _) => item.Hide(ContentState.Unpublished));
            await PublishAsync("stories/hidden-again", Story("Hidden again"));
            await EditAsync("stories/hidden-again", (item, _, _) => item.Hide(ContentState.Draft));
            await PublishAsync("stories/part", Story("A part"));
            await EditAsync("stories/part", (item, _, context) =>
            {
                item.Hide(ContentState.Merged);
                item.MergedIntoId = context.Items[(ContentKind.Story, "twice")].Id;
            });
            // Slugs that move in chains, come back, and go to another item.
            foreach (var slug in new[] { "chain-a", "chain-b", "chain-c", "chain-a", "chain-d" })
            {
                await PublishAsync("stories/chain", Story("Chain", slug: slug));
            }

            await PublishAsync("stories/heir", Story("Heir", slug: "chain-b"));
            await PublishAsync("stories/heir", Story("Heir", slug: "heir"));
            await PublishAsync("stories/linking", Story("Linking", "[There](/en/stories/gone-here) and [there](/en/stories/heir)."));
            foreach (var version in new[] { "1", "2.1", "1.10" })
            {
                var policy = new PolicyForm
                {
                    Number = "PP: #9",
                    Version = version,
                    Owner = new() { En = "O", Tr = "O" },
                    ApprovingBody = new() { En = "B", Tr = "B" },
                    InForceFrom = new(2020 + version.Length, 1, 1),
                    ChangeNote = new() { En = "Because: of # it" },
                    Texts = { ["en"] = new() { Title = "Policy of versions " + version, Summary = "s", Body = $"## 1. One\n\n1. Version {version}." }, ["tr"] = new() { Title = "Sürümlü " + version, Summary = "s", Body = "## 1. Bir\n\n1. Metin." } },
                };
                await PublishAsync("policies/versions", policy);
            }

            await PublishAsync("policies/versions", ContentForm.FromJson(ContentKind.Policy, (await Source.FindAsync("policies/versions"))!.Revisions.Single(revision => revision.Number == 1).Form));
            await FillPolicyAsync();
            for (var i = 0; i < Math.Max(Hostile.Length, Bodies.Length); i++)
            {
                await PublishAsync($"stories/odd-{i}", Story(Hostile[i % Hostile.Length], Bodies[i % Bodies.Length], $"odd-{i}"));
            }

            await PublishAsync("stories/long", Story("Long", new string('x', 20_000) + "\n" + string.Concat(Enumerable.Repeat("word ", 5_000)), "long"));
            var odd = (LectureForm)ContentForm.FromJson(ContentKind.Lecture, new LectureForm
            {
                Start = new(2027, 3, 1, 9, 30, 15),
                End = new(2027, 3, 1, 11, 0, 0),
                Mode = AttendanceMode.Hybrid,
                Place = new() { En = "Room: 1", Tr = "#1" },
                Audience = [Audience.Adults],
                Seats = 3,
                Account = new() { En = "  indented\r\n\r\nline  \n\ttab\n---\nend\n", Tr = "- a\n- b: c" },
                Texts = { ["en"] = new() { Title = "Odd times", Summary = "s", Body = "b" }, ["tr"] = new() { Title = "Tuhaf saatler", Summary = "s", Body = "b" } },
            }.ToJson());
            await PublishAsync("lectures/odd-times", odd);
            await Source.QueryAsync(async db =>
            {
                var profile = await db.SiteProfiles.SingleAsync(Cancellation);
                profile.HomeHeadline = new() { En = "Headline: #1", Tr = "Başlık" };
                profile.HomeStory = "stories/twice";
                return await db.SaveChangesAsync(Cancellation);
            });
        }

        /// <summary>Versions with clauses that moved and went, one without a language, a proposal with a remark, and corrections of the first.</summary>
        private async Task FillPolicyAsync()
        {
            const string common = "summary: s\nowner: o\napproving-body: b\nnumber: P-7";
            using var folder = new ContentFolder();
            Write("v1.en", $"title: The lasting rule\n{common}\nin-force-from: 2015-01-01\npublished-on: 2014-12-24", "1. Wholly about apples.\n2. Concerning wooden chairs.\n3. What comes to an end.");
            Write("v1.tr", $"title: Kalıcı kural\n{common}\nlanguages: [en, tr]", "1. Bütünüyle elmalar üzerine.\n2. Ahşap sandalyelere dair.");
            Write("v1.1.en", $"title: The lasting rule\n{common}\nlanguages: en\nin-force-from: 2017-01-01\nclause-ids: [{{number: \"1\", clause: new}}]", "1. Concerning iron tables.\n2. Wholly about apples.\n3. Concerning wooden chairs.");
            Write("v2.en", $"title: The lasting rule, again\n{common}\nin-force-from: 2020-01-01\nchange-note: n\nplain: |\n  In **plain** words.", "2. Wholly about apples.\n3. Concerning wooden chairs.");
            Write("v2.tr", $"title: Kalıcı kural, yeniden\n{common}\nchange-note: n", "2. Bütünüyle elmalar üzerine.\n3. Ahşap sandalyelere dair.");
            Write("v3.en", $"title: A rule to come\n{common}\nslug: lasting\ntype: guideline\ncontact: office@example.org\nin-force-from: 2030-01-01\nchange-note: n\nstage: for-comment\ncomment-from: 2026-11-01\ncomment-until: 2026-12-31\nsupersedes: [policies/versions]\ndocuments: [{{kind: form, title: {{en: 'F: #1', tr: F}}, link: https://example.org/f}}]", "1. Of nothing.");
            Write("v3.tr", $"title: Gelecek bir kural\n{common}\nchange-note: n", "1. Hiçbir şey üzerine.");
            await Source.ImportsAsync(folder);
            Source.Clock.Now += TimeSpan.FromMinutes(1.0000001);
            Write("v1.en", $"title: The lasting rule\n{common}\nin-force-from: 2015-01-01\ncorrection-note: \"A slip: #1\"", "1. Wholly about apples.\n2. Concerning wooden seats.\n3. What comes to an end.");
            Write("v1.tr", $"title: Kalıcı kural\n{common}\ncorrection-note: Yazım", "1. Bütünüyle elmalar üzerine.\n2. Ahşap sandalyelere dair.");
            await Source.ImportsAsync(folder);
            Source.Clock.Now += TimeSpan.FromMinutes(1);
            Write("v1.en", $"title: The lasting rule\n{common}\nin-force-from: 2015-01-01\ncorrection-note: Another", "1. Wholly about apples & pears.\n2. Concerning wooden seats.\n3. What comes to an end.");
            Write("v1.tr", $"title: Kalıcı kural\n{common}\ncorrection-note: Bir daha", "1. Bütünüyle elmalar üzerine.\n2. Ahşap sandalyelere dair.");
            await Source.ImportsAsync(folder);
            await Source.QueryAsync(async db =>
            {
                var policy = await db.Policies.Include(p => p.Versions).SingleAsync(p => p.Key == "lasting", Cancellation);
                (policy.LastClause, policy.ReviewRemindedOn) = (40, new(2026, 11, 20));
                db.Add(new PolicyComment { Version = policy.Versions.Single(version => version.Number == "3"), Culture = "en", Text = "nobody-exports-this-remark", CreatedAt = Source.Clock.GetUtcNow().UtcDateTime });
                return await db.SaveChangesAsync(Cancellation);
            });

            void Write(string file, string fields, string body) => folder.Text($"policies/lasting.{file}.md", fields, body);
        }

        private Task<int> EditAsync(string name, Action<ContentItem, ContentForm, PublishContext> edit)
        {
            Source.Clock.Now += TimeSpan.FromMinutes(1.0000001);
            return Source.EditAsync(name, edit);
        }

        private Task<int> PublishAsync(string name, ContentForm form) =>
            EditAsync(name, (item, _, context) => item.Publish(item.Save(form, "Ed", "note", context.Now), form, context));

        private Task<int> UploadAsync(string name, string? alt, bool decorative) => Source.InScopeAsync(async services =>
        {
            var content = name.EndsWith("png", StringComparison.Ordinal) ? Images.Png(7) : Images.Jpeg();
            await services.GetRequiredService<IMediaStore>().WriteAsync(name, content, Cancellation);
            var db = services.GetRequiredService<PortalDbContext>();
            db.Add(new MediaFile
            {
                Name = name,
                OriginalName = "../../Salon: #1 \"x\".png",
                ContentType = name.EndsWith("png", StringComparison.Ordinal) ? "image/png" : "image/jpeg",
                Length = content.Length,
                Width = 640,
                Height = 480,
                Alt = new() { En = alt },
                IsDecorative = decorative,
                CreatedAt = Source.Clock.GetUtcNow().UtcDateTime,
                CreatedBy = "Alice Yılmaz",
            });
            return await db.SaveChangesAsync(Cancellation);
        });
    }
}
