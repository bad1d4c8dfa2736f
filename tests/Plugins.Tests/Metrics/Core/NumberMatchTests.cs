using Clt.Plugins.Metrics.Core;

namespace Plugins.Tests.Metrics.Core;

public class NumberMatchTests
{
    private static readonly NumberMatch Metric = new();

    [Theory]
    [InlineData("23 + 4 = 27", "27", 1)]
    [InlineData("27 + 4 = 23", "27", 0)]
    [InlineData("no idea", "27", 0)]
    [InlineData("", "27", 0)]
    [InlineData(" \n\t", "27", 0)]
    [InlineData("٢٧", "27", 1)]
    [InlineData("२७", "23 + 4 = 27", 1)]
    [InlineData("1,234.50", "1234.5", 1)]
    [InlineData("1/2", "0.5", 1)]
    [InlineData("-3", "3", 0)]
    [InlineData("\ud800 27 \udc00", "27", 1)]
    public void Last_number_decides(string output, string reference, double expected) => Metric.Value(output, reference).ShouldBe(expected);

    [Fact]
    public void Marks_are_read_as_the_language_writes_them()
    {
        Metric.Score(Predict.In(Predict.German, "1.234,5", "1234,50")).Value.ShouldBe(1);
        Metric.Score(Predict.In(Predict.Japanese, "3万5千", "35000")).Value.ShouldBe(1);
        Metric.Score(Predict.In(Predict.Japanese, "二〇二五年は三十日", "30")).Value.ShouldBe(1);
    }

    [Theory]
    [InlineData("八百三十六", 836)]
    [InlineData("一億二千万", 120_000_000)]
    [InlineData("十", 10)]
    [InlineData("三万亿", 3_000_000_000_000)]
    [InlineData("万", 10_000)]
    [InlineData("二〇二五", 2025)]
    public void Chinese_numerals_have_their_value(string text, long expected) =>
        new NumberReader(Predict.Japanese).Last(text, anyHanRun: true).ShouldBe((Rational)expected);

    [Fact]
    public void Any_reference_may_match_and_one_must_hold_a_number()
    {
        Metric.Value("5", "no number", "5").ShouldBe(1);
        Should.Throw<InputException>(() => Metric.Value("5", "five")).Message.ShouldContain("no reference holds a number");
    }

    [Fact]
    public void A_million_digits_are_read_in_reasonable_time()
    {
        var digits = new string('7', 100_000);
        Metric.Value(string.Concat(Enumerable.Repeat("12 ", 300_000)) + digits, digits).ShouldBe(1);
    }
}
