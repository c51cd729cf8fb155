using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

public sealed record PersonCard(
    int Id, LocalizedText AcademicTitle, LocalizedText Position, LocalizedText Affiliation, string? Photo, LocalizedText UnitName, IReadOnlyList<TextLine> Texts)
{
    /// <summary>Academic title and name.</summary>
    public string NameIn(string culture) => $"{AcademicTitle.In(culture)} {Texts.In(culture).Title}".Trim();

    /// <summary>Where the person works: what was typed, or else the unit.</summary>
    public LocalizedFragment PlaceIn(string culture) => Affiliation.IsEmpty ? UnitName.In(culture) : Affiliation.In(culture);
}

public sealed record PersonListViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<PersonCard> People, IReadOnlyList<Unit> Units)
    : ListViewModel(ContentKind.Person, Filter, Paging)
{
    public override IEnumerable<IReadOnlyList<TextLine>> Lines => People.Select(card => card.Texts);
}

/// <param name="Upcoming">Bounded; <paramref name="UpcomingCount"/> says how many there are.</param>
/// <param name="Stories">Those that tell of the person.</param>
public sealed record PersonViewModel(
    Person Item, ContentText Text, IReadOnlyList<EventCard> Upcoming, int UpcomingCount, IReadOnlyList<EventCard> Past, int PastCount,
    IReadOnlyList<StoryLine> Stories) : ItemViewModel<Person>(Item, Text);

public static class PersonCards
{
    public static IQueryable<PersonCard> ToCards(this IQueryable<Person> people) => people.AsSingleQuery().Select(p => new PersonCard(
        p.Id, new LocalizedText { En = p.AcademicTitle.En, Tr = p.AcademicTitle.Tr }, new LocalizedText { En = p.Position.En, Tr = p.Position.Tr },
        new LocalizedText { En = p.Affiliation.En, Tr = p.Affiliation.Tr }, p.Photo,
        new LocalizedText { En = p.Unit!.Name.En, Tr = p.Unit!.Name.Tr },
        p.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList()));
}
