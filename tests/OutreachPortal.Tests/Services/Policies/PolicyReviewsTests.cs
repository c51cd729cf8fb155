using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Policies;

public sealed class PolicyReviewsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2027-03-01", "2026-12-30", null)]
    [InlineData("2027-03-01", "2026-12-31", "2026-12-31")]
    [InlineData("2027-03-01", "2027-02-28", "2026-12-31")]
    [InlineData("2027-03-01", "2027-03-01", "2027-03-01")]
    [InlineData("2027-03-01", "2027-05-29", "2027-03-01")]
    [InlineData("2027-03-01", "2027-05-30", "2027-05-30")]
    [InlineData("2020-01-01", "2026-11-23", "2026-08-27")]
    [InlineData("0001-01-01", "0001-01-01", "0001-01-01")]
    public void Days_of_reminding_are_before_on_and_after_the_review(string review, string today, string? due) =>
        PolicyReviews.LastDue(DateOnly.Parse(review, CultureInfo.InvariantCulture), DateOnly.Parse(today, CultureInfo.InvariantCulture)).ShouldBe(due is null ? null : DateOnly.Parse(due, CultureInfo.InvariantCulture));

    [Fact]
    public async Task Owner_is_reminded_before_the_day_on_it_and_while_it_is_overdue_once_each_also_by_two_nodes()
    {
        await using var portal = new UnsentPortal().Without<PolicyReviews>();
        await portal.PublishVersionAsync("rule", "1", "2020-01-01", "contact: policies@x.example\nreviewed-on: 2025-03-01\nnext-review-on: 2027-03-01");
        await portal.PublishVersionAsync("later", "1", "2020-01-01", "contact: policies@x.example\nnext-review-on: 2030-03-01");
        await using var second = new UnsentPortal().Without<PolicyReviews>().Beside(portal);
        _ = second.Services;
        async Task<int> LettersAsync(string day)
        {
            (portal.Clock.Now, second.Clock.Now) = (DateTimeOffset.Parse(day, CultureInfo.InvariantCulture), DateTimeOffset.Parse(day, CultureInfo.InvariantCulture));
            await Task.WhenAll(RemindAsync(portal), RemindAsync(second), RemindAsync(portal), RemindAsync(second));
            return (await SentAsync(portal)).Count;
        }

        (await LettersAsync("2026-12-30T20:00:00Z")).ShouldBe(0);
        (await LettersAsync("2026-12-30T21:30:00Z")).ShouldBe(1);
        (await LettersAsync("2027-01-15T12:00:00Z")).ShouldBe(1);
        (await LettersAsync("2027-03-01T12:00:00Z")).ShouldBe(2);
        (await LettersAsync("2027-05-29T12:00:00Z")).ShouldBe(2);
        (await LettersAsync("2027-06-02T12:00:00Z")).ShouldBe(3);
        (await LettersAsync("2028-03-01T12:00:00Z")).ShouldBe(4);
    }

    [Fact]
    public async Task Letter_names_the_policy_its_reviews_and_where_to_go()
    {
        await using var portal = new UnsentPortal().Without<PolicyReviews>().With("Site:Address", "https://outreach.example.edu").With("Site:Languages:0", "en").With("Site:Languages:1", "tr");
        await portal.PublishVersionAsync("rule", "1", "2020-01-01", "contact: policies@x.example\nreviewed-on: 2023-03-01\nnext-review-on: 2026-08-01");
        (await RemindAsync(portal)).ShouldBe(1);
        var letter = (await SentAsync(portal)).ShouldHaveSingleItem();
        letter.To.ShouldBe("policies@x.example");
        letter.Language.ShouldBe("en");
        letter.Subject.ShouldBe("Review overdue since 1 August 2026: The rule");
        letter.Text.ShouldContain("“The rule” (P-1, version 1) was to be reviewed by 1 August 2026.");
        letter.Text.ShouldContain("Reviewed March 2023; next August 2026; overdue by 3 months.");
        letter.Text.ShouldContain("https://outreach.example.edu/en/policies/rule");
        letter.Text.ShouldMatch("https://outreach.example.edu/admin/policies/[0-9]+");
        letter.Html.ShouldContain("<html lang=\"en\">");
    }

    [Fact]
    public async Task Another_day_of_review_begins_anew()
    {
        await using var portal = new UnsentPortal().Without<PolicyReviews>();
        await portal.PublishVersionAsync("rule", "1", "2020-01-01", "contact: policies@x.example\nnext-review-on: 2026-11-01");
        (await RemindAsync(portal)).ShouldBe(1);
        await portal.PublishVersionAsync("rule", "1", "2020-01-01", "contact: policies@x.example\nreviewed-on: 2026-11-20\nnext-review-on: 2027-01-10");
        (await RemindAsync(portal)).ShouldBe(1);
        (await RemindAsync(portal)).ShouldBe(0);
        await portal.PublishVersionAsync("rule", "1", "2020-01-01", "contact: policies@x.example\nreviewed-on: 2026-11-20\nnext-review-on: 2029-01-10");
        (await RemindAsync(portal)).ShouldBe(0);
        (await SentAsync(portal)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_is_reminded_of_what_is_not_in_force_withdrawn_or_proposed()
    {
        await using var portal = new UnsentPortal().Without<PolicyReviews>();
        const string Due = "contact: policies@x.example\nnext-review-on: 2026-11-01";
        await portal.PublishVersionAsync("ended", "1", "2010-01-01", Due + "\nin-force-until: 2016-12-31");
        await portal.PublishVersionAsync("taken", "1", "2010-01-01", Due + "\nstate: withdrawn\nwithdrawn-reason: Gone.", turkish: "withdrawn-reason: Yok.");
        await portal.PublishVersionAsync("asked", "1", "2026-01-01", Due + "\nstage: for-comment\ncomment-until: 2026-12-24");
        await portal.PublishVersionAsync("coming", "1", "2026-12-01", "contact: policies@x.example\nnext-review-on: 2026-12-24");
        await portal.PublishVersionAsync("replaced", "1", "2010-01-01", Due);
        await portal.PublishVersionAsync("replaced", "2", "2026-06-01", "contact: policies@x.example\nnext-review-on: 2030-06-01");
        (await RemindAsync(portal)).ShouldBe(0);
        (await SentAsync(portal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_contact_the_account_that_made_it_is_reminded_in_its_language_unless_it_is_closed()
    {
        await using var portal = new UnsentPortal().Without<PolicyReviews>();
        await portal.PublishVersionAsync("rule", "1", "2020-01-01", "next-review-on: 2026-11-01");
        (await RemindAsync(portal)).ShouldBe(0);
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>();
            var user = new PortalUser { Name = "Ada Aydın", Email = "ada@x.example", UserName = "ada@x.example", Language = "tr", DeactivatedAt = PortalHost.Monday.UtcDateTime };
            db.Users.Add(user);
            await db.SaveChangesAsync(Cancellation);
            return await db.Policies.ExecuteUpdateAsync(set => set.SetProperty(p => p.OwnerId, user.Id), Cancellation);
        });
        (await RemindAsync(portal)).ShouldBe(0);
        await portal.InScopeAsync(services => services.GetRequiredService<PortalDbContext>().Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.DeactivatedAt, (DateTime?)null), Cancellation));
        (await RemindAsync(portal)).ShouldBe(1);
        var letter = (await SentAsync(portal)).ShouldHaveSingleItem();
        letter.To.ShouldBe("ada@x.example");
        letter.Text.ShouldStartWith("Merhaba Ada Aydın,");
        letter.Text.ShouldContain("rule politikası");
    }

    private static Task<int> RemindAsync(PortalHost portal) => portal.Services.GetRequiredService<PolicyReviews>().RemindAsync(Cancellation);

    private static Task<List<Letter>> SentAsync(PortalHost portal) => portal.InScopeAsync(services =>
        services.GetRequiredService<PortalDbContext>().Letters.AsNoTracking().Where(letter => letter.Kind == PolicyReviews.LetterKind).OrderBy(letter => letter.Id).ToListAsync(Cancellation));
}
