using Clt.Engine.Generation;

namespace Clt.Engine.Tests.Generation;

public sealed class SamplerTests
{
    private static readonly float[] Logits = [0, 2, 1, -1, 2];

    [Fact]
    public void Greedy_takes_the_first_of_equals() => Sampler.Greedy(Logits).ShouldBe(1);

    [Fact]
    public void Log_probabilities_sum_to_one() =>
        Enumerable.Range(0, 5).Sum(i => Math.Exp(Sampler.LogProbability(Logits, i))).ShouldBe(1, 1e-12);

    [Fact]
    public void Frequencies_are_the_probabilities_at_the_temperature()
    {
        var counts = Count(new GenerationSettings { Temperature = 2 });
        var weights = Logits.Select(l => Math.Exp(l / 2)).ToArray();
        for (var i = 0; i < 5; i++) (counts[i] / 20000.0).ShouldBe(weights[i] / weights.Sum(), 0.015);
    }

    [Fact]
    public void Top_k_and_top_p_leave_out_the_unlikely()
    {
        Count(new GenerationSettings { Temperature = 1, TopK = 3 }).Select(c => c > 0).ShouldBe([false, true, true, false, true]);
        Count(new GenerationSettings { Temperature = 1, TopP = 0.5 }).Select(c => c > 0).ShouldBe([false, true, false, false, true]);
        Count(new GenerationSettings { Temperature = 1, TopP = 1e-9 }).Count(c => c > 0).ShouldBe(1);
    }

    private static int[] Count(GenerationSettings settings)
    {
        var rng = new Rng(9);
        var counts = new int[5];
        for (var i = 0; i < 20000; i++) counts[Sampler.Sample(Logits, settings, rng)]++;
        return counts;
    }
}
