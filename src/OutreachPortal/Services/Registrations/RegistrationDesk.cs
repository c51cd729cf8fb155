using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Registrations;

/// <summary>What came of a step that the office took with a registration.</summary>
/// <param name="Problems">What is wrong with what was typed; nothing was written then.</param>
public sealed record DeskOutcome(SeatOutcome Outcome, IReadOnlyList<FormProblem> Problems)
{
    public static readonly DeskOutcome Stale = new(SeatOutcome.Done, []) { IsStale = true };

    public DeskOutcome(SeatOutcome outcome)
        : this(outcome, [])
    {
    }

    /// <summary>Somebody changed it since it was looked at; nothing was written.</summary>
    public bool IsStale { get; init; }

    public int RegistrationId { get; init; }

    public bool IsDone => Outcome == SeatOutcome.Done && Problems.Count == 0 && !IsStale;
}

/// <summary>
/// What the office does with registrations, in the name of whoever is signed in. Seats and states change in the <see cref="SeatBook"/> alone;
/// what is typed about a party is checked here.
/// </summary>
public sealed class RegistrationDesk(
    PortalDbContext db, SeatLine line, RegistrationLetters letters, OutboxBell bell, CurrentUser user, AuditTrail trail, TimeProvider clock, IStringLocalizer<Words> words)
{
    /// <summary>Takes a step with seats, if the registration still is as it was seen.</summary>
    public async Task<DeskOutcome> StepAsync(int id, Guid version, Func<SeatBook, string, CancellationToken, Task<SeatOutcome>> step, CancellationToken cancellation)
    {
        if (await IsStaleAsync(id, version, cancellation) is not { } isStale)
        {
            return new(SeatOutcome.Gone);
        }

        var by = user.Name;
        return isStale ? DeskOutcome.Stale : new(await line.TakeAsync((book, c) => step(book, by, c), cancellation));
    }

    /// <summary>The same with several at once, each by itself and without having been looked at alone. Returns what came of each.</summary>
    public async Task<IReadOnlyDictionary<int, SeatOutcome>> EachAsync(IReadOnlyCollection<int> ids, Func<SeatBook, int, string, CancellationToken, Task<SeatOutcome>> step, CancellationToken cancellation)
    {
        var by = user.Name;
        var outcomes = await Task.WhenAll(ids.Select(async id => (Id: id, Outcome: await line.TakeAsync((book, c) => step(book, id, by, c), cancellation))));
        return outcomes.ToDictionary(pair => pair.Id, pair => pair.Outcome);
    }

    /// <summary>What is wrong with a reason that a holder is to read.</summary>
    public IReadOnlyList<FormProblem> ProblemsOf(string? reason) => Reason.ProblemOf(words, "Reason", reason, Registration.ReasonLength) is { } problem ? [problem] : [];

    /// <summary>Adds a party: bound by the seats, not by the window or by approval.</summary>
    public async Task<DeskOutcome> AddAsync(int lectureId, PartyForm form, IFormCollection posted, CancellationToken cancellation)
    {
        if (await db.Lectures.AsNoTracking().Include(l => l.Questions).FirstOrDefaultAsync(l => l.Id == lectureId, cancellation) is not { } lecture)
        {
            return new(SeatOutcome.Gone);
        }

        var problems = new List<FormProblem>();
        var party = Read(form, lecture, problems);
        var answers = ReadAnswers(lecture.Questions, posted, [], form.Language ?? Languages.Turkish, problems);
        var places = Enum.GetValues<SeatPlace>().Where(place => lecture.SeatsIn(place) > 0).ToList();
        var place = form.Place ?? (places.Count == 1 ? places[0] : null);
        if (place is null || !places.Contains(place.Value))
        {
            problems.Add(new(nameof(form.Place), words["is missing."]));
        }

        if (form.Language is not (Languages.English or Languages.Turkish))
        {
            problems.Add(new(nameof(form.Language), words["is missing."]));
        }

        if (problems.Count > 0)
        {
            return new(SeatOutcome.Done, problems);
        }

        var registered = await line.RegisterAsync(new NewRegistration
        {
            LectureId = lectureId,
            Place = place!.Value,
            Kind = form.Kind,
            Seats = party.Seats,
            Name = party.Name,
            Email = party.Email,
            Language = form.Language!,
            Audience = party.Audience,
            School = party.School,
            Level = party.Level,
            Pupils = party.Pupils,
            Adults = party.Adults,
            AccessNeeds = party.AccessNeeds,
            Answers = answers,
            AddedBy = user.Name,
        }, cancellation);
        return registered.Outcome switch
        {
            SeatOutcome.Done => new(SeatOutcome.Done) { RegistrationId = registered.RegistrationId },
            SeatOutcome.AlreadyThere => new(SeatOutcome.AlreadyThere, [new(nameof(form.Email), words["is registered for this lecture already."])]) { RegistrationId = registered.RegistrationId },
            SeatOutcome.TooLarge => new(registered.Outcome, [new(SizeField(form.Kind), words["is more than there are seats."])]),
            SeatOutcome.Full => new(registered.Outcome, [new("", words["Desk.Full"])]),
            _ => new(registered.Outcome, [new("", words["Desk.Closed"])]),
        };
    }

    /// <summary>
    /// Changes what is known of a party. Numbers of a class go through the seats first, and where they cannot be had nothing is changed. A new
    /// address gets the link, and the links that went to the old one no longer open anything.
    /// </summary>
    public async Task<DeskOutcome> EditAsync(int id, PartyForm form, IFormCollection posted, CancellationToken cancellation)
    {
        var before = await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellation);
        if (before is null || before.ErasedAt is not null)
        {
            return new(SeatOutcome.Gone);
        }

        if (before.Version != form.Version)
        {
            return DeskOutcome.Stale;
        }

        var lecture = await db.Lectures.AsNoTracking().Include(l => l.Questions).FirstAsync(l => l.Id == before.LectureId, cancellation);
        form.Kind = before.Kind;
        var problems = new List<FormProblem>();
        var party = Read(form, lecture, problems, before);
        var answers = ReadAnswers(lecture.Questions, posted, Answers.Read(before.Answers), before.Language, problems);
        var key = party.Email.Length > 0 ? EmailAddress.KeyOf(party.Email) : null;
        if (problems.Count == 0 && key is not null && key != before.EmailKey && await db.Registrations.AnyAsync(r => r.LectureId == before.LectureId && r.EmailKey == key, cancellation))
        {
            problems.Add(new(nameof(form.Email), words["is registered for this lecture already."]));
        }

        if (problems.Count > 0)
        {
            return new(SeatOutcome.Done, problems);
        }

        var by = user.Name;
        if (before is { Kind: PartyKind.Class, IsOpen: true } && (before.Pupils != party.Pupils || before.Adults != party.Adults))
        {
            var resized = await line.TakeAsync((book, c) => book.ResizeAsync(id, party.Pupils!.Value, party.Adults!.Value, by, c), cancellation);
            if (resized != SeatOutcome.Done)
            {
                return resized is SeatOutcome.DoesNotFit or SeatOutcome.TooLarge
                    ? new(resized, [new(nameof(form.Pupils), words[resized == SeatOutcome.TooLarge ? "is more than there are seats." : "needs more seats than are free."])])
                    : new(resized);
            }
        }

        try
        {
            await db.TransactAsync(async () =>
            {
                var registration = await db.Registrations.FirstAsync(r => r.Id == id, cancellation);
                if (registration.ErasedAt is not null)
                {
                    // By the holder, meanwhile: nothing of it comes back.
                    throw new DbUpdateConcurrencyException("The registration was erased.");
                }

                await WriteAsync(registration, party, form.Language, answers, key, by, cancellation);
                await db.SaveChangesAsync(cancellation);
                return true;
            }, _ => true, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return DeskOutcome.Stale;
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            return new(SeatOutcome.AlreadyThere, [new(nameof(form.Email), words["is registered for this lecture already."])]);
        }

        bell.Ring();
        return new(SeatOutcome.Done) { RegistrationId = id };
    }

    /// <summary>Removes all that tells who it was, because the person asked for it. That it was done, and by whom, stays.</summary>
    public async Task<DeskOutcome> EraseAsync(int id, Guid version, CancellationToken cancellation)
    {
        var outcome = await StepAsync(id, version, (book, _, c) => book.EraseAsync(id, c), cancellation);
        if (outcome.IsDone)
        {
            trail.Add(AuditAction.RegistrationErased, RegistrationLine.AddressOf(id));
            await db.SaveChangesAsync(cancellation);
        }

        return outcome;
    }

    /// <summary>Null where there is no such registration.</summary>
    private async Task<bool?> IsStaleAsync(int id, Guid version, CancellationToken cancellation) =>
        await db.Registrations.Where(r => r.Id == id).Select(r => (bool?)(r.Version != version)).FirstOrDefaultAsync(cancellation);

    private async Task WriteAsync(Registration registration, Party party, string? language, string? answers, string? key, string by, CancellationToken cancellation)
    {
        var changed = new List<string>();
        void Set<T>(string field, T now, T then, Action<T> set)
        {
            if (!EqualityComparer<T>.Default.Equals(now, then))
            {
                changed.Add("Field." + field);
                set(then);
            }
        }

        Set("Name", registration.Name, party.Name, value => registration.Name = value);
        Set("Audience", registration.Audience, party.Audience, value => registration.Audience = value);
        Set("School", registration.School, party.School, value => registration.School = value);
        Set("Level", registration.Level, party.Level, value => registration.Level = value);
        Set("AccessNeeds", registration.AccessNeeds, party.AccessNeeds, value => registration.AccessNeeds = value);
        Set("Answers", registration.Answers, answers, value => registration.Answers = value);
        if (language is Languages.English or Languages.Turkish)
        {
            Set("Language", registration.Language, language, value => registration.Language = value);
        }

        if (registration.Email != party.Email)
        {
            var isOther = registration.EmailKey != key;
            Set("Email", registration.Email, party.Email, value => registration.Email = value);
            registration.EmailKey = key;
            if (isOther)
            {
                await db.RegistrationLinks.Where(link => link.RegistrationId == registration.Id).ExecuteDeleteAsync(cancellation);
                await db.Letters.Where(letter => letter.RegistrationId == registration.Id && letter.SentAt == null).ExecuteDeleteAsync(cancellation);
                registration.AddressConfirmedAt = null;
                var (kind, facts) = await SeatBook.StandingLetterAsync(db, registration, cancellation);
                letters.Add(kind, registration, facts);
                Note(registration, RegistrationAction.LinkSentAgain, by, "");
            }
        }

        if (changed.Count > 0)
        {
            registration.Version = Guid.NewGuid();
            Note(registration, RegistrationAction.Changed, by, StepRemark.Of("Step.Edited", [.. changed]));
        }
    }

    private void Note(Registration registration, RegistrationAction action, string by, string remark) => db.RegistrationSteps.Add(new()
    {
        LectureId = registration.LectureId,
        Registration = registration,
        At = clock.GetUtcNow().UtcDateTime,
        Action = action,
        UserName = by,
        Remark = remark,
    });

    private Party Read(PartyForm form, Lecture lecture, List<FormProblem> problems, Registration? before = null)
    {
        var isClass = form.Kind == PartyKind.Class;
        var name = Line(nameof(form.Name), form.Name, Registration.NameLength, before is not { IsWalkIn: true }, problems) ?? "";
        var email = (form.Email ?? "").Trim();
        // Who came in without registering need not have one.
        if (!(email.Length == 0 && before is { Email.Length: 0 }) && !EmailAddress.IsUsable(email))
        {
            problems.Add(new(nameof(form.Email), words[email.Length == 0 ? "is missing." : "is not an e-mail address."]));
        }

        if (form.Audience is { } audience && (!Enum.IsDefined(audience) || !(lecture.Audience.HasFlag(audience) || before?.Audience == audience)))
        {
            problems.Add(new(nameof(form.Audience), words["is none of the choices."]));
        }

        var school = isClass ? Line(nameof(form.School), form.School, Registration.SchoolLength, before is null, problems) : before?.School;
        var level = isClass ? Line(nameof(form.Level), form.Level, Registration.LevelLength, false, problems) : before?.Level;
        var needs = Text(nameof(form.AccessNeeds), form.AccessNeeds, Registration.NeedsLength, problems);
        int? pupils = before?.Pupils, adults = before?.Adults;
        if (isClass && before is null or { IsOpen: true })
        {
            pupils = Number(nameof(form.Pupils), form.Pupils, 1, problems);
            adults = Number(nameof(form.Adults), form.Adults, 0, problems);
        }

        return new(name, email, form.Audience, school, level, pupils, adults, needs, isClass ? (pupils ?? 0) + (adults ?? 0) : 1);
    }

    /// <summary>Answers as they now read, in the holder's language. What is no longer asked stays as it was answered. The office may leave out what it does not know.</summary>
    private string? ReadAnswers(IEnumerable<LectureQuestion> questions, IFormCollection posted, IReadOnlyList<Answers.Answer> known, string language, List<FormProblem> problems)
    {
        var answers = new List<Answers.Answer>();
        var asked = questions.OrderBy(question => question.Position).ToList();
        foreach (var question in asked)
        {
            var field = PartyForm.AnswerPrefix + question.Key;
            var was = known.FirstOrDefault(answer => answer.Key == question.Key);
            var typed = posted[field].OfType<string>().Select(value => Clean(value, question.Kind == QuestionKind.LongText)).Where(value => value.Length > 0).Distinct().ToList();
            if (typed.Count == 0)
            {
                continue;
            }

            // In either language, and as it was answered before the choices changed.
            var options = Languages.All.SelectMany(question.OptionsIn).Concat(was?.Values ?? []).ToHashSet(StringComparer.Ordinal);
            var problem = question.Kind switch
            {
                QuestionKind.ShortText when typed[0].Length > LongestAnswer => TooLong(LongestAnswer),
                QuestionKind.LongText when typed[0].Length > LongestText => TooLong(LongestText),
                QuestionKind.Number when !(typed[0].Length <= 18 && decimal.TryParse(typed[0].Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)) => words["is not a number."],
                QuestionKind.One or QuestionKind.Several when typed.Exists(value => !options.Contains(value)) => words["is none of the choices."],
                QuestionKind.YesNo when words.YesOrNo(typed[0]) is null => words["is none of the choices."],
                _ => null,
            };
            if (problem is not null)
            {
                problems.Add(new(field, problem));
            }

            answers.Add(new(question.Key, question.Text.In(language).Text, question.Kind switch
            {
                QuestionKind.Several => [.. typed.Select(value => question.OptionIn(value, language))],
                QuestionKind.One => [question.OptionIn(typed[0], language)],
                QuestionKind.YesNo when words.YesOrNo(typed[0]) is { } isYes => [words.YesNo(isYes, language)],
                _ => [typed[0]],
            }));
        }

        // An answer that still reads the same keeps the words of its question as they then were.
        var kept = answers.Select(answer => known.FirstOrDefault(was => was.Key == answer.Key && was.Values.SequenceEqual(answer.Values)) ?? answer);
        return Answers.Write([.. kept, .. known.Where(was => asked.TrueForAll(question => question.Key != was.Key))]);
    }

    private const int LongestAnswer = 200;
    private const int LongestText = 2000;
    private const int MostPeople = Lecture.MaxSeats;

    private static string SizeField(PartyKind kind) => kind == PartyKind.Class ? nameof(PartyForm.Pupils) : nameof(PartyForm.Place);

    private string TooLong(int length) => words["is longer than {0} characters.", length.ToString("N0", Languages.CultureOf(Languages.Current))];

    private string? Line(string field, string? typed, int longest, bool isRequired, List<FormProblem> problems) => Checked(field, Clean(typed, isLong: false), longest, isRequired, problems);

    private string? Text(string field, string? typed, int longest, List<FormProblem> problems) => Checked(field, Clean(typed, isLong: true), longest, false, problems);

    private string? Checked(string field, string text, int longest, bool isRequired, List<FormProblem> problems)
    {
        if (text.Length == 0 && isRequired)
        {
            problems.Add(new(field, words["is missing."]));
        }
        else if (text.Length > longest)
        {
            problems.Add(new(field, TooLong(longest)));
        }

        return text.Length == 0 ? null : text;
    }

    private int? Number(string field, string? typed, int least, List<FormProblem> problems)
    {
        var text = (typed ?? "").Trim();
        if (text.Length == 0)
        {
            problems.Add(new(field, words["is missing."]));
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > MostPeople)
        {
            problems.Add(new(field, words["is not a number from {0} to {1}.", least.ToString(CultureInfo.InvariantCulture), MostPeople.ToString("N0", Languages.CultureOf(Languages.Current))]));
            return null;
        }

        return number;
    }

    /// <summary>Without what cannot be seen: controls, marks that turn the direction of what follows, halves of characters.</summary>
    private static string Clean(string? typed, bool isLong)
    {
        var text = new StringBuilder();
        foreach (var rune in (typed ?? "").ReplaceLineEndings("\n").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value == '\n' || category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator || rune.Value == '\t')
            {
                text.Append(isLong && rune.Value == '\n' ? '\n' : ' ');
            }
            else if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned) && rune != Rune.ReplacementChar)
            {
                text.Append(rune.ToString());
            }
        }

        return isLong ? text.ToString().Trim() : string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed record Party(string Name, string Email, Audience? Audience, string? School, string? Level, int? Pupils, int? Adults, string? AccessNeeds, int Seats);
}
