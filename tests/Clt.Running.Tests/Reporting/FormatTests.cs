using Clt.Results.Tables;

namespace Clt.Running.Tests.Reporting;

public class FormatTests
{
    [Theory]
    [InlineData(0.5, "0.500")]
    [InlineData(-0.25, "−0.250")]
    [InlineData(0.0004, "0.000")]
    [InlineData(1234.5, "1234.500")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    public void A_score_has_three_decimals_and_a_minus_sign(double value, string expected) => Format.Score(value).ShouldBe(expected);

    [Theory]
    [InlineData(0.4, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min 0 s")]
    [InlineData(3599.7, "1 h 0 min")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(double.NaN, "–")]
    public void A_duration_has_two_units_at_most(double seconds, string expected) => Format.Duration(seconds).ShouldBe(expected);

    [Theory]
    [InlineData(850_000_000, "850 MB")]
    [InlineData(999_999_999, "1000 MB")]
    [InlineData(1_249_000_000, "1.2 GB")]
    public void Bytes_are_decimal(long bytes, string expected) => Format.Bytes(bytes).ShouldBe(expected);

    [Fact]
    public void An_undefined_value_has_no_interval_and_an_undefined_end_is_a_dash()
    {
        Format.WithInterval(double.NaN, 0, 1).ShouldBe("–");
        Format.WithInterval(0.5, double.NaN, 1).ShouldBe("0.500 [–, 1.000]");
    }

    [Fact]
    public void Counts_are_grouped_in_every_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Format.Count(1_234_567).ShouldBe("1,234,567");
            Format.Score(0.5).ShouldBe("0.500");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
