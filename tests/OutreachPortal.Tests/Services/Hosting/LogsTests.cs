using System.Text.Json;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

public sealed class LogsTests
{
    [Fact]
    public async Task In_production_each_request_is_one_event_of_JSON_in_the_data_folder()
    {
        await using var portal = new PortalHost();
        (await portal.Visitor().GetAsync("/health/live", TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
        var file = Directory.GetFiles(Path.Combine(portal.Data, "logs")).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldMatch(@"^portal-\d{8}\.json$");
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var events = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var request = events.Where(e => e.GetProperty("MessageTemplate").GetString()!.StartsWith("HTTP ", StringComparison.Ordinal)).ToList().ShouldHaveSingleItem();
        var properties = request.GetProperty("Properties");
        properties.GetProperty("RequestMethod").GetString().ShouldBe("GET");
        properties.GetProperty("RequestPath").GetString().ShouldBe("/health/live");
        properties.GetProperty("StatusCode").GetInt32().ShouldBe(200);
        properties.GetProperty("Elapsed").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Address_of_a_shared_preview_is_a_key_and_not_written()
    {
        await using var portal = new PortalHost();
        foreach (var address in new[] { "/en/preview/a-key-of-somebody", "/TR/Preview/a-key-of-somebody/", "/en/preview/stories/12" })
        {
            await portal.Visitor().GetAsync(address, TestContext.Current.CancellationToken);
        }

        await using var stream = new FileStream(Directory.GetFiles(Path.Combine(portal.Data, "logs")).ShouldHaveSingleItem(), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var log = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        log.ShouldContain("/preview/stories/12");
        log.ShouldNotContain("a-key-of-somebody");
    }

    [Fact]
    public async Task Key_of_a_registration_is_not_written()
    {
        await using var portal = new PortalHost();
        foreach (var address in new[] { "/en/registrations/a-key-of-somebody", "/TR/Registrations/a-key-of-somebody/ticket", "/en/registrations//a-key-of-somebody", "/en/registrations%2Fa-key-of-somebody/calendar.ics", "/en/registrations/x/a-key-of-somebody-as-long-as-one", "/en/registrations", "/admin/registrations/12" })
        {
            await portal.Visitor().GetAsync(address, TestContext.Current.CancellationToken);
        }

        await using var stream = new FileStream(Directory.GetFiles(Path.Combine(portal.Data, "logs")).ShouldHaveSingleItem(), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var log = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        log.ShouldContain("/admin/registrations/12");
        log.ShouldContain("/ticket");
        log.ShouldNotContain("a-key-of-somebody");
    }

    [Fact]
    public async Task In_development_the_file_is_for_people()
    {
        await using var portal = new PortalHost { Environment = "Development" }.With("Demo:Content", "false");
        await portal.Visitor().GetAsync("/health/live", TestContext.Current.CancellationToken);
        Path.GetExtension(Directory.GetFiles(Path.Combine(portal.Data, "logs")).ShouldHaveSingleItem()).ShouldBe(".log");
    }
}
