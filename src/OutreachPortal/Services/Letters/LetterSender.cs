using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Letters;

/// <summary>Hands a letter to the SMTP server of the settings, or writes it as a file (RFC 5322) where there is none.</summary>
public sealed class LetterSender(MailSettings mail, SiteSettings site, DataFolder data)
{
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(30);

    private string Folder => data.In("outbox");

    /// <exception cref="SmtpException">The server did not take it.</exception>
    /// <exception cref="OperationCanceledException">The server did not answer in time.</exception>
    public async Task SendAsync(Letter letter, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestTry);
        using var message = Message(letter);
        using var client = Client();
        await client.SendMailAsync(message, limit.Token);
    }

    private SmtpClient Client()
    {
        if (mail.Host.Length == 0)
        {
            Directory.CreateDirectory(Folder);
            return new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = Folder };
        }

        return new SmtpClient(mail.Host, mail.Port)
        {
            EnableSsl = mail.StartTls,
            Credentials = mail.User.Length > 0 ? new NetworkCredential(mail.User, mail.Password) : null,
            Timeout = (int)LongestTry.TotalMilliseconds,
        };
    }

    private MailMessage Message(Letter letter)
    {
        var from = new MailAddress(mail.From.Length > 0 ? mail.From : site.ContactEmail.Length > 0 ? site.ContactEmail : "portal@localhost", site.Office.In(letter.Language).Text, Encoding.UTF8);
        var message = new MailMessage(from, new MailAddress(letter.To, letter.ToName, Encoding.UTF8))
        {
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            Body = letter.Text,
            BodyEncoding = Encoding.UTF8,
        };
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(letter.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        // The same at each try: a mailbox that got it twice may show it once. RFC 3834: nobody's absence note answers it.
        message.Headers["Message-ID"] = $"<{letter.Id}.{letter.CreatedAt.Ticks}@{from.Host}>";
        message.Headers["Auto-Submitted"] = "auto-generated";
        return message;
    }
}
