using Clt.Plugins.Manifests;

namespace Clt.Plugins.Tests;

public class ContractRangeTests
{
    [Theory]
    [InlineData(">=1.0 <2.0", "1.0", true)]
    [InlineData(">=1.0 <2.0", "1.9.9", true)]
    [InlineData(">=1.0 <2.0", "2.0", false)]
    [InlineData(">=1.0 <2.0", "0.9", false)]
    [InlineData(">=1.0, <=2", "2.0", true)]
    [InlineData(">1", "1.0.0", false)]
    [InlineData("=1.2", "1.2.0.0", true)]
    [InlineData("=1.2", "1.2.1", false)]
    public void A_range_holds_the_versions_between_its_bounds(string text, string version, bool inside)
    {
        ContractRange.TryParse(text, out var range).ShouldBeTrue();
        range!.Contains(Version.Parse(version)).ShouldBe(inside);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.0")]
    [InlineData(">=")]
    [InlineData("=>1.0")]
    [InlineData(">=1.x")]
    [InlineData(">= 1.0")]
    public void What_is_no_range_is_refused(string text) => ContractRange.TryParse(text, out _).ShouldBeFalse();
}
