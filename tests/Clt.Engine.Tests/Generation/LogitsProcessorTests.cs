using Clt.Engine.Generation;
using Clt.Engine.Generation.Decoding;
using Clt.Engine.Generation.Logits;

namespace Clt.Engine.Tests.Generation;

public sealed class LogitsProcessorTests
{
    private const float Out = float.NegativeInfinity;

    [Fact]
    public void The_repetition_penalty_divides_positive_and_multiplies_negative_logits_of_tokens_that_are_there_once()
    {
        var settings = new GenerationSettings { RepetitionPenalty = 2 };
        Processors.Apply(settings, Sequence([0, 1, 1], 3), 4, 6, 8, -3).ShouldBe([2f, 3f, 8f, -6f]);
    }

    [Fact]
    public void An_n_gram_does_not_come_twice()
    {
        var settings = new GenerationSettings { NoRepeatNgram = 2 };
        Processors.Apply(settings, Sequence([1, 2, 1, 3], 1), 0, 0, 0, 0).ShouldBe([0f, 0f, Out, Out]);
        Processors.Apply(settings with { NoRepeatNgram = 3 }, Sequence([1, 2, 1, 3], 1), 0, 0, 0, 0).ShouldBe([0f, 0f, 0f, 0f]);
        Processors.Apply(settings with { NoRepeatNgram = 3 }, Sequence([1, 2, 3, 1], 2), 0, 0, 0, 0).ShouldBe([0f, 0f, 0f, Out]);
        Processors.Apply(settings with { NoRepeatNgram = 1 }, Sequence([1], 3), 0, 0, 0, 0).ShouldBe([0f, Out, 0f, Out]);
    }

    [Fact]
    public void Forced_tokens_come_after_a_start_token_and_at_the_last_place()
    {
        var settings = new GenerationSettings
        {
            ForcedBos = 2,
            ForcedEos = 1,
            MaxNewTokens = 3,
        };
        Processors.Apply(settings, new LiveSequence(0, [9]), 5, 5, 5).ShouldBe([Out, Out, 0f]);
        Processors.Apply(settings, new LiveSequence(0, [9, 8]), 5, 5, 5).ShouldBe([5f, 5f, 5f]);
        Processors.Apply(settings, Sequence([9], 0), 5, 5, 5).ShouldBe([5f, 5f, 5f]);
        Processors.Apply(settings, Sequence([9], 0, 0), 5, 5, 5).ShouldBe([Out, 0f, Out]);
    }

    [Fact]
    public void Filters_work_on_the_tempered_scores_and_only_when_sampling()
    {
        var settings = new GenerationSettings
        {
            TopK = 1,
            TopP = 0.1,
            MinP = 0.9,
        };
        Processors.Of(settings).ShouldBeEmpty();
        Processors.Apply(settings with { Temperature = 2 }, Sequence([1]), 4, 2, 0).ShouldBe([2f, Out, Out]);
    }

    [Fact]
    public void Top_k_keeps_those_that_equal_the_last() =>
        Processors.Apply(new GenerationSettings { Temperature = 1, TopK = 2 }, Sequence([1]), 1, 3, 2, 2).ShouldBe([Out, 3f, 2f, 2f]);

    [Fact]
    public void Top_p_keeps_what_sorting_the_whole_vocabulary_keeps()
    {
        var rng = new Rng(4);
        for (var round = 0; round < 50; round++)
        {
            var scores = Enumerable.Range(0, 300).Select(_ => (float)(rng.NextDouble() * 12)).ToArray();
            var sum = 0.05 + 0.94 * rng.NextDouble();
            var total = scores.Sum(s => Math.Exp(s));
            var (kept, reached) = (new HashSet<int>(), 0.0);
            foreach (var id in Enumerable.Range(0, 300).OrderByDescending(i => scores[i]).TakeWhile(_ => reached < sum * total))
            {
                kept.Add(id);
                reached += Math.Exp(scores[id]);
            }

            var left = Processors.Apply(new GenerationSettings { Temperature = 1, TopP = sum }, Sequence([1]), scores);
            Enumerable.Range(0, 300).Where(i => !float.IsNegativeInfinity(left[i])).ShouldBe(kept.Order(), $"top-p {sum}");
        }
    }

    [Fact]
    public void Sums_of_long_rows_are_exact_to_single_precision()
    {
        var rng = new Rng(5);
        var logits = Enumerable.Range(0, 8195).Select(_ => (float)(rng.NextDouble() * 20 - 10)).ToArray();
        LogitRow.LogSumExp(logits).ShouldBe(Math.Log(logits.Sum(l => Math.Exp(l))), 1e-6);
        LogitRow.Largest(logits).ShouldBe(Array.IndexOf(logits, logits.Max()));
    }

    private static LiveSequence Sequence(int[] prompt, params int[] made)
    {
        var sequence = new LiveSequence(0, prompt);
        foreach (var token in made)
            sequence.Add(token, 0);
        return sequence;
    }
}
