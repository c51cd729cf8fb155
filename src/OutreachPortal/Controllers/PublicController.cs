using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Calendar;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>A page that everybody may read, kept whole in the page cache.</summary>
[OutputCache(PolicyName = PageCache.Page)]
public abstract class PublicController : PortalPageController
{
    /// <summary>A list's page. One that nothing links to is neither kept nor indexed.</summary>
    protected ViewResult ListPage(string view, ListViewModel model, string title, string description)
    {
        var odd = model.Filter.IsOdd || model.Paging.IsBeyond;
        if (odd || (model.Paging.Total == 0 && !model.Filter.IsEmpty))
        {
            PageCache.Skip(HttpContext);
        }

        var page = model.Paging.IsBeyond ? 1 : model.Paging.Number;
        return Page(view, model, PageMeta.InBoth(title, description, culture => model.Filter.Address(PortalAddress.List(culture, model.Kind), page)) with
        {
            List = model,
            Section = model.Kind,
            NoIndex = odd || !model.Filter.IsEmpty,
        });
    }

    /// <summary>A calendar, under the name that it gets when it is kept.</summary>
    protected ContentResult CalendarFile(string calendar, string name)
    {
        // Not as an attachment: a phone offers to add it at once.
        Response.Headers.ContentDisposition = $"inline; filename=\"{name}{PortalAddress.CalendarEnding}\"";
        return Content(calendar, EventCalendar.MediaType);
    }

    /// <summary>The unit by whose key a filter narrows the list.</summary>
    protected async Task<Unit?> UnitAsync(ListFilter filter, IQueryable<Unit> all)
    {
        var key = filter["unit"];
        var units = key is null ? [] : await all.AsNoTracking().Where(unit => unit.Key == key).ToListAsync(Aborted);
        return filter.Option("unit", units, (unit, value) => unit.Key == value);
    }
}
