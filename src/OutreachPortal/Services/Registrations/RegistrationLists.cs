using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Registrations;

/// <summary>What the office's pages show. Every list is bounded; nothing goes through all lectures or all registrations.</summary>
public sealed class RegistrationLists(PortalDbContext db, IStringLocalizer<Words> words, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>So many lectures can be paged through; who looks for another one searches.</summary>
    public const int MostLectures = 1000;

    /// <summary>Registrations among which somebody is looked for by name: a lecture's, or the newest of all.</summary>
    public const int MostSearched = 20_000;

    private const int MostPeople = 50;
    private const int MostTargets = 20;
    private const int MostSteps = 500;
    private const int MostLetters = 100;
    private const int MostLines = 6;

    public static readonly IReadOnlyList<string> Keys = ["q", "state", "place", "kind", "audience", "sort"];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The lectures that an address asks for and, where it has words, the people who are called so.</summary>
    public async Task<RegistrationLecturesViewModel> LecturesAsync(ListFilter filter, CancellationToken cancellation)
    {
        var now = Now;
        var when = filter.Choice<LectureTime>("when") ?? LectureTime.Upcoming;
        var lectures = db.Lectures.AsNoTracking().Where(l => l.Seats > 0 || l.OnlineSeats > 0 || l.Pools.Any());
        IQueryable<Lecture> asked = when switch
        {
            LectureTime.Upcoming => lectures.Where(l => l.State == ContentState.Published && l.EndsAt >= now).OrderBy(l => l.EndsAt).ThenBy(l => l.Id),
            LectureTime.Past => lectures.Where(l => l.State == ContentState.Published && l.EndsAt < now).OrderByDescending(l => l.EndsAt).ThenByDescending(l => l.Id),
            _ => lectures.Where(l => (l.State == ContentState.Withdrawn || l.State == ContentState.Unpublished || l.State == ContentState.Merged) && l.Pools.Any()).OrderByDescending(l => l.EndsAt).ThenByDescending(l => l.Id),
        };
        var called = Called(filter.Words);
        asked = called is null ? asked : asked.Where(l => called.Contains(l.Id));
        var found = await asked.Take(MostLectures + 1).Select(l => l.Id).CountAsync(cancellation);
        var paging = new Paging(filter.Page, Math.Min(found, MostLectures));
        var rows = paging.IsBeyond ? [] : await Lines(asked.Skip(paging.Skip).Take(Paging.Size)).ToListAsync(cancellation);
        return new(filter, paging, when, rows)
        {
            IsMore = found > MostLectures,
            People = filter.Words is { } typed ? await PeopleAsync(typed, cancellation) : null,
        };
    }

    public Task<LectureLine?> LectureAsync(int id, CancellationToken cancellation) => Lines(db.Lectures.AsNoTracking().Where(l => l.Id == id)).FirstOrDefaultAsync(cancellation);

    /// <summary>Lectures with registrations that wait for the office, the first to start first.</summary>
    public async Task<IReadOnlyList<LectureLine>> ToDecideAsync(int most, CancellationToken cancellation)
    {
        var now = Now;
        return await Lines(db.Lectures.AsNoTracking().Where(l => l.State == ContentState.Published && l.EndsAt >= now && l.Approval
                && db.Registrations.Any(r => r.LectureId == l.Id && r.State == RegistrationState.Requested))
            .OrderBy(l => l.EndsAt).ThenBy(l => l.Id).Take(most)).ToListAsync(cancellation);
    }

    /// <summary>A page of a lecture's registrations.</summary>
    public async Task<RegistrationListViewModel> PageAsync(LectureLine lecture, ListFilter filter, CancellationToken cancellation)
    {
        var asked = Asked(lecture.Id, filter);
        var order = filter.Choice<RegistrationOrder>("sort") ?? RegistrationOrder.Newest;
        var counts = (await db.Registrations.Where(r => r.LectureId == lecture.Id).GroupBy(r => new { r.Place, r.State })
            .Select(group => new { group.Key.Place, group.Key.State, Parties = group.Count(), Seats = group.Sum(r => r.Seats) }).ToListAsync(cancellation))
            .ConvertAll(row => new StateCount(row.Place, row.State, row.Parties, row.Seats));
        Paging paging;
        List<RegistrationLine> rows;
        var isMore = false;
        if (filter.Words is { } typed)
        {
            var names = await asked.OrderByDescending(r => r.Id).Take(MostSearched + 1)
                .Select(r => new Found(r.Id, r.Name, r.School, r.Email, r.TicketCode, r.State, r.Number, r.CreatedAt)).ToListAsync(cancellation);
            isMore = names.Count > MostSearched;
            var matching = Ordered(names.Where(row => PartySearch.Matches(typed, row.Name, row.School, row.Email, row.TicketCode)), order).Select(row => row.Id).ToList();
            paging = new(filter.Page, matching.Count, PageSize);
            var shown = paging.IsBeyond ? [] : matching.Skip(paging.Skip).Take(PageSize).ToList();
            rows = [.. (await Rows(asked.Where(r => shown.Contains(r.Id))).ToListAsync(cancellation)).OrderBy(row => shown.IndexOf(row.Id))];
        }
        else
        {
            paging = new(filter.Page, await asked.CountAsync(cancellation), PageSize);
            rows = paging.IsBeyond ? [] : await Rows(Ordered(asked, order).Skip(paging.Skip).Take(PageSize)).ToListAsync(cancellation);
        }

        return new(lecture, filter, paging, order, counts, rows)
        {
            IsMore = isMore,
            Describe = (key, value) => key switch
            {
                "state" => words.Name(filter.Choice<RegistrationState>(key)!.Value),
                "place" => words.Name(filter.Choice<SeatPlace>(key)!.Value),
                "kind" => words.Name(filter.Choice<PartyKind>(key)!.Value),
                "audience" => words.Name(filter.Choice<Audience>(key)!.Value),
                _ => "“" + value + "”",
            },
        };
    }

    /// <summary>A lecture's registrations that an address asks for, but for the words in it.</summary>
    public IQueryable<Registration> Asked(int lecture, ListFilter filter)
    {
        var asked = db.Registrations.AsNoTracking().Where(r => r.LectureId == lecture);
        asked = filter.Choice<RegistrationState>("state") is { } state ? asked.Where(r => r.State == state) : asked;
        asked = filter.Choice<SeatPlace>("place") is { } place ? asked.Where(r => r.Place == place) : asked;
        asked = filter.Choice<PartyKind>("kind") is { } kind ? asked.Where(r => r.Kind == kind) : asked;
        return filter.Choice<Audience>("audience") is { } audience ? asked.Where(r => r.Audience == audience) : asked;
    }

    /// <summary>Those of a lecture with the numbers given, in the order of the list.</summary>
    public Task<List<RegistrationLine>> SelectedAsync(int lecture, IReadOnlyCollection<int> ids, CancellationToken cancellation) =>
        Rows(db.Registrations.AsNoTracking().Where(r => r.LectureId == lecture && ids.Contains(r.Id)).OrderBy(r => r.Number).ThenBy(r => r.Id).Take(PageSize)).ToListAsync(cancellation);

    /// <summary>Who waits, in order, and why the list last moved or did not.</summary>
    public async Task<WaitingViewModel> WaitingAsync(LectureLine lecture, CancellationToken cancellation)
    {
        var places = new List<(PoolLine, IReadOnlyList<RegistrationLine>)>();
        foreach (var pool in lecture.Pools.Where(pool => pool.Waiting > 0))
        {
            places.Add((pool, await Rows(db.Registrations.AsNoTracking().InOrder(lecture.Id, pool.Place).Take(WaitingViewModel.Most)).ToListAsync(cancellation)));
        }

        // Newest first, until enough are found: as a rule at once.
        var steps = await db.RegistrationSteps.AsNoTracking().Where(s => s.LectureId == lecture.Id && (s.Action == RegistrationAction.NotMoved || s.Action == RegistrationAction.Offered))
            .OrderByDescending(s => s.Id).Take(MostLines).Select(s => new StepLine(s.Action, s.At, s.UserName, s.Remark, s.RegistrationId, s.Registration!.Name)).ToListAsync(cancellation);
        return new(lecture, places, steps);
    }

    /// <summary>All of one registration; null where there is none.</summary>
    public async Task<RegistrationViewModel?> FindAsync(int id, CancellationToken cancellation)
    {
        if (await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellation) is not { } registration
            || await LectureAsync(registration.LectureId, cancellation) is not { } lecture)
        {
            return null;
        }

        var notice = registration.NoticeId is { } number ? await db.Set<Notice>().AsNoTracking().FirstOrDefaultAsync(n => n.Id == number, cancellation) : null;
        return new(registration, lecture)
        {
            Notice = notice is null ? null : (notice.Number, notice.Text),
            Consents = await db.Set<Consent>().AsNoTracking().Where(c => c.RegistrationId == id).OrderBy(c => c.Id)
                .Select(c => new ConsentLine(c.Notice.Kind, c.Notice.Number, c.Notice.Text, c.GivenAt, c.WithdrawnAt)).ToListAsync(cancellation),
            Letters = await db.Letters.AsNoTracking().Where(l => l.RegistrationId == id).OrderByDescending(l => l.Id).Take(MostLetters)
                .Select(l => new LetterOfRegistration(l.Id, l.Kind, l.CreatedAt, l.SentAt, l.SentAt == null && l.NextTryAt == null)).ToListAsync(cancellation),
            Steps = await db.RegistrationSteps.AsNoTracking().Where(s => s.RegistrationId == id).OrderByDescending(s => s.Id).Take(MostSteps)
                .Select(s => new StepLine(s.Action, s.At, s.UserName, s.Remark, null, null)).ToListAsync(cancellation),
            Position = registration.State == RegistrationState.Waiting
                ? await db.Registrations.InOrder(registration.LectureId, registration.Place).CountAsync(r => r.Number <= registration.Number, cancellation) : null,
        };
    }

    /// <summary>Where a party could move to: the other place of its lecture, and upcoming lectures that take registrations.</summary>
    public async Task<IReadOnlyList<MoveTarget>> TargetsAsync(Registration registration, string? typed, CancellationToken cancellation)
    {
        var now = Now;
        var upcoming = db.Lectures.AsNoTracking().Where(l => l.State == ContentState.Published && l.StartsAt > now && l.Status != EventStatus.Cancelled && (l.Seats > 0 || l.OnlineSeats > 0));
        var called = Called(typed);
        var others = upcoming.Where(l => l.Id != registration.LectureId && l.EndsAt >= now);
        others = called is null ? others : others.Where(l => called.Contains(l.Id));
        var lines = await Lines(upcoming.Where(l => l.Id == registration.LectureId)).ToListAsync(cancellation);
        lines.AddRange(await Lines(others.OrderBy(l => l.EndsAt).ThenBy(l => l.Id).Take(MostTargets)).ToListAsync(cancellation));
        return [.. lines.SelectMany(line => line.Pools.Where(pool => pool.Seats > 0 && (line.Id != registration.LectureId || pool.Place != registration.Place))
            .Select(pool => new MoveTarget(MoveTarget.Of(line.Id, pool.Place), line, pool)))];
    }

    private async Task<IReadOnlyList<PersonLine>> PeopleAsync(string typed, CancellationToken cancellation)
    {
        var code = Codes.Read(typed);
        List<int> ids;
        if (EmailAddress.IsUsable(typed))
        {
            var key = EmailAddress.KeyOf(typed);
            ids = await db.Registrations.Where(r => r.EmailKey == key).OrderByDescending(r => r.Id).Select(r => r.Id).Take(MostPeople).ToListAsync(cancellation);
        }
        else
        {
            var newest = await db.Registrations.OrderByDescending(r => r.Id).Take(MostSearched).Select(r => new { r.Id, r.Name, r.School, r.Email }).ToListAsync(cancellation);
            ids = [.. newest.Where(row => PartySearch.Matches(typed, row.Name, row.School, row.Email, null)).Select(row => row.Id).Take(MostPeople)];
            if (code is { Length: Codes.TicketLength })
            {
                ids.AddRange(await db.Registrations.Where(r => r.TicketCode == code).Select(r => r.Id).ToListAsync(cancellation));
            }
        }

        return await db.Registrations.AsNoTracking().Where(r => ids.Contains(r.Id)).OrderByDescending(r => r.Id).Select(r => new PersonLine(
            r.Id, r.Name, r.School, r.Email, r.Kind, r.Seats, r.State, r.LectureId, r.Lecture.StartsAt, r.Lecture.TimeZone,
            r.Lecture.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList())).ToListAsync(cancellation);
    }

    /// <summary>Numbers of the lectures that are called so; null where nothing was typed.</summary>
    private IQueryable<int>? Called(string? typed) => string.IsNullOrWhiteSpace(typed) ? null
        : db.ContentItems.Where(i => i.Kind == ContentKind.Lecture).Called(typed).Select(i => i.Id);

    private IQueryable<LectureLine> Lines(IQueryable<Lecture> lectures) => lectures.Select(l => new LectureLine(
        l.Id, l.Key, l.State, l.Status, l.StartsAt, l.EndsAt, l.TimeZone, l.RegistrationOpens, l.RegistrationCloses, l.Approval, l.WaitingList,
        l.Pools.OrderBy(pool => pool.Place).Select(pool => new PoolLine(pool.Place, pool.Seats, pool.Taken, pool.Waiting)).ToList(),
        l.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList(),
        db.Registrations.Count(r => r.LectureId == l.Id && r.State == RegistrationState.Requested)));

    private static IQueryable<RegistrationLine> Rows(IQueryable<Registration> registrations) => registrations.Select(r => new RegistrationLine(
        r.Id, r.Number, r.Place, r.Kind, r.State, r.Ending, r.Seats, r.Pupils, r.Adults, r.Name, r.Email, r.School, r.Level,
        r.Audience, r.AccessNeeds != null, r.CreatedAt, r.HeldUntil, r.Came, r.IsWalkIn, r.ErasedAt != null));

    private static IQueryable<Registration> Ordered(IQueryable<Registration> registrations, RegistrationOrder order) => order switch
    {
        RegistrationOrder.Arrival => registrations.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id),
        RegistrationOrder.Name => registrations.OrderBy(r => r.Name).ThenBy(r => r.Id),
        RegistrationOrder.School => registrations.OrderBy(r => r.School == null).ThenBy(r => r.School).ThenBy(r => r.Name).ThenBy(r => r.Id),
        // What waits for somebody first.
        RegistrationOrder.State => registrations.OrderBy(r =>
            r.State == RegistrationState.Requested ? 0 : r.State == RegistrationState.Pending ? 1 : r.State == RegistrationState.Offered ? 2 : r.State == RegistrationState.Waiting ? 3
            : r.State == RegistrationState.Confirmed ? 4 : r.State == RegistrationState.Attended ? 5 : r.State == RegistrationState.Absent ? 6 : 7).ThenBy(r => r.Number).ThenBy(r => r.Id),
        _ => registrations.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id),
    };

    /// <summary>The same for those that were found by their words.</summary>
    private static IEnumerable<Found> Ordered(IEnumerable<Found> found, RegistrationOrder order) => order switch
    {
        RegistrationOrder.Arrival => found.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id),
        RegistrationOrder.Name => found.OrderBy(r => r.Name, Alphabet).ThenBy(r => r.Id),
        RegistrationOrder.School => found.OrderBy(r => r.School is null).ThenBy(r => r.School, Alphabet).ThenBy(r => r.Name, Alphabet).ThenBy(r => r.Id),
        RegistrationOrder.State => found.OrderBy(r => Array.IndexOf(StatesInOrder, r.State)).ThenBy(r => r.Number).ThenBy(r => r.Id),
        _ => found.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id),
    };

    private static StringComparer Alphabet => StringComparer.Create(Languages.CultureOf(Languages.Current), ignoreCase: true);

    private static readonly RegistrationState[] StatesInOrder =
    [
        RegistrationState.Requested, RegistrationState.Pending, RegistrationState.Offered, RegistrationState.Waiting, RegistrationState.Confirmed, RegistrationState.Attended, RegistrationState.Absent, RegistrationState.Cancelled,
    ];

    private sealed record Found(int Id, string Name, string? School, string Email, string? TicketCode, RegistrationState State, long Number, DateTime CreatedAt);
}

/// <summary>Whether a party is one that somebody looks for: as people spell, with or without the dots of ı and ş.</summary>
public static class PartySearch
{
    /// <param name="typed">Words, each of which has to begin one of the name's or the school's; or part of an address; or a ticket's code.</param>
    public static bool Matches(string typed, string name, string? school, string email, string? ticket)
    {
        if (typed.Contains('@', StringComparison.Ordinal))
        {
            return email.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase);
        }

        if (ticket is not null && Codes.Read(typed) == ticket)
        {
            return true;
        }

        var asked = TextFolding.WordsIn(typed).ToList();
        if (asked.Count == 0)
        {
            return false;
        }

        var known = TextFolding.WordsIn(name + " " + school + " " + email).ToList();
        return asked.TrueForAll(word => known.Exists(one => one.StartsWith(word, StringComparison.Ordinal)));
    }
}
