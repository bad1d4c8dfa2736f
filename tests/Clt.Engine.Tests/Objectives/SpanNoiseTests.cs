using Clt.Engine.Data;
using Clt.Engine.Objectives;
using Clt.Engine.Tests.Data;
using Clt.Engine.Tests.Models.Seq2Seq;
using FsCheck;
using FsCheck.Fluent;

namespace Clt.Engine.Tests.Objectives;

/// <summary>What spoiling texts keeps, and what it takes.</summary>
public sealed class SpanNoiseTests
{
    private const int Mask = 0;
    private static readonly SpanNoise Noise = new() { Mask = Mask };

    [Fact]
    public void What_stays_is_in_order_and_as_many_words_go_as_the_ratio_says() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Gen.Choose(1, 60).ToArbitrary(),
                Gen.Choose(0, 100).ToArbitrary(),
                (length, percent) =>
                {
                    var text = Enumerable.Range(1, length).ToArray();
                    var spoilt = (Noise with { Ratio = percent / 100.0 }).Apply([text], percent * 1000 + length);
                    int[] kept = [.. spoilt.Where(id => id != Mask)];
                    return kept.SequenceEqual(kept.Order())
                        && kept.Distinct().Count() == kept.Length
                        && kept.Length == length - (int)Math.Ceiling(length * (percent / 100.0));
                }
            )
        );

    [Fact]
    public void Sentences_change_places_whole()
    {
        int[][] sentences = [.. Enumerable.Range(0, 6).Select(s => Enumerable.Range(10 * s + 1, s + 1).ToArray())];
        var orders = new HashSet<string>();
        for (var seed = 0; seed < 50; seed++)
        {
            var spoilt = (Noise with { Ratio = 0 }).Apply(sentences, seed);
            // Without masks the sentences follow each other: the first token of each tells which.
            var order = new List<int>();
            for (var at = 0; at < spoilt.Length; at += sentences[order[^1]].Length)
                order.Add(spoilt[at] / 10);
            order.SelectMany(s => sentences[s]).ShouldBe(spoilt);
            order.Order().ShouldBe(Enumerable.Range(0, 6));
            orders.Add(string.Join(' ', order));
        }

        orders.Count.ShouldBeGreaterThan(40);
        (Noise with { Ratio = 0, PermuteSentences = false }).Apply(sentences, 1).ShouldBe(sentences.SelectMany(s => s));
    }

    [Fact]
    public void Spans_have_the_mean_length_and_some_put_a_mask_in()
    {
        var text = Enumerable.Range(1, 20_000).ToArray();

        var spoilt = Noise.Apply([text], 7);

        var masks = spoilt.Count(id => id == Mask);
        (7_000.0 / masks).ShouldBe(3.5, 0.15);
        // A mask between neighbours stands for no word: e^-3.5 of the spans, where no other span is beside them.
        var inserted = Enumerable
            .Range(1, spoilt.Length - 2)
            .Count(i => spoilt[i] == Mask && spoilt[i - 1] != Mask && spoilt[i + 1] == spoilt[i - 1] + 1);
        inserted.ShouldBeInRange(20, 100);
    }

    [Fact]
    public void The_beginning_is_as_likely_to_be_masked_as_the_end()
    {
        var text = Enumerable.Range(1, 20).ToArray();
        var masked = new int[21];
        const int times = 4_000;
        for (var seed = 0; seed < times; seed++)
        {
            var kept = Noise.Apply([text], seed).ToHashSet();
            foreach (var id in text.Where(id => !kept.Contains(id)))
                masked[id]++;
        }

        // Spans reach the outer words from one side only. Four standard deviations of a difference are about 0.04.
        for (var id = 1; id <= 10; id++)
            ((masked[id] - masked[21 - id]) / (double)times).ShouldBe(0, 0.04);
        masked[1..].ShouldAllBe(count => count > times / 10);
    }

    [Fact]
    public void Words_are_masked_whole()
    {
        var text = Enumerable.Range(1, 60).ToArray();
        var noise = Noise with { StartsWord = id => id % 3 == 1 };

        var kept = noise.Apply([text], 3).Where(id => id != Mask).ToHashSet();

        kept.Count.ShouldBe(3 * (20 - 7));
        kept.GroupBy(id => (id - 1) / 3).ShouldAllBe(word => word.Count() == 3);
    }

    [Fact]
    public void The_seed_of_the_step_decides_and_the_suffix_stays()
    {
        using var objective = new SpanDenoising(TinyPairs.Create(TinyPairs.T5), Noise);
        DocumentExample[] texts =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i => new DocumentExample(
                    $"{i}",
                    ToyTask.English,
                    "text",
                    [
                        [5, 6, 7, 8],
                        [9, 10, 11],
                    ],
                    [2, 38]
                )),
        ];

        var once = Spoil(1);

        Spoil(1).ShouldBe(once);
        Spoil(2).ShouldNotBe(once);
        once.Distinct().Count().ShouldBe(3);
        foreach (var example in objective.Prepare(texts, 1).Cast<PairExample>())
        {
            example.Pair.Labels.ShouldBe([5, 6, 7, 8, 9, 10, 11, 2, 38]);
            example.Pair.Source[^2..].ShouldBe([2, 38]);
            example.TargetCount.ShouldBe(9);
        }

        string[] Spoil(long seed) => [.. objective.Prepare(texts, seed).Cast<PairExample>().Select(e => string.Join(' ', e.Pair.Source))];
    }

    [Fact]
    public void Wrong_settings_and_examples_are_named()
    {
        using var model = TinyPairs.Create(TinyPairs.T5);
        var wrong = new SpanNoise
        {
            Mask = TinyPairs.Vocabulary,
            Ratio = 1.5,
            MeanLength = 0,
        };
        Should.Throw<InputException>(() => new SpanDenoising(model, wrong)).Problems.Count.ShouldBe(3);
        Should.Throw<InputException>(() => new SpanDenoising(model, Noise with { Ratio = double.NaN })).Message.ShouldContain("ratio");
        Should
            .Throw<InputException>(() =>
                new DocumentExample(
                    "7",
                    ToyTask.English,
                    "text",
                    [
                        [],
                        [],
                    ],
                    [2]
                )
            )
            .Message.ShouldContain("item 7");
        Should.Throw<InputException>(() => new PairExample("7", ToyTask.English, "text", new([], []))).Problems.Count.ShouldBe(2);
        Should
            .Throw<InputException>(() => new ConditionalGeneration(model) { LabelSmoothing = 1 })
            .Message.ShouldContain("label smoothing");
        using var objective = new SpanDenoising(TinyPairs.Create(TinyPairs.T5), Noise);
        var pair = new PairExample("7", ToyTask.English, "pairs", new([1], [1]));
        Should.Throw<ArgumentException>(() => objective.Prepare([pair], 1)).Message.ShouldContain("pairs/7");
    }
}
