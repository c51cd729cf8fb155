using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Media;
using OutreachPortal.Services.University;

namespace OutreachPortal.Services.Hosting;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

public sealed class DatabaseSettings
{
    public DatabaseProvider Provider { get; set; }

    /// <summary>Statements that EF Core sends at once; its own choice when null.</summary>
    public int? MaxBatchSize { get; set; }
}

public sealed class DataSettings
{
    public string Path { get; set; } = "";
}

public sealed class DemoSettings
{
    /// <summary>Fills an empty database at the start.</summary>
    public bool Content { get; set; }
}

/// <summary>A setting that the portal cannot start with; the message names it.</summary>
public sealed class SettingsException(string message) : Exception(message);

/// <summary>Reads the portal's own settings and refuses what it does not know or cannot use.</summary>
public static partial class Settings
{
    private static readonly string[] OfTheFramework =
    [
        "AllowedHosts", "Logging", "Serilog", "Kestrel", "ConnectionStrings", "Urls", "http_ports", "https_ports", "https_port",
        "environment", "contentRoot", "applicationName", "webroot", "ForwardedHeaders_Enabled", "preferHostingUrls",
        "detailedErrors", "shutdownTimeoutSeconds", "hostingStartupAssemblies", "launchProfile",
    ];

    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Site"] = typeof(SiteSettings),
        ["Database"] = typeof(DatabaseSettings),
        ["Data"] = typeof(DataSettings),
        ["Demo"] = typeof(DemoSettings),
        ["Media"] = typeof(MediaSettings),
        ["Mail"] = typeof(MailSettings),
        ["Registration"] = typeof(RegistrationSettings),
        ["SignIn"] = typeof(SignInSettings),
        ["Policies"] = typeof(PolicySettings),
    };

    /// <exception cref="SettingsException">A setting is unknown or impossible.</exception>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        ListenByDefault(builder);
        CheckAddresses(builder.Configuration);
        CheckCertificates(builder);
        CheckLevels(builder.Configuration.GetSection("Logging"));
        RefuseUnknown(builder.Configuration);
        var site = Read<SiteSettings>(builder.Configuration, "Site");
        if (site.Languages.Length == 0)
        {
            // Not in appsettings.json: a list there is added to by the environment, and could not be made shorter.
            site.Languages = [Languages.Turkish, Languages.English];
        }

        Check(site);
        var database = Read<DatabaseSettings>(builder.Configuration, "Database");
        Refuse(!Enum.IsDefined(database.Provider), "Database:Provider", "is neither Sqlite nor SqlServer");
        Refuse(database.MaxBatchSize is < 1 or > 1000, "Database:MaxBatchSize", "is not between 1 and 1000");
        Refuse(database.Provider == DatabaseProvider.SqlServer && string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString("Portal")),
            "ConnectionStrings:Portal", "is missing, and SQL Server cannot be reached without it");
        Refuse(!IsConnectionString(database.Provider, builder.Configuration.GetConnectionString("Portal")),
            "ConnectionStrings:Portal", $"is not a connection string for {database.Provider}");
        var data = Read<DataSettings>(builder.Configuration, "Data");
        Refuse(string.IsNullOrWhiteSpace(data.Path) || data.Path.Contains('\0', StringComparison.Ordinal), "Data:Path", "is not a folder");
        Refuse(!IsWritable(data.Path), "Data:Path", $"is '{data.Path}', a folder in which the portal cannot write");
        var media = Read<MediaSettings>(builder.Configuration, "Media");
        Refuse(media.MaxSize is < 64 * 1024 or > 256 * 1024 * 1024, "Media:MaxSize", "is not between 65536 and 268435456 bytes");
        builder.Services.AddSingleton(media);
        var mail = Read<MailSettings>(builder.Configuration, "Mail");
        Check(mail, site);
        builder.Services.AddSingleton(mail);
        var registration = Read<RegistrationSettings>(builder.Configuration, "Registration");
        Refuse(registration.PostsANetwork < 1, "Registration:PostsANetwork", "is less than 1");
        Refuse(registration.WrongCodesANetwork < 1, "Registration:WrongCodesANetwork", "is less than 1");
        Refuse(registration.PostsAnAddress < 1, "Registration:PostsAnAddress", "is less than 1");
        Refuse(registration.KeepDays is < 1 or > RegistrationSettings.LongestKept, "Registration:KeepDays", $"is not between 1 and {RegistrationSettings.LongestKept}");
        builder.Services.AddSingleton(registration);
        var signIn = Read<SignInSettings>(builder.Configuration, "SignIn");
        Check(signIn.OpenIdConnect, builder.Environment.IsDevelopment());
        builder.Services.AddSingleton(signIn);
        var policies = Read<PolicySettings>(builder.Configuration, "Policies");
        Refuse(policies.KeepDays is < 1 or > PolicySettings.LongestKept, "Policies:KeepDays", $"is not between 1 and {PolicySettings.LongestKept}");
        builder.Services.AddSingleton(policies);
        builder.Services.AddSingleton(site);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(new DataFolder(data.Path));
        builder.Services.AddSingleton(Read<DemoSettings>(builder.Configuration, "Demo"));
        if (site.Address.Length > 0)
        {
            builder.Services.PostConfigure<HostFilteringOptions>(hosts => hosts.AllowedHosts = [.. hosts.AllowedHosts, new Uri(site.Address).Host]);
        }
    }

    private static void ListenByDefault(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["urls"] is null && configuration["http_ports"] is null && configuration["https_ports"] is null
            && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls("http://localhost:5080");
        }
    }

    private static void RefuseUnknown(ConfigurationManager configuration)
    {
        // The environment holds everybody's variables; a file and a command line hold ours alone.
        foreach (var provider in ((IConfigurationRoot)configuration).Providers.Where(p => p is JsonConfigurationProvider or CommandLineConfigurationProvider))
        {
            foreach (var key in provider.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                Refuse(!Sections.ContainsKey(key) && !OfTheFramework.Contains(key, StringComparer.OrdinalIgnoreCase)
                    && !key.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase), key, "is not a setting of the portal");
                // --Data=/srv/portal would be passed over, and the portal write elsewhere.
                Refuse(Sections.TryGetValue(key, out var section) && provider.TryGet(key, out var value) && value is { Length: > 0 },
                    key, $"has settings of its own: {key}:{section?.GetProperties()[0].Name}");
            }

            foreach (var name in provider.GetChildKeys([], "ConnectionStrings"))
            {
                Refuse(!name.Equals("Portal", StringComparison.OrdinalIgnoreCase), "ConnectionStrings:" + name, "is not a setting of the portal");
            }
        }

        foreach (var (name, type) in Sections)
        {
            RefuseUnknown(configuration.GetSection(name), type);
        }
    }

    private static void RefuseUnknown(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            Refuse(property is null || !property.CanWrite || property.GetIndexParameters().Length > 0, child.Path, "is not a setting of the portal");
            if (property!.PropertyType == typeof(LocalizedText))
            {
                Refuse(child.Value is { Length: > 0 }, child.Path, $"needs a language: {child.Path}:En or {child.Path}:Tr");
                RefuseUnknown(child, property.PropertyType);
            }
            else if (property.PropertyType == typeof(OpenIdConnectSettings))
            {
                Refuse(child.Value is { Length: > 0 }, child.Path, $"has settings of its own: {child.Path}:{nameof(OpenIdConnectSettings.Authority)}");
                RefuseUnknown(child, property.PropertyType);
            }
            else if (property.PropertyType.IsArray)
            {
                // Passed over, it would leave the setting as if nothing had been said.
                Refuse(child.Value is { Length: > 0 }, child.Path, $"needs a number for each entry: {child.Path}:0");
            }
            else if (!typeof(IEnumerable).IsAssignableFrom(property.PropertyType) || property.PropertyType == typeof(string))
            {
                Refuse(child.GetChildren().Any(), child.Path + ":" + child.GetChildren().FirstOrDefault()?.Key, "is not a setting of the portal");
            }
        }
    }

    private static T Read<T>(ConfigurationManager configuration, string section)
        where T : new()
    {
        try
        {
            return configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException e)
        {
            var path = QuotedPath().Match(e.Message) is { Success: true } match ? match.Groups[1].Value : section;
            var property = typeof(T).GetProperty(path[(path.LastIndexOf(':') + 1)..], BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            throw new SettingsException($"The setting {path} is '{configuration[path]}', {Expected(property?.PropertyType)}.");
        }
    }

    private static string Expected(Type? type)
    {
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return type?.IsEnum == true ? "not one of " + string.Join(", ", Enum.GetNames(type))
            : type == typeof(bool) ? "neither true nor false"
            : type == typeof(int) ? "not a whole number"
            : "which cannot be read";
    }

    private static void CheckAddresses(ConfigurationManager configuration)
    {
        foreach (var address in Listed(configuration["urls"]))
        {
            Refuse(!IsListenable(address), "Urls", $"holds '{address}', not an address such as http://localhost:5080");
        }

        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            Refuse(endpoint["Url"] is { } url && !IsListenable(url), endpoint.Path + ":Url", $"is '{endpoint["Url"]}', not an address such as http://localhost:5080");
        }

        foreach (var setting in new[] { "http_ports", "https_ports" })
        {
            Refuse(Listed(configuration[setting]).Any(port => !IsPort(port)), setting, $"is '{configuration[setting]}', not a port such as 5080");
        }
    }

    /// <summary>The files that Kestrel would look for only when it begins to listen.</summary>
    private static void CheckCertificates(WebApplicationBuilder builder)
    {
        var kestrel = builder.Configuration.GetSection("Kestrel");
        var certificates = kestrel.GetSection("Certificates").GetChildren().Concat(kestrel.GetSection("Endpoints").GetChildren().Select(endpoint => endpoint.GetSection("Certificate")));
        foreach (var file in certificates.SelectMany(certificate => new[] { certificate.GetSection("Path"), certificate.GetSection("KeyPath") }))
        {
            Refuse(file.Value is { Length: > 0 } path && !File.Exists(Path.Combine(builder.Environment.ContentRootPath, path)), file.Path, $"names '{file.Value}', and there is no such file");
        }
    }

    private static string[] Listed(string? values) => values?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>A port that is none would be taken for a part of the host's name, and a host that is not known for any address at port 80.</summary>
    private static bool IsListenable(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.IsUnixPipe || parsed.IsNamedPipe
                || (parsed.Port is >= 0 and <= IPEndPoint.MaxPort && (!parsed.Host.Contains(':', StringComparison.Ordinal) || parsed.Host.EndsWith(']')));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsPort(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort;

    /// <summary>Under <c>LogLevel</c>, and under that of a provider, stands nothing but a level for each name.</summary>
    private static void CheckLevels(IConfigurationSection logging)
    {
        foreach (var level in logging.GetChildren().Select(child => child.Key.Equals("LogLevel", StringComparison.OrdinalIgnoreCase) ? child : child.GetSection("LogLevel")).SelectMany(levels => levels.GetChildren()))
        {
            Refuse(level.Value is { Length: > 0 } text && !Enum.TryParse<LogLevel>(text, ignoreCase: true, out _), level.Path, $"is '{level.Value}', not one of {string.Join(", ", Enum.GetNames<LogLevel>())}");
        }
    }

    private static void Check(SiteSettings site)
    {
        Refuse(site.Name.IsEmpty, "Site:Name", "is missing");
        Refuse(!AccentColor().IsMatch(site.AccentColor), "Site:AccentColor", $"is '{site.AccentColor}', not a colour such as #0b5f7d");
        Refuse(!site.TimeZone.Contains('/', StringComparison.Ordinal) || !TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _),
            "Site:TimeZone", $"is '{site.TimeZone}', not a time zone such as Europe/Istanbul");
        Refuse(site.Languages.Except(Languages.All, StringComparer.Ordinal).Any() || site.Languages.Distinct().Count() != site.Languages.Length,
            "Site:Languages", "may hold en and tr, each once");
        Refuse(site.ContactEmail.Length > 0 && !IsAddress(site.ContactEmail), "Site:ContactEmail", $"is '{site.ContactEmail}', not an e-mail address");
        Refuse(site.Address.Length > 0 && !(Uri.TryCreate(site.Address, UriKind.Absolute, out var address)
            && address is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }), "Site:Address", $"is '{site.Address}', not an address such as https://outreach.example.edu");
        Refuse(site.Logo is { Length: > 0 } logo && (!logo.StartsWith('/') || logo.StartsWith("//", StringComparison.Ordinal)), "Site:Logo", "is not an address within the site, such as /media/logo.png");
        site.Address = site.Address.TrimEnd('/');
    }

    private static void Check(MailSettings mail, SiteSettings site)
    {
        Refuse(mail.Port is < 1 or > 65535, "Mail:Port", "is not between 1 and 65535");
        Refuse(mail.TimeoutSeconds is < 1 or > 60, "Mail:TimeoutSeconds", "is not between 1 and 60");
        Refuse(mail.From.Length > 0 && !IsAddress(mail.From), "Mail:From", $"is '{mail.From}', not an e-mail address");
        Refuse(mail.Host.Length > 0 && Uri.CheckHostName(mail.Host) == UriHostNameType.Unknown, "Mail:Host", $"is '{mail.Host}', not the name of a server");
        Refuse(mail.Host.Length > 0 && mail.From.Length == 0 && !IsAddress(site.ContactEmail), "Mail:From", "is missing, and there is no Site:ContactEmail to use instead");
    }

    private static void Check(OpenIdConnectSettings provider, bool isDevelopment)
    {
        if (!provider.IsSet)
        {
            return;
        }

        const string Section = "SignIn:OpenIdConnect:";
        foreach (var (name, value) in new[] { (nameof(provider.Authority), provider.Authority), (nameof(provider.ClientId), provider.ClientId), (nameof(provider.ClientSecret), provider.ClientSecret) })
        {
            Refuse(string.IsNullOrWhiteSpace(value), Section + name, "is missing, and the university's sign-in needs Authority, ClientId and ClientSecret");
        }

        var isAddress = Uri.TryCreate(provider.Authority, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };
        Refuse(!isAddress, Section + nameof(provider.Authority), $"is '{provider.Authority}', not an address such as https://login.example.edu");
        Refuse(address is { Scheme: "http", IsLoopback: false } && !isDevelopment, Section + nameof(provider.Authority), $"is '{provider.Authority}', and anybody on the way could read what is not https");
    }

    private static bool IsAddress(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;

    private static bool IsWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, "." + Guid.NewGuid().ToString("N"));
            File.Create(file, 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    private static bool IsConnectionString(DatabaseProvider provider, string? text)
    {
        try
        {
            // The message of what is wrong may hold the password; it is not shown.
            return provider == DatabaseProvider.SqlServer ? ForSqlServer(text) is not null : string.IsNullOrWhiteSpace(text) || NamesFile(new(text));
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }

    /// <summary>A database in memory would be another for each connection, and gone with it.</summary>
    private static bool NamesFile(SqliteConnectionStringBuilder sqlite) =>
        !string.IsNullOrWhiteSpace(sqlite.DataSource) && sqlite.Mode != SqliteOpenMode.Memory && !sqlite.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase);

    // A method of its own: SqlClient is not even loaded where it is not used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SqlConnectionStringBuilder ForSqlServer(string? text) => new SqlConnectionStringBuilder(text);

    private static void Refuse(bool wrong, string setting, string reason)
    {
        if (wrong)
        {
            throw new SettingsException($"The setting {setting} {reason}.");
        }
    }

    [GeneratedRegex("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
    private static partial Regex AccentColor();

    [GeneratedRegex("at '([^']+)'")]
    private static partial Regex QuotedPath();
}
