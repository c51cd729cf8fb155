using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Models;

namespace OutreachPortal.Tests.Models;

/// <summary>What the rule for days and numbers lets through, whatever order versions are written in.</summary>
public sealed class PolicyChainTests
{
    private const int Days = 60;

    private static readonly DateOnly First = new(2026, 1, 1);

    private static readonly Arbitrary<PolicyVersion[]> Written = Gen.ArrayOf(
        from major in Gen.Choose(1, 4)
        from minor in Gen.Choose(0, 2)
        from begins in Gen.Choose(0, Days)
        from length in Gen.Choose(-1, 20)
        from isProposal in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new PolicyVersion
        {
            Number = $"{major}.{minor}",
            InForceFrom = First.AddDays(begins),
            InForceUntil = length < 0 ? null : First.AddDays(begins + length),
            Stage = isProposal ? PolicyStage.ForComment : PolicyStage.Approved,
        }).ToArbitrary();

    [Fact]
    public void On_every_day_exactly_one_version_is_in_force_or_none_before_the_first_and_after_an_end_that_was_decided() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Written, written =>
        {
            var versions = Accepted(written);
            var approved = versions.Where(version => version.Stage == PolicyStage.Approved).OrderBy(version => version.InForceFrom).ToList();
            return Enumerable.Range(-5, Days + 40).Select(day => First.AddDays(day)).All(day =>
            {
                var holding = approved.Where(version => version.InForceFrom <= day && (Policy.LastDayOf(version, versions) is not { } last || day <= last)).ToList();
                var isBefore = approved.Count == 0 || day < approved[0].InForceFrom;
                var isAfter = approved.Count > 0 && day > approved[^1].InForceUntil;
                return holding.Count == (isBefore || isAfter ? 0 : 1) && Policy.VersionOn(day, versions) == holding.SingleOrDefault();
            });
        }));

    [Fact]
    public void Versions_are_in_force_in_the_order_of_their_numbers() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Written, written =>
    {
        var days = Accepted(written).Where(version => version.Stage == PolicyStage.Approved).OrderBy(version => PolicyVersionNumber.Of(version.Number)).Select(version => version.InForceFrom).ToList();
        return days.SequenceEqual(days.Distinct().Order());
    }));

    [Fact]
    public void Most_of_what_is_tried_is_not_refused_for_nothing()
    {
        // One after the other, each beginning the day after the last one's end: nothing stands against it.
        var terms = Enumerable.Range(1, 30).Select(n => new PolicyTermForm($"{n}", PolicyStage.Approved, First.AddDays(10 * n), n % 3 == 0 ? null : First.AddDays((10 * n) + 9))).ToList();
        terms.SelectMany(term => PolicyChain.Complaints(term, terms.Where(other => other != term))).ShouldBeEmpty();
    }

    /// <summary>Writes one version after the other, as an office does; what the rule refuses is not written.</summary>
    private static List<PolicyVersion> Accepted(PolicyVersion[] written)
    {
        var versions = new List<PolicyVersion>();
        foreach (var version in written.Where(version => versions.TrueForAll(other => other.Number != version.Number)))
        {
            if (!PolicyChain.Complaints(PolicyTermForm.Of(version), versions.Select(PolicyTermForm.Of)).Any())
            {
                version.Id = versions.Count + 1;
                versions.Add(version);
            }
        }

        return versions;
    }
}
