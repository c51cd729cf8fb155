using System.Globalization;
using System.Text.RegularExpressions;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>A portal whose lectures take registrations and whose letters become files, and a browser for each who comes, works at the door or in the office.</summary>
public sealed partial class LectureHall : IAsyncDisposable
{
    /// <summary>Where the lectures are held; it has no other time in summer.</summary>
    private static readonly TimeSpan Istanbul = TimeSpan.FromHours(3);

    private static readonly TimeSpan SlowestLetter = TimeSpan.FromMinutes(3);

    private readonly Browser _browser = new();
    private readonly Lazy<Task<Standings>> _standings;

    public LectureHall()
    {
        Portal.With("Demo:Content", "false");
        _standings = new(StandAsync);
    }

    public LivePortal Portal { get; } = new();

    /// <summary>Registrations in every state, and certificates.</summary>
    public Task<Standings> StandingsAsync() => _standings.Value;

    /// <summary>A visitor with an empty cache.</summary>
    public Task<IBrowserContext> VisitorAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = Portal.Address.ToString(), ViewportSize = Visit.Desktop };
        change?.Invoke(options);
        return _browser.VisitorAsync(options);
    }

    /// <summary>Somebody who holds a phone upright and touches it.</summary>
    public Task<IBrowserContext> PhoneAsync(Action<BrowserNewContextOptions>? change = null) => VisitorAsync(options =>
    {
        options.ViewportSize = new() { Width = 390, Height = 844 };
        options.IsMobile = true;
        options.HasTouch = true;
        change?.Invoke(options);
    });

    /// <summary>Lets somebody of the staff be signed in; the account is made when there is none of that name.</summary>
    public async Task<IBrowserContext> SignInAsync(IBrowserContext context, string name, string role, string language = Languages.English)
    {
        await context.AddCookiesAsync([new() { Name = StaffAccess.Cookie, Value = await Portal.TicketAsync(name, role, language), Url = Portal.Address.ToString() }]);
        return context;
    }

    /// <summary>A lecture of half an hour that is published. Returns its number.</summary>
    /// <param name="startsIn">By the test's clock; ten days if left out.</param>
    /// <param name="more">Fields of the English file.</param>
    public async Task<int> LectureAsync(string key, int seats, string more = "", TimeSpan? startsIn = null)
    {
        // Before anything else is asked of it: a portal that has not begun to listen is another.
        _ = Portal.Address;
        var start = Portal.Clock.Now.ToOffset(Istanbul) + (startsIn ?? TimeSpan.FromDays(10));
        using var folder = new ContentFolder().Lecture(key, seats, more, Written(start), Written(start.AddMinutes(30)));
        await Portal.ImportAllAsync(folder);
        return await Portal.LectureIdAsync(key);

        static string Written(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The page of a lecture.</summary>
    public static string PageOf(string key, string language = Languages.English) =>
        PortalAddress.Page(language, ContentKind.Lecture, (language == Languages.English ? "lecture-" : "konferans-") + key);

    /// <summary>The newest letter of a kind that an address has, as its reader sees it, once it has come.</summary>
    /// <param name="kind">One of <see cref="Services.Letters.RegistrationLetterKinds"/>.</param>
    public async Task<string> LetterAsync(string email, string kind)
    {
        var outbox = Path.Combine(Portal.Data, "outbox");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(SlowestLetter);
        while (!limit.IsCancellationRequested)
        {
            var files = Directory.Exists(outbox) ? Directory.GetFiles(outbox, $"*-{kind}.eml") : [];
            foreach (var file in files.OrderDescending(StringComparer.Ordinal))
            {
                var letter = await File.ReadAllTextAsync(file, CancellationToken.None);
                var head = letter[..letter.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
                if (head.Contains(email, StringComparison.OrdinalIgnoreCase))
                {
                    return MailText.Read(letter);
                }
            }

            await Task.Delay(50, CancellationToken.None);
        }

        throw new ShouldAssertException($"No letter \"{kind}\" came to {email}.");
    }

    /// <summary>The link to a registration that stands in a letter.</summary>
    public static string RegistrationLink(string letter) => Only(RegistrationAddress().Match(letter), letter);

    /// <summary>The link to a certificate that stands in a letter.</summary>
    public static string CertificateLink(string letter) => Only(CertificateAddress().Match(letter), letter);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await Portal.DisposeAsync();
    }

    private async Task<Standings> StandAsync()
    {
        const string Questions = """

            questions:
              - key: telescope
                kind: one
                required: true
                text: {en: Which telescope?, tr: Hangi teleskop?}
                options: {en: "The small one\nThe large one", tr: "Küçük olan\nBüyük olan"}
              - key: nights
                kind: several
                text: {en: Which nights?, tr: Hangi geceler?}
                options: {en: "The first\nThe second", tr: "İlk\nİkinci"}
              - key: why
                kind: long-text
                required: true
                text: {en: Why do you come?, tr: Neden geliyorsunuz?}
              - key: bus
                kind: yes-no
                text: {en: Do you need the bus?, tr: Servis gerekiyor mu?}
            """;
        // Held and offered for longer than any test moves the clock.
        const string Patient = "waiting-list: strict-order\nhold-minutes: 10080\noffer-hours: 200\n";
        var lecture = await LectureAsync("standings", 3, Patient + "online-seats: 40\nlargest-party: 30\nasks-recording: true\nasks-photographs: true" + Questions);
        var states = new Dictionary<RegistrationState, int>();
        foreach (var state in new[] { RegistrationState.Pending, RegistrationState.Confirmed, RegistrationState.Cancelled, RegistrationState.Offered, RegistrationState.Waiting })
        {
            states[state] = (await Portal.RegisterAsync(lecture, EmailOf(state), with: party => party with { AccessNeeds = "A ramp" })).RegistrationId;
        }

        await Portal.SeatAsync((book, c) => book.ConfirmAsync(states[RegistrationState.Confirmed], c));
        await Portal.SeatAsync((book, c) => book.CancelAsync(states[RegistrationState.Cancelled], RegistrationEnding.Cancelled, "", null, c));
        await Portal.RegisterAsync(lecture, "class@poyraz.example", 20, party => party with { Place = SeatPlace.Online });
        foreach (var (state, id) in states)
        {
            (await Portal.RegistrationAsync(EmailOf(state))).State.ShouldBe(state);
        }

        var over = await LectureAsync("over", 30, startsIn: TimeSpan.FromMinutes(5));
        var came = await Portal.CameAsync(over, "came@poyraz.example");
        var revoked = await Portal.CameAsync(over, "revoked@poyraz.example");
        Portal.Clock.Now += TimeSpan.FromMinutes(40);
        (await Portal.SeatAsync((book, c) => book.IssueCertificatesAsync(over, 0, "Rita", c))).Count.ShouldBe(2);
        var certificates = new[] { (await Portal.CertificatesAsync(came)).Single(), (await Portal.CertificatesAsync(revoked)).Single() };
        await Portal.SeatAsync((book, c) => book.RevokeCertificateAsync((int)certificates[1].Id, "Rita", "It went to somebody else.", c));
        var tokens = new Dictionary<RegistrationState, string>();
        foreach (var state in states.Keys)
        {
            tokens[state] = await Portal.TokenAsync(EmailOf(state));
        }

        tokens[RegistrationState.Attended] = await Portal.TokenAsync("came@poyraz.example");
        return new(lecture, over, states, tokens, certificates[0], certificates[1]);

        static string EmailOf(RegistrationState state) => $"{state}@poyraz.example".ToLowerInvariant();
    }

    private static string Only(Match link, string letter)
    {
        link.Success.ShouldBeTrue(letter);
        return link.Value;
    }

    [GeneratedRegex(@"http[^\s""<>]*/registrations/[A-Za-z0-9_-]{20,}")]
    private static partial Regex RegistrationAddress();

    [GeneratedRegex(@"http[^\s""<>]*/certificates/[A-Z0-9-]{13,}")]
    private static partial Regex CertificateAddress();
}

/// <param name="Lecture">Number of one to come, which asks for all that can be asked.</param>
/// <param name="Over">Number of one that is over, with certificates.</param>
/// <param name="Registrations">Their numbers.</param>
/// <param name="Tokens">What opens them.</param>
public sealed record Standings(
    int Lecture, int Over, IReadOnlyDictionary<RegistrationState, int> Registrations, IReadOnlyDictionary<RegistrationState, string> Tokens, Certificate Certificate, Certificate Revoked);
