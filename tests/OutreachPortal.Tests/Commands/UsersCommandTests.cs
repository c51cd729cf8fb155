using System.Text.RegularExpressions;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Commands;

public sealed partial class UsersCommandTests
{
    [Fact]
    public async Task Setup_link_is_printed_with_the_sites_address_and_nothing_else()
    {
        using var portal = new PortalProcess().OnTestDatabase();
        var (exitCode, output, errors) = await portal.RunAsync("users", "setup-link", "--Site:Address=https://outreach.example.edu");
        exitCode.ShouldBe(0, errors);
        Link().IsMatch(output).ShouldBeTrue(output);
        output.ShouldStartWith("https://outreach.example.edu/account/setup?token=");
        var (_, again, _) = await portal.RunAsync("users", "setup-link", "--urls=http://127.0.0.1:5099");
        again.ShouldStartWith("http://127.0.0.1:5099/account/setup?token=");
        again.Split('=')[1].ShouldNotBe(output.Split('=')[1]);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("users", "setup")]
    public async Task Command_that_is_none_is_refused(params string[] arguments)
    {
        using var portal = new PortalProcess();
        (await portal.RunAsync(arguments)).ExitCode.ShouldBe(1);
        Directory.Exists(portal.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Setup_link_refuses_settings_that_are_none()
    {
        using var portal = new PortalProcess();
        var (exitCode, _, errors) = await portal.RunAsync("users", "setup-link", "--Dta:Path=/tmp");
        exitCode.ShouldBe(1);
        errors.ShouldBe("The setting Dta is not a setting of the portal.\n");
    }

    [Fact]
    public async Task Server_prints_a_link_at_its_start_while_there_is_no_administrator_and_keeps_it_out_of_its_logs()
    {
        using var portal = new PortalProcess();
        using var server = await portal.StartAsync();
        await Eventually.IsAsync(() => Task.FromResult(FirstLink().IsMatch(server.Output)), () => Task.FromResult(server.Output));
        var link = FirstLink().Match(server.Output);
        var token = link.Groups["token"].Value;
        token.Length.ShouldBeGreaterThanOrEqualTo(43);
        foreach (var log in Directory.Exists(Path.Combine(portal.Data, "logs")) ? Directory.GetFiles(Path.Combine(portal.Data, "logs")) : [])
        {
            (await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).ShouldNotContain(token);
        }
    }

    [GeneratedRegex(@"^https?://\S+/account/setup\?token=[\w-]{43}\n$")]
    private static partial Regex Link();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/account/setup\?token=(?<token>[\w-]+)")]
    private static partial Regex FirstLink();
}
