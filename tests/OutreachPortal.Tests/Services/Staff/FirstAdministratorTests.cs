using Microsoft.EntityFrameworkCore;
using OutreachPortal.Services.Staff;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Staff;

public sealed class FirstAdministratorTests
{
    [Fact]
    public async Task A_portal_without_an_administrator_opens_a_way_to_make_one_soon_after_its_start()
    {
        await using var portal = new PortalHost().WithRounds<FirstAdministrator>();
        await portal.Visitor().GetAsync("/en", TestContext.Current.CancellationToken);
        await Eventually.IsAsync(async () => await portal.QueryAsync(db => db.SetupLinks.CountAsync(TestContext.Current.CancellationToken)) == 1);
    }
}
