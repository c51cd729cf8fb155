using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Editing;

public sealed class SlugTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_slug_is_made_of_a_turkish_title()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.PublishedAsync(portal, ed, new(Desk.Story("Letters")) { ["Texts[tr].Title"] = "Çığ, Öğüt, IŞIK ve İnşaat: Üşüyen Gün" });
        (await desk.ItemAsync()).Texts.Single(text => text.Culture == "tr").Slug.ShouldBe("cig-ogut-isik-ve-insaat-usuyen-gun");
    }

    [Fact]
    public async Task A_made_slug_that_is_taken_gets_a_number_and_a_typed_one_is_refused()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = await Desk.PublishedAsync(portal, ed, Desk.Story("The same title"));
        var second = await Desk.PublishedAsync(portal, ed, Desk.Story("The same title"));
        var third = await Desk.PublishedAsync(portal, ed, Desk.Story("The same title"));
        async Task<string> SlugOf(Desk desk) => (await desk.ItemAsync()).Texts.Single(text => text.Culture == "en").Slug;
        (await SlugOf(first)).ShouldBe("the-same-title");
        (await SlugOf(second)).ShouldBe("the-same-title-2");
        (await SlugOf(third)).ShouldBe("the-same-title-3");
        var typed = await Desk.NewAsync(portal, ed, new(Desk.Story("Another")) { ["Texts[en].Slug"] = "the-same-title" });
        var answer = await typed.StepAsync(ed, "publish", ("Reason", "I want it"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.TextAsync();
        page.ShouldContain($"{typed.Address}#Texts_en__Slug");
        page.ShouldContain($"href=\"{first.Address}\"");
    }

    [Fact]
    public async Task A_made_slug_does_not_take_over_an_address_that_somebody_else_gave_away()
    {
        var ed = await portal.EdTheEditorAsync();
        var fields = Desk.Story("Given away");
        var former = await Desk.PublishedAsync(portal, ed, fields);
        await former.SaveAsync(ed, new(fields) { ["Texts[en].Slug"] = "moved-elsewhere" });
        await former.DoneAsync(ed, "publish");
        await Desk.PublishedAsync(portal, ed, Desk.Story("Given away"));
        (await portal.SeeAsync("/en/stories/given-away")).Location.ShouldBe("/en/stories/moved-elsewhere");
        (await portal.SeeAsync("/en/stories/given-away-2")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_long_titles_that_begin_alike_get_two_addresses()
    {
        var ed = await portal.EdTheEditorAsync();
        var title = string.Join(' ', Enumerable.Repeat("abcdefghij", 10)) + "k";
        var one = await (await Desk.PublishedAsync(portal, ed, Desk.Story(title))).ItemAsync();
        var two = await (await Desk.PublishedAsync(portal, ed, Desk.Story(title))).ItemAsync();
        two.Texts[0].Slug.ShouldNotBe(one.Texts[0].Slug);
        two.Texts.ShouldAllBe(text => text.Slug.Length <= ContentText.SlugLength);
    }

    [Fact]
    public async Task Every_address_a_page_ever_had_leads_to_it_in_one_step()
    {
        var ed = await portal.EdTheEditorAsync();
        var fields = Desk.Story("Often renamed");
        var desk = await Desk.PublishedAsync(portal, ed, fields);
        foreach (var slug in new[] { "renamed-1", "renamed-2", "renamed-3", "renamed-1" })
        {
            await desk.SaveAsync(ed, new(fields) { ["Texts[en].Slug"] = slug });
            await desk.DoneAsync(ed, "publish");
        }

        foreach (var old in new[] { "often-renamed", "renamed-2", "renamed-3" })
        {
            var answer = await portal.SeeAsync("/en/stories/" + old);
            (answer.Status, answer.Location).ShouldBe((HttpStatusCode.MovedPermanently, "/en/stories/renamed-1"), old);
        }

        (await portal.SeeAsync("/en/stories/renamed-1")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_pages_swap_their_addresses()
    {
        var ed = await portal.EdTheEditorAsync();
        var (fieldsA, fieldsB) = (new Dictionary<string, string>(Desk.Story("Swap A")) { ["Texts[en].Body"] = "This is A." }, new Dictionary<string, string>(Desk.Story("Swap B")) { ["Texts[en].Body"] = "This is B." });
        var (a, b) = (await Desk.PublishedAsync(portal, ed, fieldsA), await Desk.PublishedAsync(portal, ed, fieldsB));
        foreach (var (desk, fields, slug) in new[] { (a, fieldsA, "swap-aside"), (b, fieldsB, "swap-a"), (a, fieldsA, "swap-b") })
        {
            await desk.SaveAsync(ed, new(fields) { ["Texts[en].Slug"] = slug });
            await desk.DoneAsync(ed, "publish");
        }

        (await portal.SeeAsync("/en/stories/swap-a")).Text.ShouldContain("This is B.");
        (await portal.SeeAsync("/en/stories/swap-b")).Text.ShouldContain("This is A.");
        (await portal.SeeAsync("/en/stories/swap-aside")).Location.ShouldBe("/en/stories/swap-b");
        // Given up by its new owner, an address goes back to whoever had it last.
        await b.SaveAsync(ed, new(fieldsB) { ["Texts[en].Slug"] = "swap-end" });
        await b.DoneAsync(ed, "publish");
        (await portal.SeeAsync("/en/stories/swap-a")).Location.ShouldBe("/en/stories/swap-end");
    }

    [Fact]
    public async Task A_reused_address_goes_to_its_new_owner_and_a_merged_one_stays_with_its_target()
    {
        var ed = await portal.EdTheEditorAsync();
        var fields = Desk.Story("Reused address");
        var old = await Desk.PublishedAsync(portal, ed, fields);
        await old.SaveAsync(ed, new(fields) { ["Texts[en].Slug"] = "reused-left" });
        await old.DoneAsync(ed, "publish");
        await Desk.PublishedAsync(portal, ed, new(Desk.Story("Newcomer")) { ["Texts[en].Slug"] = "reused-address", ["Texts[en].Body"] = "The newcomer's." });
        (await portal.SeeAsync("/en/stories/reused-address")).Text.ShouldContain("The newcomer&#x27;s.".Replace("&#x27;", "'", StringComparison.Ordinal));
        await old.DoneAsync(ed, "merge", ("Target", "/en/stories/reused-address"));
        (await portal.SeeAsync("/en/stories/reused-left")).Location.ShouldBe("/en/stories/reused-address");
        // A merged page keeps its address: nobody else gets it.
        var other = await Desk.NewAsync(portal, ed, new(Desk.Story()) { ["Texts[en].Slug"] = "reused-left" });
        (await other.StepAsync(ed, "publish", ("Reason", "x"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }
}
