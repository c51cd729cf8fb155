using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Services.Letters;

/// <summary>Kinds of letters about a registration. The names are stored, and templates are found by them.</summary>
public static class RegistrationLetterKinds
{
    public const string Confirm = "confirm";
    public const string Requested = "requested";
    public const string Confirmed = "confirmed";
    public const string Waiting = "waiting";
    public const string Offer = "offer";
    public const string Reminder = "reminder";
    public const string Changed = "changed";
    public const string Cancelled = "cancelled";
    public const string Thanks = "thanks";

    /// <summary>What the office has to say to those who registered for a lecture.</summary>
    public const string Message = "message";

    /// <summary>Somebody asked for all links of an address.</summary>
    public const string Links = "links";

    public static readonly IReadOnlyList<string> All = [Confirm, Requested, Confirmed, Waiting, Offer, Reminder, Changed, Cancelled, Thanks, Message, Links];
}

/// <summary>What a letter tells that may be otherwise by the time it is sent.</summary>
public sealed record LetterFacts
{
    /// <summary>UTC; until when to answer.</summary>
    public DateTime? Until { get; init; }

    /// <summary>What the office, or the portal, gave as the reason; in the holder's language.</summary>
    public string? Reason { get; init; }

    /// <summary>Why it was cancelled, if it was.</summary>
    public RegistrationEnding? Ending { get; init; }

    /// <summary>UTC; when the lecture was to start before it was moved.</summary>
    public DateTime? PreviousStart { get; init; }

    /// <summary>Where it was to be before, in the holder's language.</summary>
    public string? PreviousPlace { get; init; }

    /// <summary>The lecture that a party left for another.</summary>
    public int? PreviousLecture { get; init; }

    /// <summary>Whether it had a seat there, and so an entry for its calendar, which is taken back.</summary>
    public bool HadSeat { get; init; }

    public string? CertificateCode { get; init; }

    /// <summary>Subject of a message of the office, in the holder's language.</summary>
    public string? Heading { get; init; }

    /// <summary>A message of the office, in the holder's language: plain text with its lines.</summary>
    public string? Message { get; init; }

    /// <summary>Further registrations of the same address: number of each, in a letter with all links.</summary>
    public IReadOnlyList<int> Registrations { get; init; } = [];
}

/// <summary>Puts letters about registrations into the outbox, in the transaction of what they tell. Their words are made when they are sent.</summary>
public sealed class RegistrationLetters(Outbox outbox, RegistrationLinks links, IDataProtectionProvider protection)
{
    /// <summary>Purpose under which the token in a letter is encrypted until the letter is sent.</summary>
    public const string Purpose = "OutreachPortal.RegistrationLetters";

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);

    /// <summary>
    /// Adds a letter, with a key to the registration, to the context. Nothing where there is no address to send it to.
    /// </summary>
    /// <param name="kind">One of <see cref="RegistrationLetterKinds"/>.</param>
    /// <returns>The key in it.</returns>
    public string? Add(string kind, Registration registration, LetterFacts? facts = null)
    {
        if (registration.Email.Length == 0)
        {
            return null;
        }

        var token = links.Make(registration);
        var letter = outbox.Add(kind, registration.Email, registration.Name, registration.Language);
        letter.Registration = registration;
        Fill(letter, facts, token);
        return token;
    }

    /// <summary>The letter, the key's row and the key, which the caller puts into the tables with the registration's number once that is known.</summary>
    public (Letter Letter, RegistrationLink Link, string Token) Make(string kind, Registration registration, LetterFacts? facts)
    {
        var (link, token) = links.New();
        var letter = outbox.Make(kind, registration.Email, registration.Name, registration.Language);
        Fill(letter, facts, token);
        return (letter, link, token);
    }

    private void Fill(Letter letter, LetterFacts? facts, string token)
    {
        letter.Facts = facts is null ? null : JsonSerializer.Serialize(facts);
        letter.ProtectedToken = _protector.Protect(token);
    }
}
