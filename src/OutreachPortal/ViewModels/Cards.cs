using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <summary>Reads only what lists show, in one query each.</summary>
public static class Cards
{
    public static IQueryable<ProgrammeCard> ToCards(this IQueryable<Programme> programmes) => programmes.AsSingleQuery().Select(p => new ProgrammeCard(
        p.Id, p.ProgrammeKind, new LocalizedText { En = p.Schedule.En, Tr = p.Schedule.Tr }, p.Starts, p.Ends,
        p.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList()));

    public static IQueryable<PolicyCard> ToCards(this IQueryable<Policy> policies) => policies.AsSingleQuery().Select(p => new PolicyCard(
        p.Id, p.Uid, p.State, p.MajorChangeAt,
        p.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList(),
        p.Versions.Select(v => new PolicyTerm(
            v.Id, v.Stage, v.Number, v.IsMajor, v.PolicyNumber, v.CommentFrom, v.CommentUntil, v.ApprovedOn, v.PublishedOn,
            v.InForceFrom, v.InForceUntil, v.ReviewedOn, v.NextReviewOn,
            v.Texts.Select(t => new PolicyTitle(t.Culture, t.Title)).ToList())).ToList()));

    public static IQueryable<PartnerCard> ToCards(this IQueryable<Partner> partners) => partners.AsSingleQuery().Select(p => new PartnerCard(
        p.Id, p.PartnerKind, p.Country, p.Logo, p.Agreements.Min(a => (DateOnly?)a.From),
        p.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList()));

    public static IQueryable<StoryCard> ToCards(this IQueryable<Story> stories) => stories.AsSingleQuery().Select(s => new StoryCard(
        s.Id, s.StoryKind, s.Date, new LocalizedText { En = s.Byline.En, Tr = s.Byline.Tr },
        s.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList()));

    /// <summary>By title, as the language sorts.</summary>
    public static IOrderedQueryable<T> InTitleOrder<T>(this IQueryable<T> items, string culture)
        where T : ContentItem => items
        .OrderBy(i => i.Texts.Where(t => t.Culture == culture).Select(t => t.SortKey).FirstOrDefault()
            ?? i.Texts.OrderBy(t => t.Culture).Select(t => t.SortKey).FirstOrDefault())
        .ThenBy(i => i.Id);
}
