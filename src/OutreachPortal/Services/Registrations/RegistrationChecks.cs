using System.Globalization;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.ViewModels.Registrations;

namespace OutreachPortal.Services.Registrations;

/// <summary>Takes a complaint: the form's field, and a sentence that names it.</summary>
public delegate void Complaint(string field, string message);

/// <summary>Whose address is known to be theirs: somebody who is signed in.</summary>
public sealed record KnownPerson(string Name, string Email);

/// <summary>Checks what was typed to register, and makes of it what the seats are asked for.</summary>
/// <param name="notices">The newest of each kind.</param>
public sealed class RegistrationChecks(
    RegistrationOffer offer, RegistrationForm form, bool isClass, IReadOnlyList<Notice> notices, IStringLocalizer<Words> words, Complaint complain)
{
    private int _complaints;

    /// <summary>Null where there was a complaint.</summary>
    /// <param name="known">Whoever is signed in, instead of a name and an address typed.</param>
    public NewRegistration? Check(KnownPerson? known, string culture)
    {
        var name = known is null ? Text(RegistrationForm.NameField, form.Name, Registration.NameLength) : known.Name;
        var email = known is null ? Email() : known.Email;
        var audience = Audience();
        var place = Place();
        var (school, level, pupils, adults) = isClass ? Class() : default;
        var needs = Text(RegistrationForm.NeedsField, form.Needs, Registration.NeedsLength, isRequired: false, isLong: true);
        var answers = Answers(culture);
        List<int> consents = [.. new[]
        {
            Consent(NoticeKind.Recording, RegistrationForm.RecordingField, form.Recording, offer.AsksRecording),
            Consent(NoticeKind.Photographs, RegistrationForm.PhotographsField, form.Photographs, offer.AsksPhotographs),
        }.OfType<int>()];
        return _complaints > 0 ? null : new NewRegistration
        {
            LectureId = offer.Facts.Id,
            Place = place,
            Kind = isClass ? PartyKind.Class : PartyKind.Person,
            Seats = isClass ? pupils + adults : 1,
            Name = name,
            Email = email,
            Language = culture,
            Audience = audience,
            School = school,
            Level = level,
            Pupils = isClass ? pupils : null,
            Adults = isClass ? adults : null,
            AccessNeeds = needs.Length == 0 ? null : needs,
            Answers = Models.Answers.Write(answers),
            NoticeId = notices.FirstOrDefault(notice => notice.Kind == NoticeKind.Information)?.Id,
            Consents = consents,
            IsAddressKnown = known is not null,
        };
    }

    private void Say(string field, string message)
    {
        _complaints++;
        complain(field, message);
    }

    private string Label(string field) => words["Register.Field." + field];

    private void Complain(string field, string key, params object[] values) => Say(field, words[key, [Label(field), .. values]]);

    private string Text(string field, string? typed, int longest, bool isRequired = true, bool isLong = false)
    {
        var text = isLong ? TypedText.Lines(typed) : TypedText.Line(typed);
        if (text.Length == 0 && isRequired)
        {
            Complain(field, "Register.Error.Missing");
        }
        else if (text.Length > longest)
        {
            Complain(field, "Register.Error.TooLong", PageWords.Number(longest), PageWords.Number(text.Length));
        }
        else if (!isLong && TypedText.HasLink(text))
        {
            Complain(field, "Register.Error.HasLink");
        }

        return text;
    }

    private string Email()
    {
        var email = form.Email?.Trim(' ') ?? "";
        if (email.Length == 0)
        {
            Complain(RegistrationForm.EmailField, "Register.Error.Missing");
        }
        else if (!EmailAddress.IsUsable(email))
        {
            Complain(RegistrationForm.EmailField, "Register.Error.Email");
        }

        return email;
    }

    private Audience? Audience()
    {
        if (isClass)
        {
            return Models.Audience.Pupils;
        }

        var offered = offer.Audiences;
        if (string.IsNullOrWhiteSpace(form.Audience))
        {
            if (offered.Count == 1)
            {
                return offered[0];
            }

            Complain(RegistrationForm.AudienceField, "Register.Error.ChooseOne");
            return null;
        }

        var chosen = offered.Where(one => one.ToString() == form.Audience).ToList();
        if (chosen.Count == 0)
        {
            Complain(RegistrationForm.AudienceField, "Register.Error.NotOffered");
            return null;
        }

        return chosen[0];
    }

    private SeatPlace Place()
    {
        if (string.IsNullOrWhiteSpace(form.Place))
        {
            if (offer.Places.Count > 1)
            {
                Complain(RegistrationForm.PlaceField, "Register.Error.ChooseOne");
            }

            return offer.Places[0];
        }

        var chosen = offer.Places.Where(place => place.ToString() == form.Place).ToList();
        if (chosen.Count == 0)
        {
            Complain(RegistrationForm.PlaceField, "Register.Error.NotOffered");
            return offer.Places[0];
        }

        return chosen[0];
    }

    private (string School, string Level, int Pupils, int Adults) Class()
    {
        var school = Text(RegistrationForm.SchoolField, form.School, Registration.SchoolLength);
        var level = Text(RegistrationForm.LevelField, form.Level, Registration.LevelLength);
        var most = offer.Seating.LargestParty;
        var pupils = People(RegistrationForm.PupilsField, form.Pupils, most);
        var adults = People(RegistrationForm.AdultsField, form.Adults, most);
        if (pupils > 0 && adults > 0 && pupils + adults > most)
        {
            Say(RegistrationForm.PupilsField, words["Register.Error.PartyTooLarge", Label(RegistrationForm.PupilsField), Label(RegistrationForm.AdultsField), PageWords.Number(most)]);
        }

        return (school, level, pupils, adults);
    }

    /// <summary>Nought where there was a complaint.</summary>
    private int People(string field, string? typed, int most)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
        {
            Complain(field, "Register.Error.Missing");
            return 0;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var people) || people < 1 || people > most)
        {
            Complain(field, "Register.Error.People", 1, PageWords.Number(most));
            return 0;
        }

        return people;
    }

    /// <summary>The number of the notice that was agreed to: the one that the form showed, which may be older than the newest.</summary>
    private int? Consent(NoticeKind kind, string field, string? typed, bool isAsked)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        // Somebody wrote a new text since the form was opened: it has to be read before it is agreed to.
        var notice = isAsked ? notices.FirstOrDefault(one => one.Kind == kind) : null;
        if (notice is null)
        {
            Complain(field, "Register.Error.NotAsked");
        }
        else if (typed != notice.Id.ToString(CultureInfo.InvariantCulture))
        {
            Complain(field, "Register.Error.NoticeChanged");
        }

        return notice?.Id;
    }

    private List<Answers.Answer> Answers(string culture)
    {
        var answers = AnswerChecks.Check(offer.Questions, form.Answers, culture, words, Say);
        if (form.Answers.Keys.FirstOrDefault(key => offer.Questions.All(question => question.Key != key)) is { } unknown)
        {
            Say("", words["Register.Error.NoSuchQuestion", TypedText.Line(unknown.Length > LectureQuestion.KeyLength ? unknown[..LectureQuestion.KeyLength] : unknown)]);
        }

        return answers;
    }
}
