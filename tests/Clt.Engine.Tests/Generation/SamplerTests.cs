using Clt.Engine.Generation;
using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Tests.Generation;

public sealed class SamplerTests
{
    private static readonly float[] Logits = [0, 2, 1, -1, 2];

    [Fact]
    public void Greedy_takes_the_first_of_equals() => Choose(new GenerationSettings(), Logits).Token.ShouldBe(1);

    [Fact]
    public void The_log_probability_is_the_models_own_whatever_is_left_out()
    {
        var total = Logits.Sum(l => Math.Exp(l));
        Choose(new GenerationSettings { Temperature = 0.3, TopK = 1 }, Logits).LogProbability.ShouldBe(2 - Math.Log(total), 1e-6);
    }

    [Fact]
    public void Frequencies_are_the_probabilities_at_the_temperature()
    {
        var counts = Count(new GenerationSettings { Temperature = 2 });
        var weights = Logits.Select(l => Math.Exp(l / 2)).ToArray();
        for (var i = 0; i < 5; i++)
            (counts[i] / 20000.0).ShouldBe(weights[i] / weights.Sum(), 0.015);
    }

    [Fact]
    public void Top_k_top_p_and_min_p_leave_out_the_unlikely()
    {
        Count(new GenerationSettings { Temperature = 1, TopK = 3 }).Select(c => c > 0).ShouldBe([false, true, true, false, true]);
        Count(new GenerationSettings { Temperature = 1, TopP = 0.5 }).Select(c => c > 0).ShouldBe([false, true, false, false, true]);
        Count(new GenerationSettings { Temperature = 1, TopP = 1e-9 }).Count(c => c > 0).ShouldBe(1);
        Count(new GenerationSettings { Temperature = 1, MinP = 0.3 }).Select(c => c > 0).ShouldBe([false, true, true, false, true]);
        Count(new GenerationSettings { Temperature = 0.5, MinP = 0.3 }).Select(c => c > 0).ShouldBe([false, true, false, false, true]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_model_without_finite_probabilities_is_an_input_error(float logit) =>
        Should
            .Throw<InputException>(() => Choose(new GenerationSettings(), [0, logit, 1]))
            .Message.ShouldContain("no finite probabilities");

    private static (int Token, double LogProbability) Choose(GenerationSettings settings, float[] logits) =>
        Processors.Sampler(settings).Choose(new LiveSequence(0, [1]), logits, new Rng(9));

    private static int[] Count(GenerationSettings settings)
    {
        var (sampler, rng, counts) = (Processors.Sampler(settings), new Rng(9), new int[5]);
        for (var i = 0; i < 20000; i++)
            counts[sampler.Choose(new LiveSequence(0, [1]), Logits, rng).Token]++;
        return counts;
    }
}
