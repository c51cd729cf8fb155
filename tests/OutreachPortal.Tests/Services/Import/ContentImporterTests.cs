using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

public sealed class ContentImporterTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_folder_imported_twice_doubles_nothing()
    {
        using var folder = new ContentFolder().Seminar("twice", "Twice", "tags: sky\nspeakers: [{name: Ada}]\nsdgs: [4]\nrelated: people/twice", "![x](x.png)")
            .File("tags.yaml", "sky:\n  en: Sky\n  tr: Gök\n").File("seminars/x.png", Images.Png()).Item("people/twice");
        (await portal.ImportsAsync(folder)).Added.ShouldBe(["tags/sky", "people/twice", "seminars/twice"]);
        var counts = await portal.CountsAsync();
        var stamp = await portal.StampAsync();

        var report = await portal.ImportsAsync(folder);
        report.Added.ShouldBeEmpty();
        report.Changed.ShouldBeEmpty();
        report.Skipped.ShouldBe(["tags/sky", "people/twice", "seminars/twice"]);
        (await portal.CountsAsync()).ShouldBe(counts);
        (await portal.StampAsync()).ShouldBe(stamp);
    }

    [Fact]
    public async Task A_changed_file_changes_its_item_and_no_other()
    {
        using var folder = new ContentFolder().Item("people/one").Item("people/two");
        await portal.ImportsAsync(folder);
        var (counts, stamp) = (await portal.CountsAsync(), await portal.StampAsync());

        portal.Clock.Now += TimeSpan.FromHours(1);
        folder.Item("people/two", "Another text.");
        var report = await portal.ImportsAsync(folder);
        report.Changed.ShouldBe(["people/two"]);
        report.Skipped.ShouldBe(["people/one"]);
        (await portal.StampAsync()).ShouldBe(stamp + 1);

        var two = (await portal.FindAsync("people/two"))!;
        two.Texts.Single().Html.ShouldBe("<p>Another text.</p>\n");
        two.PublishedAt.ShouldBe(portal.Clock.Now.UtcDateTime);
        two.FirstPublishedAt.ShouldBe(PortalHost.Monday.UtcDateTime);
        two.PublishedRevision.ShouldBe(2);
        (await portal.FindAsync("people/one"))!.PublishedRevision.ShouldBe(1);
        var after = await portal.CountsAsync();
        after["Revisions"].ShouldBe(counts["Revisions"] + 1);
        after.Where(pair => pair.Key != "Revisions").ShouldBe(counts.Where(pair => pair.Key != "Revisions"));
    }

    [Fact]
    public async Task One_mistake_among_good_files_and_nothing_is_written()
    {
        using var earlier = new ContentFolder().Item("people/earlier").File("units.yaml", "known:\n  en: Known\n  tr: Bilinen\n");
        await portal.ImportsAsync(earlier);
        var (counts, stamp) = (await portal.CountsAsync(), await portal.StampAsync());

        using var folder = new ContentFolder().Seminar("good").Item("people/earlier", "Changed.").Item("policies/good").Item("partners/good")
            .Item("people/shown", "![x](x.png)").File("people/x.png", Images.Png(77))
            .File("units.yaml", "known:\n  en: Renamed\n  tr: Bilinen\nfresh:\n  en: Fresh\n  tr: Yeni\n")
            .Item("programmes/bad", Fields.Programme.With("kind", "circus"));
        (await portal.MistakesAsync(folder)).Count.ShouldBe(1);

        (await portal.CountsAsync()).ShouldBe(counts);
        (await portal.StampAsync()).ShouldBe(stamp);
        (await portal.FindAsync("people/earlier"))!.Texts.Single().Body.ShouldBe("A text.");
    }

    [Fact]
    public async Task All_mistakes_of_a_folder_are_said_at_once_in_the_order_of_files_and_lines()
    {
        using var folder = new ContentFolder().Item("seminars/b", Fields.Seminar.With("mode", "x").With("start", "y"), "[x](/en/nothing)")
            .Item("people/a", Fields.Person.With("foo-bar-baz", "1"), "[x](/en/nothing)").File("tags.yaml", "A: b").File("people/c.fr.md", "");
        (await portal.MistakesAsync(folder)).Select(mistake => mistake[..mistake.IndexOf(": ", StringComparison.Ordinal)]).ShouldBe(
            ["people/a.en.md:5", "people/a.en.md:7", "people/c.fr.md", "seminars/b.en.md:6", "seminars/b.en.md:8", "seminars/b.en.md:11", "tags.yaml:1"]);
    }

    [Fact]
    public async Task Three_hundred_items_go_in_one_import()
    {
        using var folder = new ContentFolder().Item("programmes/series").Item("people/host");
        for (var i = 0; i < 300; i++)
        {
            folder.Seminar($"large-{i}", $"Large {i}", "programme: series\nspeakers: [{person: host}]\nrelated: [seminars/large-0]", $"# Heading {i}\n\n[next](/en/seminars/large-{(i + 1) % 300})");
        }

        (await portal.ImportsAsync(folder)).Added.Count.ShouldBe(302);
        (await portal.ImportsAsync(folder)).Skipped.Count.ShouldBe(302);
    }

    [Fact]
    public async Task Items_may_name_each_other()
    {
        using var folder = new ContentFolder()
            .Item("programmes/ring-a", Fields.Programme.With("title", "Ring a").With("related", "programmes/ring-b"), "[b](/en/programmes/ring-b)")
            .Item("programmes/ring-b", Fields.Programme.With("title", "Ring b").With("related", "[programmes/ring-a, programmes/ring-b]"), "[a](/en/programmes/ring-a)");
        await portal.ImportsAsync(folder);
        (await portal.FindAsync("programmes/ring-a"))!.Links.Select(link => link.To.Key).ShouldBe(["ring-b"]);
        (await portal.FindAsync("programmes/ring-b"))!.Links.OrderBy(link => link.Position).Select(link => link.To.Key).ShouldBe(["ring-a", "ring-b"]);
    }

    [Fact]
    public async Task A_revision_holds_the_whole_form()
    {
        using var folder = new ContentFolder().Seminar("revised", "Revised", "sdgs: [4]\nspeakers: [{name: 'Ada \"Işık\" <b>', role: {en: Host, tr: Sunucu}}]\nlevel: advanced\naccount: So it was.", "Bir **metin**.");
        await portal.ImportsAsync(folder);
        await portal.ImportsAsync(folder.Seminar("revised", "Revised again"));
        var revisions = (await portal.FindAsync("seminars/revised"))!.Revisions.OrderBy(revision => revision.Number).ToList();
        revisions.Select(revision => revision.Number).ShouldBe([1, 2]);
        revisions[0].CreatedBy.ShouldBe("import");
        revisions[0].CreatedAt.Kind.ShouldBe(DateTimeKind.Utc);

        var form = (SeminarForm)ContentForm.FromJson(ContentKind.Seminar, revisions[0].Form);
        form.ToJson().ShouldBe(revisions[0].Form);
        form.Texts["en"].Title.ShouldBe("Revised");
        form.Texts["en"].Body.ShouldBe("Bir **metin**.");
        form.Texts["tr"].Title.ShouldBe("Revised (TR)");
        form.Start.ShouldBe(new DateTime(2026, 12, 3, 14, 0, 0));
        form.Level.ShouldBe(EventLevel.Advanced);
        form.Speakers.Single().Name.ShouldBe("Ada \"Işık\" <b>");
        form.Speakers.Single().Role.ShouldBe(new LocalizedText { En = "Host", Tr = "Sunucu" });
        form.Account.En.ShouldBe("So it was.");
        ((SeminarForm)ContentForm.FromJson(ContentKind.Seminar, revisions[1].Form)).Level.ShouldBeNull();
    }

    [Fact]
    public async Task An_item_loses_what_its_file_no_longer_says()
    {
        using var folder = new ContentFolder().File("tags.yaml", "loss:\n  en: Loss\n  tr: Kayıp\n").File("units.yaml", "loss:\n  en: Loss\n  tr: Kayıp\n")
            .Item("programmes/loss").Item("partners/loss")
            .Seminar("loss", "Loss", "tags: loss\nunit: loss\nsdgs: [4, 5]\nprogramme: loss\npartners: loss\nrelated: programmes/loss\nspeakers: [{name: Ada}]\nlevel: advanced\nspoken: en");
        await portal.ImportsAsync(folder);
        await portal.ImportsAsync(folder.Seminar("loss", "Loss", "sdgs: 5"));
        var seminar = await portal.ItemAsync<Seminar>("seminars/loss");
        seminar.Tags.ShouldBeEmpty();
        seminar.Unit.ShouldBeNull();
        seminar.UnitId.ShouldBeNull();
        seminar.Programme.ShouldBeNull();
        seminar.ProgrammeId.ShouldBeNull();
        seminar.Links.ShouldBeEmpty();
        seminar.Speakers.ShouldBeEmpty();
        seminar.Level.ShouldBeNull();
        seminar.Spoken.ShouldBe(default);
        seminar.Goals.Select(goal => goal.Goal).ShouldBe([5]);
    }
}
