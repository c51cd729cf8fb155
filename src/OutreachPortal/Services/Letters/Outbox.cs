using System.Text.RegularExpressions;
using System.Threading.Channels;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Letters;

/// <summary>
/// Where letters are put: a row, written in the transaction of what the letter tells, so that neither is there without the other.
/// <see cref="LetterCarrier"/> takes it from there.
/// </summary>
public sealed partial class Outbox(PortalDbContext db, OutboxBell bell, TimeProvider clock)
{
    private const int KindLength = 40;

    private bool _listens;

    /// <summary>
    /// Adds a letter to the context; the caller saves. It is carried at once after the save, or within
    /// <see cref="LetterCarrier.Pause"/> after the commit of a transaction of the caller's own.
    /// </summary>
    /// <param name="kind">What it is about, such as <c>invitation</c>.</param>
    /// <param name="to">An e-mail address that has been checked.</param>
    /// <param name="language">The recipient's: <c>en</c> or <c>tr</c>; the content is written in it.</param>
    public Letter Add(string kind, string to, string toName, string language, LetterContent content)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kind.Length, KindLength, nameof(kind));
        var now = clock.GetUtcNow().UtcDateTime;
        var letter = new Letter
        {
            Kind = kind,
            To = OneLine(to, Letter.AddressLength),
            ToName = OneLine(toName, PortalUser.NameLength),
            Language = language,
            Subject = OneLine(content.Subject, Letter.SubjectLength),
            Text = content.Text(),
            Html = content.Html(language),
            CreatedAt = now,
            NextTryAt = now,
            Version = Guid.NewGuid(),
        };
        db.Letters.Add(letter);
        if (!_listens)
        {
            _listens = true;
            db.SavedChanges += (_, _) => bell.Ring();
        }

        return letter;
    }

    /// <summary>
    /// Adds a letter to the context whose words are made when it is sent. Whoever commits rings the <see cref="OutboxBell"/>.
    /// </summary>
    /// <param name="kind">One of <see cref="RegistrationLetterKinds"/>.</param>
    public Letter Add(string kind, string to, string toName, string language) => db.Letters.Add(Make(kind, to, toName, language)).Entity;

    /// <summary>The same letter, which the caller puts into the table.</summary>
    public Letter Make(string kind, string to, string toName, string language)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new()
        {
            Kind = kind,
            To = OneLine(to, Letter.AddressLength),
            ToName = OneLine(toName, PortalUser.NameLength),
            Language = language,
            CreatedAt = now,
            NextTryAt = now,
            Version = Guid.NewGuid(),
        };
    }

    /// <summary>A letter's words without the keys in its links, which let whoever has them in.</summary>
    public static string WithoutKeys(string text) => Key().Replace(text, "$1…");

    /// <summary>What stands in a letter's head is one line: a line end would begin another field.</summary>
    private static string OneLine(string text, int length) => Values.Cut(Values.Line(text), length);

    [GeneratedRegex("(token=|/registrations/)[A-Za-z0-9_-]+")]
    private static partial Regex Key();
}

/// <summary>Wakes this node's <see cref="LetterCarrier"/>.</summary>
public sealed class OutboxBell
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>True when somebody rang, false when the time was over.</summary>
    public async Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(longest);
        try
        {
            return await _rings.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
