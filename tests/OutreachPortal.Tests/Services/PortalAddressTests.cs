using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.Tests.Services;

/// <summary>Which addresses are the portal's.</summary>
public sealed class PortalAddressTests
{
    [Theory]
    [InlineData("/en/policies/open-access")]
    [InlineData("/en/policies/open-access#clause-5.2")]
    [InlineData("/en/policies/open-access/versions")]
    [InlineData("/en/policies/open-access/versions/2.1")]
    [InlineData("/en/policies/open-access/versions/2/bilingual")]
    [InlineData("/en/policies/open-access/versions/2/comments")]
    [InlineData("/en/policies/open-access/versions/2.json")]
    [InlineData("/en/policies/open-access/on/2024-05-06")]
    [InlineData("/en/policies/open-access/compare/1..2.1?view=side")]
    [InlineData("/en/policies/open-access/clauses/c14")]
    [InlineData("/en/policies/open-access/clauses/5.2")]
    public void Page_below_a_policys_is_the_policys(string address) =>
        PortalAddress.Parse(address).ShouldBe(new PortalAddress("en", ContentKind.Policy, "open-access"));

    [Theory]
    [InlineData("/en/policies/open-access/versions/two")]
    [InlineData("/en/policies/open-access/clauses/c0")]
    [InlineData("/en/policies/open-access/elsewhere")]
    [InlineData("/en/partners/open-access/versions")]
    public void What_no_page_has_is_no_address(string address) => PortalAddress.Parse(address).ShouldBeNull();
}
