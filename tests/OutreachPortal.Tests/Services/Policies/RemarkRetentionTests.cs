using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Policies;

public sealed class RemarkRetentionTests
{
    private const string Page = "/en/policies/rule/versions/2/comments";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_are_erased_when_the_time_after_the_last_day_is_over_and_published_words_stay()
    {
        await using var portal = new PortalHost().Without<RemarkRetention>().With("Policies:KeepDays", "30");
        await portal.WriteVersionAsync("rule", "1", "2020-01-01", "1. It is for all.");
        await portal.WriteVersionAsync("rule", "2", "2027-01-01", "1. It is for everybody.", more: "stage: for-comment\ncomment-until: 2026-11-30");
        await portal.WriteVersionAsync("rule", "3", "2027-06-01", "1. It is for nobody.", more: "stage: for-comment\ncomment-until: 2026-12-31");
        await portal.AddRemarkAsync("2", new() { Text = "Said by Ada.", Name = "Ada", Culture = "en", State = CommentState.Shown });
        await portal.AddRemarkAsync("2", new() { Text = "Said by Bob.", Name = "Bob", Culture = "en", State = CommentState.Refused });
        await portal.AddRemarkAsync("2", new() { Text = "Said by Eve.", Name = "Eve", Culture = "en" });
        await portal.AddRemarkAsync("2", new() { Text = "Said by somebody.", Culture = "tr", State = CommentState.Shown });
        await portal.AddRemarkAsync("3", new() { Text = "Said later.", Name = "Zoe", Culture = "en", State = CommentState.Refused });
        // Until when remarks were taken is known no more.
        await portal.AddRemarkAsync("1", new() { Text = "Said once.", Name = "Old", Culture = "en", State = CommentState.Shown });
        (await portal.Visitor().PageAsync(Page)).Words(".remarks-page form").ShouldContain("After 30 December 2026 every name is erased, and every remark that was refused.");
        (await portal.Visitor().PageAsync("/tr/policies/rule-tr/versions/2/comments")).Words(".remarks-page form").ShouldContain("30 Aralık 2026 tarihinden sonra bütün adlar");
        var retention = portal.Services.GetRequiredService<RemarkRetention>();

        // The last day in Istanbul, up to its last minute.
        portal.Clock.Now = new DateTimeOffset(2026, 12, 23, 0, 0, 0, TimeSpan.FromHours(3));
        (await retention.EraseAsync(Cancellation)).ShouldBe(0);
        portal.Clock.Now = new DateTimeOffset(2026, 12, 30, 23, 59, 0, TimeSpan.FromHours(3));
        (await retention.EraseAsync(Cancellation)).ShouldBe(1, "that of which nobody knows until when it could be sent");
        portal.Clock.Now = new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.FromHours(3));
        (await retention.EraseAsync(Cancellation)).ShouldBe(3);
        (await retention.EraseAsync(Cancellation)).ShouldBe(0);

        var rows = await portal.QueryAsync(db => db.PolicyComments.AsNoTracking().OrderBy(comment => comment.Id).ToListAsync(Cancellation));
        rows.Select(row => (row.Text, row.Name)).ShouldBe([("Said by Ada.", null), ("Said by Eve.", null), ("Said by somebody.", null), ("Said later.", "Zoe"), ("Said once.", null)]);
        var shown = (await portal.Visitor().PageAsync(Page)).Words(".remarks");
        shown.ShouldContain("Said by Ada.");
        shown.ShouldNotContain("Ada on");
    }
}
