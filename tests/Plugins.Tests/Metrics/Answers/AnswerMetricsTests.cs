using Clt.Plugins.Metrics.Answers;

namespace Plugins.Tests.Metrics.Answers;

public class AnswerMetricsTests
{
    [Fact]
    public void Math_answer_reads_the_reference_by_itself()
    {
        new MathAnswerMatch().Value("So \\boxed{\\frac{1}{2}}.", "#### 0.5").ShouldBe(1);
        new MathAnswerMatch().Value("The answer is 4. (2 + 2)", "<<2+2=4>>4\n#### 4").ShouldBe(1);
        new MathAnswerMatch(AnswerRule.LastNumber).Value("The answer is 4. (2 + 2)", "4").ShouldBe(0);
        new MathAnswerMatch().Value("", "4").ShouldBe(0);
        Should.Throw<InputException>(() => new MathAnswerMatch().Value("4", ""));
        new MathAnswerMatch(AnswerRule.Prefix).Info.Signature.ShouldNotBe(new MathAnswerMatch().Info.Signature);
    }

    [Theory]
    [InlineData("The cat!", "a cat", 1)]
    [InlineData("black cat", "the cat", 2.0 / 3)]
    [InlineData("", "cat", 0)]
    [InlineData("the", "", 1)]
    [InlineData("\udc00", "cat", 0)]
    public void Squad_f1_compares_bags_of_tokens(string output, string reference, double expected) =>
        new SquadF1().Value(output, reference).ShouldBe(expected, 1e-15);

    [Fact]
    public void Squad_measures_letters_of_unsegmented_scripts()
    {
        new SquadF1().Score(Predict.In(Predict.Japanese, "東京都。", "東京")).Value.ShouldBe(0.8, 1e-15);
        new SquadExact().Score(Predict.In(Predict.Japanese, "「東京」", "東京")).Value.ShouldBe(1);
        new SquadExact().Score(Predict.In(Predict.German, "Der Rhein", "rhein")).Value.ShouldBe(1);
        new SquadF1().Value("x").ShouldBe(0);
    }
}
