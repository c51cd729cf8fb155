using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Letters;

/// <summary>Hands letters to the SMTP server of the settings, or writes them as files (RFC 5322) where there is none.</summary>
public sealed class LetterSender(MailSettings mail, SiteSettings site, DataFolder data)
{
    /// <summary>Whether letters become files, which nobody carries further.</summary>
    public bool WritesFiles => mail.Host.Length == 0;

    internal TimeSpan LongestTry => TimeSpan.FromSeconds(mail.TimeoutSeconds);

    private const string FolderName = "outbox";

    private string Folder => data.In(FolderName);

    /// <summary>A way to the server that several letters can take, one after the other; after a failure it is of no more use.</summary>
    public LetterRoute Open() => new(this);

    /// <summary>The file that a letter became; null where it became none.</summary>
    public string? FileOf(Letter letter) => Path.Combine(Folder, NameOf(letter)) is { } path && File.Exists(path) ? path : null;

    /// <summary>Removes the files that letters became, if they became any.</summary>
    internal static void RemoveFiles(DataFolder data, IEnumerable<int> letters)
    {
        var folder = data.In(FolderName);
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in letters.SelectMany(id => Directory.EnumerateFiles(folder, string.Create(CultureInfo.InvariantCulture, $"{id:D6}-*.eml"))))
        {
            File.Delete(file);
        }
    }

    /// <summary>Writes a letter's file whole: nobody finds half of one. A letter that is written again takes its own place.</summary>
    internal async Task WriteFileAsync(MailMessage message, Letter letter, CancellationToken cancellation)
    {
        var draft = Path.Combine(Folder, "drafts", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(draft);
        try
        {
            using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = draft })
            {
                await client.SendMailAsync(message, cancellation);
            }

            File.Move(Directory.GetFiles(draft)[0], Path.Combine(Folder, NameOf(letter)), overwrite: true);
        }
        finally
        {
            Directory.Delete(draft, recursive: true);
        }
    }

    internal SmtpClient Client() => new(mail.Host, mail.Port)
    {
        EnableSsl = mail.StartTls,
        Credentials = mail.User.Length > 0 ? new NetworkCredential(mail.User, mail.Password) : null,
        // Its own time-out looks like any other failure; ours comes first.
        Timeout = 2 * (int)LongestTry.TotalMilliseconds,
    };

    internal MailMessage Message(Letter letter, WrittenLetter written)
    {
        var from = new MailAddress(mail.From.Length > 0 ? mail.From : site.ContactEmail.Length > 0 ? site.ContactEmail : "portal@localhost", Values.Line(site.Office.In(letter.Language).Text), Encoding.UTF8);
        var message = new MailMessage(from, new MailAddress(letter.To, letter.ToName, Encoding.UTF8))
        {
            Subject = Values.Line(written.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            Body = written.Text,
            BodyEncoding = Encoding.UTF8,
        };
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(written.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        if (MailAddress.TryCreate(site.ContactEmail, out var contact) && contact.Address != from.Address)
        {
            message.ReplyToList.Add(contact);
        }

        if (written.Entry is var (calendar, method))
        {
            message.Attachments.Add(Entry(calendar, method));
        }

        // The same at each try: a mailbox that got it twice may show it once. RFC 3834: nobody's absence note answers it.
        message.Headers["Message-ID"] = string.Create(CultureInfo.InvariantCulture, $"<{letter.Id}.{letter.CreatedAt.Ticks}@{from.Host}>");
        message.Headers["Auto-Submitted"] = "auto-generated";
        return message;
    }

    private static Attachment Entry(string calendar, string method)
    {
        var name = method == "CANCEL" ? "cancelled.ics" : "lecture.ics";
        var entry = new Attachment(new MemoryStream(Encoding.UTF8.GetBytes(calendar)), new ContentType("text/calendar")
        {
            CharSet = "utf-8",
            Name = name,
            Parameters = { ["method"] = method },
        })
        {
            TransferEncoding = TransferEncoding.Base64,
        };
        entry.ContentDisposition!.FileName = name;
        return entry;
    }

    private static string NameOf(Letter letter) => string.Create(CultureInfo.InvariantCulture, $"{letter.Id:D6}-{string.Concat(letter.Kind.Where(char.IsAsciiLetterOrDigit))}.eml");
}

/// <summary>A connection to the mail server, opened with the first letter and kept for the next.</summary>
public sealed class LetterRoute(LetterSender sender) : IDisposable
{
    private SmtpClient? _client;

    /// <exception cref="SmtpException">The server did not take it.</exception>
    /// <exception cref="OperationCanceledException">The server did not answer in time.</exception>
    public async Task SendAsync(Letter letter, WrittenLetter written, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(sender.LongestTry);
        using var message = sender.Message(letter, written);
        if (sender.WritesFiles)
        {
            await sender.WriteFileAsync(message, letter, limit.Token);
            return;
        }

        try
        {
            _client ??= sender.Client();
            await _client.SendMailAsync(message, limit.Token);
        }
        catch
        {
            // Nobody knows in which state the connection is.
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }
}
