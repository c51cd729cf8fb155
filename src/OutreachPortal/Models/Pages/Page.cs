using System.ComponentModel.DataAnnotations;

namespace OutreachPortal.Models;

/// <summary>Where every page of the site links to a page. The names are stored; do not rename.</summary>
[Flags]
public enum PagePlaces
{
    Header = 1,
    Footer = 2,
}

/// <summary>Free text: about, privacy, accessibility.</summary>
public sealed class Page : ContentItem
{
    public const int MaxOrder = 1000;

    public Page() => Kind = ContentKind.Page;

    public PagePlaces Places { get; set; }

    /// <summary>Sorts pages within header and footer, the lowest first.</summary>
    public int Order { get; set; }

    protected override void Apply(ContentForm form, PublishContext context)
    {
        var typed = (PageForm)form;
        Places = typed.Places.Aggregate(default(PagePlaces), (all, one) => all | one);
        Order = typed.Order;
    }
}

public sealed class PageForm : ContentForm
{
    public List<PagePlaces> Places { get; set; } = [];

    [Range(0, Page.MaxOrder)]
    public int Order { get; set; }
}
