using Microsoft.EntityFrameworkCore;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Staff;

public sealed class FirstAdministratorTests
{
    [Fact]
    public async Task A_portal_without_an_administrator_opens_a_way_to_make_one_soon_after_its_start()
    {
        await using var portal = new PortalHost();
        await portal.Visitor().GetAsync("/en", TestContext.Current.CancellationToken);
        var links = 0;
        for (var tries = 0; tries < 300 && links == 0; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            links = await portal.QueryAsync(db => db.SetupLinks.CountAsync(TestContext.Current.CancellationToken));
        }

        links.ShouldBe(1);
    }
}
