using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Models;

namespace OutreachPortal.Tests.Models;

/// <summary>The small rules of the domain, each alone.</summary>
public sealed class ContentRulesTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    [Fact]
    public void A_text_is_shown_in_the_language_asked_for_or_else_in_the_other()
    {
        new LocalizedText { En = "a", Tr = "b" }.In("tr").ShouldBe(new("b", "tr"));
        new LocalizedText { En = "a" }.In("tr").ShouldBe(new("a", "en"));
        new LocalizedText { Tr = "b", En = " " }.In("en").ShouldBe(new("b", "tr"));
        new LocalizedText().In("tr").ShouldBe(new("", "tr"));
        new LocalizedText { En = " " }.IsEmpty.ShouldBeTrue();
        new LocalizedText { En = "a" }.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void A_copy_of_a_text_is_its_own()
    {
        var text = new LocalizedText { En = "a", Tr = "b" };
        var copy = text.Copy();
        copy.ShouldBe(text);
        copy["tr"] = "c";
        text.Tr.ShouldBe("b");
    }

    [Theory]
    [InlineData(1, null, AgreementTerm.Coming)]
    [InlineData(0, null, AgreementTerm.Current)]
    [InlineData(0, 0, AgreementTerm.Current)]
    [InlineData(-5, -1, AgreementTerm.Ended)]
    [InlineData(-5, 0, AgreementTerm.Current)]
    [InlineData(1, 5, AgreementTerm.Coming)]
    public void An_agreement_runs_from_its_first_day_to_its_last(int from, int? until, AgreementTerm term) =>
        new Agreement { From = Day.AddDays(from), Until = until is { } last ? Day.AddDays(last) : null }.TermOn(Day).ShouldBe(term);

    [Fact]
    public void The_version_in_force_is_the_last_that_has_begun_unless_it_has_ended() => Check.QuickThrowOnFailure(Prop.ForAll(Versions, versions =>
        Policy.VersionOn(Day, versions) is { } version
            ? version.InForceFrom <= Day && (version.InForceUntil is null || version.InForceUntil >= Day)
                && versions.All(other => other.InForceFrom > Day || other.InForceFrom < version.InForceFrom || (other.InForceFrom == version.InForceFrom && other.Id <= version.Id))
            : versions.Where(other => other.InForceFrom <= Day).MaxBy(other => (other.InForceFrom, other.Id)) is not { } last || last.InForceUntil < Day));

    [Fact]
    public void The_version_shown_is_the_one_in_force_or_the_next_or_the_last() => Check.QuickThrowOnFailure(Prop.ForAll(Versions, versions =>
    {
        var shown = Policy.VersionShownOn(Day, versions);
        if (versions.Length == 0)
        {
            return shown is null;
        }

        if (Policy.VersionOn(Day, versions) is { } inForce)
        {
            return shown == inForce;
        }

        var coming = versions.Where(version => version.InForceFrom > Day).ToList();
        return coming.Count > 0
            ? shown!.InForceFrom == coming.Min(version => version.InForceFrom)
            : shown!.InForceFrom == versions.Max(version => version.InForceFrom);
    }));

    [Fact]
    public void There_are_seventeen_goals_each_at_its_number_with_both_names()
    {
        SustainableDevelopmentGoal.All.Select(goal => goal.Number).ShouldBe(Enumerable.Range(1, 17));
        SustainableDevelopmentGoal.All.ShouldAllBe(goal => goal.NameEn.Length > 0 && goal.NameTr.Length > 0);
        SustainableDevelopmentGoal.All.SelectMany(goal => new[] { goal.NameEn, goal.NameTr }).Distinct().Count().ShouldBe(34);
        SustainableDevelopmentGoal.Find(4)!.Name("tr").ShouldBe("Nitelikli eğitim");
        SustainableDevelopmentGoal.Find(4)!.Name("en").ShouldBe("Quality education");
        SustainableDevelopmentGoal.Find(0).ShouldBeNull();
        SustainableDevelopmentGoal.Find(18).ShouldBeNull();
    }

    [Fact]
    public void Each_kind_is_found_by_its_number_and_its_folder()
    {
        foreach (var kind in Enum.GetValues<ContentKind>())
        {
            ContentKindInfo.Of(kind).Kind.ShouldBe(kind);
            ContentKindInfo.Of(kind).NewItem().Kind.ShouldBe(kind);
            ContentKindInfo.InFolder(ContentKindInfo.Of(kind).Folder)!.Kind.ShouldBe(kind);
        }
    }

    // Each has an identifier of its own, as in the database.
    private static Arbitrary<PolicyVersion[]> Versions => Gen.Choose(-4, 4).SelectMany(_ => Gen.Choose(-5, 5), (from, until) => (from, until)).ArrayOf()
        .Select(days => days.Select((d, at) => new PolicyVersion
        {
            Id = at + 1,
            InForceFrom = Day.AddDays(d.from),
            InForceUntil = d.until < d.from ? null : Day.AddDays(d.until),
        }).ToArray()).ToArbitrary();
}
