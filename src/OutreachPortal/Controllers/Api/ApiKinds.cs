using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels.Api;

namespace OutreachPortal.Controllers.Api;

/// <summary>Seminars and lectures for programs: with dates to ask for.</summary>
public abstract class ApiEventsController<TEvent, TResource>(ContentKind kind, PortalDbContext db, ResourceMaker maker, SiteAddress address, SiteSettings site, TimeProvider clock)
    : ApiController<TEvent, TResource, ApiEventQuery>(kind, db, maker, address)
    where TEvent : Event
    where TResource : EventResource
{
    protected override async ValueTask<IQueryable<TEvent>?> NarrowAsync(IQueryable<TEvent> items, ApiEventQuery query)
    {
        if (query.Programme is { } key)
        {
            var programme = await Db.Programmes.Published().Where(p => p.Key == key).Select(p => (int?)p.Id).FirstOrDefaultAsync(Aborted);
            if (programme is null)
            {
                Refuse("programme", "is the key of no programme.");
                return null;
            }

            items = items.Where(e => e.ProgrammeId == programme);
        }

        // By the end, which stands in the index; most events end on the day on which they start.
        if (query.FirstDay() is { } first)
        {
            var from = Event.ToUtc(first.ToDateTime(default), site.Zone);
            items = items.Where(e => e.EndsAt >= from);
        }

        if (query.LastDay() is { } last)
        {
            var until = Event.ToUtc(last.AddDays(1).ToDateTime(default), site.Zone);
            items = items.Where(e => e.EndsAt < until);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        return query.When switch
        {
            When.Upcoming => items.Where(e => e.EndsAt >= now),
            When.Past => items.Where(e => e.EndsAt < now),
            _ => items,
        };
    }

    protected override IQueryable<TEvent> InOrder(IQueryable<TEvent> items, ApiEventQuery query) => query.When == When.Upcoming
        ? items.OrderBy(e => e.EndsAt).ThenBy(e => e.Id)
        : items.OrderByDescending(e => e.EndsAt).ThenByDescending(e => e.Id);
}

[Route("api/v1/seminars"), Tags("seminars")]
public sealed class ApiSeminarsController(PortalDbContext db, ResourceMaker maker, SiteAddress address, SiteSettings site, TimeProvider clock)
    : ApiEventsController<Seminar, SeminarResource>(ContentKind.Seminar, db, maker, address, site, clock)
{
    protected override SeminarResource Make(Seminar item) => Maker.Make(item);
}

[Route("api/v1/lectures"), Tags("lectures")]
public sealed class ApiLecturesController(PortalDbContext db, ResourceMaker maker, SiteAddress address, SiteSettings site, TimeProvider clock)
    : ApiEventsController<Lecture, LectureResource>(ContentKind.Lecture, db, maker, address, site, clock)
{
    protected override LectureResource Make(Lecture item) => Maker.Make(item);
}

[Route("api/v1/programmes"), Tags("programmes")]
public sealed class ApiProgrammesController(PortalDbContext db, ResourceMaker maker, SiteAddress address)
    : ApiController<Programme, ProgrammeResource, ApiQuery>(ContentKind.Programme, db, maker, address)
{
    protected override ProgrammeResource Make(Programme item) => Maker.Make(item);
}

[Route("api/v1/policies"), Tags("policies")]
public sealed class ApiPoliciesController(PortalDbContext db, ResourceMaker maker, SiteAddress address)
    : ApiController<Policy, PolicyResource, ApiQuery>(ContentKind.Policy, db, maker, address)
{
    protected override IQueryable<Policy> WithOwn(IQueryable<Policy> items) => items.Include(policy => policy.Versions);

    protected override PolicyResource Make(Policy item) => Maker.Make(item);
}

[Route("api/v1/partners"), Tags("partners")]
public sealed class ApiPartnersController(PortalDbContext db, ResourceMaker maker, SiteAddress address)
    : ApiController<Partner, PartnerResource, ApiQuery>(ContentKind.Partner, db, maker, address)
{
    protected override IQueryable<Partner> WithOwn(IQueryable<Partner> items) => items.Include(partner => partner.Agreements).Include(partner => partner.Pledges);

    protected override PartnerResource Make(Partner item) => Maker.Make(item);
}

[Route("api/v1/people"), Tags("people")]
public sealed class ApiPeopleController(PortalDbContext db, ResourceMaker maker, SiteAddress address)
    : ApiController<Person, PersonResource, ApiQuery>(ContentKind.Person, db, maker, address)
{
    protected override PersonResource Make(Person item) => Maker.Make(item);
}

[Route("api/v1/figures"), Tags("figures")]
public sealed class ApiFiguresController(PortalDbContext db, ResourceMaker maker, SiteAddress address)
    : ApiController<Figure, FigureResource, ApiQuery>(ContentKind.Figure, db, maker, address)
{
    protected override IQueryable<Figure> WithOwn(IQueryable<Figure> items) => items.Include(figure => figure.Series);

    protected override FigureResource Make(Figure item) => Maker.Make(item);
}

[Route("api/v1/stories"), Tags("stories")]
public sealed class ApiStoriesController(PortalDbContext db, ResourceMaker maker, SiteAddress address)
    : ApiController<Story, StoryResource, ApiQuery>(ContentKind.Story, db, maker, address)
{
    protected override IQueryable<Story> WithOwn(IQueryable<Story> items) => items.Include(story => story.Awards);

    protected override StoryResource Make(Story item) => Maker.Make(item);
}

[Route("api/v1/pages"), Tags("pages")]
public sealed class ApiPagesController(PortalDbContext db, ResourceMaker maker, SiteAddress address)
    : ApiController<Page, PageResource, ApiQuery>(ContentKind.Page, db, maker, address)
{
    protected override PageResource Make(Page item) => Maker.Make(item);
}

[Route("api/v1/reports"), Tags("reports")]
public sealed class ApiReportsController(PortalDbContext db, ResourceMaker maker, SiteAddress address)
    : ApiController<Report, ReportResource, ApiQuery>(ContentKind.Report, db, maker, address)
{
    protected override ReportResource Make(Report item) => Maker.Make(item);
}
