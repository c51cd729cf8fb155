using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

/// <summary>The real program, started with settings that it cannot use.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("--Foo:Bar=1", "The setting Foo is not a setting of the portal.")]
    [InlineData("--Site:Nmae:En=x", "The setting Site:Nmae is not a setting of the portal.")]
    [InlineData("--Site:Name=x", "The setting Site:Name needs a language: Site:Name:En or Site:Name:Tr.")]
    [InlineData("--Site:Name:De=x", "The setting Site:Name:De is not a setting of the portal.")]
    [InlineData("--Site:Zone=x", "The setting Site:Zone is not a setting of the portal.")]
    [InlineData("--Site:AccentColor=blue", "The setting Site:AccentColor is 'blue', not a colour such as #0b5f7d.")]
    [InlineData("--Site:AccentColor=#0b5f7d;}body{display:none", "The setting Site:AccentColor is '#0b5f7d;}body{display:none', not a colour such as #0b5f7d.")]
    [InlineData("--Site:TimeZone=Istanbul", "The setting Site:TimeZone is 'Istanbul', not a time zone such as Europe/Istanbul.")]
    [InlineData("--Site:TimeZone=Europe/Stambul", "The setting Site:TimeZone is 'Europe/Stambul', not a time zone such as Europe/Istanbul.")]
    [InlineData("--Site:Languages:0=de", "The setting Site:Languages may hold en and tr, each once.")]
    [InlineData("--Site:Languages:0=en --Site:Languages:1=en", "The setting Site:Languages may hold en and tr, each once.")]
    [InlineData("--urls=nonsense", "The setting Urls holds 'nonsense', not an address such as http://localhost:5080.")]
    [InlineData("--Site:Address=outreach.example.edu", "The setting Site:Address is 'outreach.example.edu', not an address such as https://outreach.example.edu.")]
    [InlineData("--Site:Address=https://example.edu/portal", "The setting Site:Address is 'https://example.edu/portal', not an address such as https://outreach.example.edu.")]
    [InlineData("--Site:Address=https://user@example.edu", "The setting Site:Address is 'https://user@example.edu', not an address such as https://outreach.example.edu.")]
    [InlineData("--Site:Logo=https://example.edu/logo.png", "The setting Site:Logo is not an address within the site, such as /media/logo.png.")]
    [InlineData("--Database:Provider=Postgres", "The setting Database:Provider is 'Postgres', not one of Sqlite, SqlServer.")]
    [InlineData("--Database:Provider=7", "The setting Database:Provider is neither Sqlite nor SqlServer.")]
    [InlineData("--Database:Provider=SqlServer", "The setting ConnectionStrings:Portal is missing, and SQL Server cannot be reached without it.")]
    [InlineData("--Database:MaxBatchSize=0", "The setting Database:MaxBatchSize is not between 1 and 1000.")]
    [InlineData("--Database:MaxBatchSize=many", "The setting Database:MaxBatchSize is 'many', not a whole number.")]
    [InlineData("--Data:Path=", "The setting Data:Path is not a folder.")]
    [InlineData("--Data=/srv/portal", "The setting Data has settings of its own: Data:Path.")]
    [InlineData("--Demo=true", "The setting Demo has settings of its own: Demo:Content.")]
    [InlineData("--Demo:Content=yes", "The setting Demo:Content is 'yes', neither true nor false.")]
    [InlineData("--Demo:Content:More=1", "The setting Demo:Content:More is not a setting of the portal.")]
    [InlineData("--Media:MaxSize=20MB", "The setting Media:MaxSize is '20MB', not a whole number.")]
    [InlineData("--Media:MaxSize=0", "The setting Media:MaxSize is not between 65536 and 268435456 bytes.")]
    [InlineData("--Media:MaxRequest=1", "The setting Media:MaxRequest is not a setting of the portal.")]
    [InlineData("--Media=20", "The setting Media has settings of its own: Media:MaxSize.")]
    [InlineData("--Mail:Hots=x", "The setting Mail:Hots is not a setting of the portal.")]
    [InlineData("--Mail=x", "The setting Mail has settings of its own: Mail:Host.")]
    [InlineData("--SignIn=x", "The setting SignIn has settings of its own: SignIn:OpenIdConnect.")]
    [InlineData("--SignIn:OpenIdConnect=x", "The setting SignIn:OpenIdConnect has settings of its own: SignIn:OpenIdConnect:Authority.")]
    [InlineData("--SignIn:OpenId:Authority=x", "The setting SignIn:OpenId is not a setting of the portal.")]
    [InlineData("--SignIn:OpenIdConnect:Autority=x", "The setting SignIn:OpenIdConnect:Autority is not a setting of the portal.")]
    [InlineData("--SignIn:OpenIdConnect:ClientId=x", "The setting SignIn:OpenIdConnect:Authority is missing, and the university's sign-in needs Authority, ClientId and ClientSecret.")]
    [InlineData("--SignIn:OpenIdConnect:Authority=https://login.example.edu --SignIn:OpenIdConnect:ClientId=x", "The setting SignIn:OpenIdConnect:ClientSecret is missing, and the university's sign-in needs Authority, ClientId and ClientSecret.")]
    [InlineData("--SignIn:OpenIdConnect:Authority=login.example.edu --SignIn:OpenIdConnect:ClientId=x --SignIn:OpenIdConnect:ClientSecret=y", "The setting SignIn:OpenIdConnect:Authority is 'login.example.edu', not an address such as https://login.example.edu.")]
    [InlineData("--SignIn:OpenIdConnect:Authority=http://login.example.edu --SignIn:OpenIdConnect:ClientId=x --SignIn:OpenIdConnect:ClientSecret=y", "The setting SignIn:OpenIdConnect:Authority is 'http://login.example.edu', and anybody on the way could read what is not https.")]
    [InlineData("--Registration:KeepDays=0", "The setting Registration:KeepDays is not between 1 and 3650.")]
    [InlineData("--Policies:KeepDays=3651", "The setting Policies:KeepDays is not between 1 and 3650.")]
    [InlineData("--Registration:KeepDays=year", "The setting Registration:KeepDays is 'year', not a whole number.")]
    [InlineData("--Mail:Port=0", "The setting Mail:Port is not between 1 and 65535.")]
    [InlineData("--Mail:Host=a/b", "The setting Mail:Host is 'a/b', not the name of a server.")]
    [InlineData("--Mail:From=nobody", "The setting Mail:From is 'nobody', not an e-mail address.")]
    [InlineData("--Mail:Host=mail.example.edu --Site:ContactEmail=", "The setting Mail:From is missing, and there is no Site:ContactEmail to use instead.")]
    [InlineData("--ConnectionStrings:Portl=x", "The setting ConnectionStrings:Portl is not a setting of the portal.")]
    [InlineData("--ConnectionStrings:Portal=nonsense", "The setting ConnectionStrings:Portal is not a connection string for Sqlite.")]
    [InlineData("--Data:Path=/proc/none", "The setting Data:Path is '/proc/none', a folder in which the portal cannot write.")]
    [InlineData("--Serilog:MinimumLevel:Default=Loud", "The setting Serilog cannot be used: The value Loud is not a valid Serilog level.")]
    [InlineData("--Site:Languages=en", "The setting Site:Languages needs a number for each entry: Site:Languages:0.")]
    [InlineData("--Site:ContactEmail=nobody", "The setting Site:ContactEmail is 'nobody', not an e-mail address.")]
    [InlineData("--ConnectionStrings:Portal=DataSource=", "The setting ConnectionStrings:Portal is not a connection string for Sqlite.")]
    [InlineData("--ConnectionStrings:Portal=DataSource=:memory:", "The setting ConnectionStrings:Portal is not a connection string for Sqlite.")]
    [InlineData("--ConnectionStrings:Portal=DataSource=x;Mode=Memory", "The setting ConnectionStrings:Portal is not a connection string for Sqlite.")]
    [InlineData("--urls=http://127.0.0.1:99999", "The setting Urls holds 'http://127.0.0.1:99999', not an address such as http://localhost:5080.")]
    [InlineData("--urls=http://127.0.0.1:x", "The setting Urls holds 'http://127.0.0.1:x', not an address such as http://localhost:5080.")]
    [InlineData("--Kestrel:Endpoints:A:Url=http://127.0.0.1:x", "The setting Kestrel:Endpoints:A:Url is 'http://127.0.0.1:x', not an address such as http://localhost:5080.")]
    [InlineData("--Kestrel:Endpoints:A:Url=nonsense", "The setting Kestrel:Endpoints:A:Url is 'nonsense', not an address such as http://localhost:5080.")]
    [InlineData("--http_ports=x", "The setting http_ports is 'x', not a port such as 5080.")]
    [InlineData("--https_ports=5081;99999", "The setting https_ports is '5081;99999', not a port such as 5080.")]
    [InlineData("--Logging:LogLevel:Default=Loud", "The setting Logging:LogLevel:Default is 'Loud', not one of Trace, Debug, Information, Warning, Error, Critical, None.")]
    [InlineData("--Logging:Console:LogLevel:X=Loud", "The setting Logging:Console:LogLevel:X is 'Loud', not one of Trace, Debug, Information, Warning, Error, Critical, None.")]
    public async Task A_setting_that_is_unknown_or_impossible_stops_the_start_with_a_sentence_that_names_it(string argument, string sentence)
    {
        using var portal = new PortalProcess();
        var (exitCode, output, errors) = await portal.RunAsync(["--urls=http://127.0.0.1:0", .. argument.Split(' ')]);
        errors.ShouldBe(sentence + "\n");
        output.ShouldBe("");
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task An_address_that_is_taken_stops_the_start_with_one_sentence()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        using var portal = new PortalProcess();
        var (exitCode, output, errors) = await portal.RunAsync($"--urls=http://{other.LocalEndpoint}");
        errors.ShouldBe($"Failed to bind to address http://{other.LocalEndpoint}: address already in use. Choose another address with --urls.\n");
        output.ShouldNotContain("Exception");
        exitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("--urls=http://203.0.113.1:5080", "The portal cannot listen at the address that --urls or Kestrel:Endpoints names: ")]
    [InlineData("--Kestrel:Endpoints:A:Url=https://127.0.0.1:0", "The portal cannot listen with the settings of Kestrel: Unable to configure HTTPS endpoint.")]
    [InlineData("--Kestrel:Certificates:Default:Path=/none.pfx", "The setting Kestrel:Certificates:Default:Path names '/none.pfx', and there is no such file.")]
    public async Task An_address_at_which_nobody_can_listen_stops_the_start_with_one_sentence(string argument, string sentence)
    {
        using var portal = new PortalProcess();
        var (exitCode, _, errors) = await portal.RunAsync("--urls=http://127.0.0.1:0", argument);
        errors.ShouldStartWith(sentence);
        errors.TrimEnd('\n').ShouldNotContain('\n');
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_setting_in_the_environment_is_checked_too()
    {
        using var portal = new PortalProcess { Environment = { ["Site__AccentColor"] = "blue" } };
        (await portal.RunAsync("--urls=http://127.0.0.1:0")).Errors.ShouldBe("The setting Site:AccentColor is 'blue', not a colour such as #0b5f7d.\n");
        using var unknown = new PortalProcess { Environment = { ["Site__Nmae"] = "x" } };
        (await unknown.RunAsync("--urls=http://127.0.0.1:0")).Errors.ShouldBe("The setting Site:Nmae is not a setting of the portal.\n");
    }

    [Fact]
    public async Task Variables_of_others_are_not_settings()
    {
        using var portal = new PortalProcess { Environment = { ["DATA"] = "/elsewhere", ["FOO__BAR"] = "x", ["DEMO"] = "1", ["MAIL"] = "/var/mail/x" } };
        using var folder = new ContentFolder().Item("people/ada");
        var (exitCode, _, errors) = await portal.RunAsync("import", folder.Path);
        exitCode.ShouldBe(0, errors);
    }

    [Fact]
    public async Task The_environment_sets_what_the_file_does_not_and_the_command_line_has_the_last_word()
    {
        using var portal = new PortalProcess();
        using var folder = new ContentFolder().Item("people/ada");
        portal.Environment["Data__Path"] = Path.Combine(portal.Folder, "from-environment");
        await portal.RunAsync("import", folder.Path);
        File.Exists(Path.Combine(portal.Folder, "from-environment", "portal.db")).ShouldBeTrue();
        await portal.RunAsync("import", folder.Path, "--Data:Path=from-command-line");
        File.Exists(Path.Combine(portal.Folder, "from-command-line", "portal.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_public_address_is_a_host_that_the_portal_answers_to()
    {
        await using var portal = new PortalHost().With("Site:Address", "https://outreach.example.edu/");
        async Task<int> Ask(string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
            request.Headers.Host = host;
            return (int)(await portal.Visitor().SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }

        (await Ask("outreach.example.edu")).ShouldBe(200);
        (await Ask("localhost")).ShouldBe(200);
        (await Ask("evil.example")).ShouldBe(400);
    }
}
