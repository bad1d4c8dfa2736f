using Clt.Engine.Data;
using Clt.Engine.Objectives;

namespace Clt.Engine.Tests.Objectives;

public sealed class TokenMaskingTests
{
    private const int Mask = 4;
    private static readonly Language English = Language.Parse("en");
    private static readonly TokenMasking Masking = new()
    {
        MaskId = Mask,
        Vocabulary = 1000,
        Special = new HashSet<int> { 2, 3 },
    };

    [Fact]
    public void Shares_are_those_asked_for_and_special_tokens_are_left_alone()
    {
        var ids = Enumerable.Range(0, 40_000).Select(i => i % 20 == 0 ? 2 : 500 + i % 7).ToArray();
        var made = Masking.Mask(Example(ids), new Rng(1));

        var chosen = Enumerable.Range(0, ids.Length).Where(i => made.Targets[i] != PackedBatch.Ignored).ToList();
        chosen.ShouldAllBe(i => made.Targets[i] == ids[i] && ids[i] != 2);
        Enumerable.Range(0, ids.Length).Except(chosen).ShouldAllBe(i => made.Ids[i] == ids[i]);
        (chosen.Count / 38_000.0).ShouldBe(0.15, 0.01);
        ((double)chosen.Count(i => made.Ids[i] == Mask) / chosen.Count).ShouldBe(0.8, 0.02);
        ((double)chosen.Count(i => made.Ids[i] == ids[i]) / chosen.Count).ShouldBe(0.1, 0.02);
        made.TargetCount.ShouldBe(chosen.Count);
    }

    [Theory]
    [InlineData(0.3, 0.9, 0.05)]
    [InlineData(0.15, 0.8, 0.1)]
    [InlineData(0.4, 1, 0)]
    public void Rates_and_splits_are_those_asked_for(double share, double masked, double random)
    {
        var ids = Enumerable.Range(0, 60_000).Select(i => 500 + i % 400).ToArray();
        var made = (Masking with { Share = share, Masked = masked, Random = random }).Mask(Example(ids), new Rng(7));

        var chosen = Enumerable.Range(0, ids.Length).Where(i => made.Targets[i] != PackedBatch.Ignored).ToList();
        ((double)chosen.Count / ids.Length).ShouldBe(share, 0.01);
        ((double)chosen.Count(i => made.Ids[i] == Mask) / chosen.Count).ShouldBe(masked, 0.01);
        // A random token is the same one time in a thousand.
        ((double)chosen.Count(i => made.Ids[i] != Mask && made.Ids[i] != ids[i]) / chosen.Count).ShouldBe(random, 0.01);
    }

    [Fact]
    public void The_same_seed_hides_the_same_and_another_others()
    {
        var example = Example([.. Enumerable.Range(10, 200)]);
        Masking.Mask(example, new Rng(1)).Ids.ShouldBe(Masking.Mask(example, new Rng(1)).Ids);
        Masking.Mask(example, new Rng(2)).Ids.ShouldNotBe(Masking.Mask(example, new Rng(1)).Ids);
    }

    [Fact]
    public void A_step_hides_by_its_seed_whatever_else_is_in_it()
    {
        var model = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.MaskedLanguageModel));
        using var objective = new MaskedLanguageModelling(model, Masking with { Vocabulary = 64 });
        TrainingExample[] examples = [Example([2, 10, 11, 12, 3]), Example([2, 20, 21, 22, 3])];
        int[][] Ids(Seed seed, int count) => [.. objective.Prepare(examples[..count], seed).Cast<EncoderExample>().Select(e => e.Ids)];

        Ids(5, 2)[0].ShouldBe(Ids(5, 1)[0]);
        Enumerable.Range(0, 20).Select(s => string.Join(' ', Ids(s, 2)[1])).Distinct().Count().ShouldBeGreaterThan(5);
        var loss = objective.Loss(objective.Prepare(examples, 1), training: true);
        loss.item<float>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Something_is_hidden_in_the_shortest_sequence()
    {
        for (var seed = 0UL; seed < 50; seed++)
            Masking.Mask(Example([2, 10, 3]), new Rng(seed)).Targets.ShouldBe([-100L, 10, -100]);
    }

    [Fact]
    public void Tokens_of_a_word_are_chosen_together()
    {
        int?[] words = [null, .. Enumerable.Range(0, 300).Select(i => (int?)(i / 3)), null];
        var example = new EncoderExample("1", English, "test", [2, .. Enumerable.Range(10, 300), 3], []) { Words = words };

        var made = (Masking with { WholeWords = true }).Mask(example, new Rng(3));

        var byWord = Enumerable.Range(1, 300).GroupBy(i => words[i]!.Value, i => made.Targets[i] != PackedBatch.Ignored).ToList();
        byWord.ShouldAllBe(g => g.All(c => c) || !g.Any(c => c));
        byWord.Count(g => g.First()).ShouldBeInRange(5, 30);
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        Should.Throw<InputException>(() => Masking.Mask(Example([2, 3]), new Rng(1))).Message.ShouldContain("all are special");
        var wrong = Masking with { Share = 0, Masked = 0.8, Random = 0.3, WholeWords = true };
        Should.Throw<InputException>(() => wrong.Mask(Example([10]), new Rng(1))).Problems.Count.ShouldBe(3);
        Should.Throw<InputException>(() => Example([])).Message.ShouldContain("no token");
    }

    private static EncoderExample Example(int[] ids) => new("1", English, "test", ids, []);
}
