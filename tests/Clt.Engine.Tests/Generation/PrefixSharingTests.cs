using Clt.Engine.Generation;
using Clt.Engine.Generation.Decoding;
using Clt.Engine.Models;
using Clt.Engine.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Generation;

/// <summary>
/// What prompts share is computed once, and nothing else changes: ids are those of each alone, log-probabilities to 1e-5.
/// </summary>
public sealed class PrefixSharingTests : IDisposable
{
    private static readonly DecoderConfig Config = LlamaConfig.Create(
        CharacterTokenizer.Vocabulary,
        layers: 2,
        width: 32,
        heads: 4,
        keyValueHeads: 2,
        inner: 64,
        context: 160,
        bos: 1,
        eos: 2
    );

    private readonly LanguageModel _model = LanguageModel.Create(Config with { InitializerRange = 0.2 }, 7);
    private readonly int[][] _prompts;

    public PrefixSharingTests()
    {
        int[] shots = Text(40, 1),
            others = Text(30, 2);
        // Two prefixes, groups within one of them, one prompt that is another's beginning, two that are equal, and one alone.
        _prompts =
        [
            .. Enumerable.Range(0, 6).Select(i => (int[])[.. shots, .. Text(3 + i, 10 + i)]),
            .. Enumerable.Range(0, 3).Select(i => (int[])[.. shots, .. Text(20, 5), .. Text(2 + i, 20 + i)]),
            [.. shots],
            [.. others, 9],
            [.. others, 9],
            [.. others, .. Text(30, 3)],
            [5],
        ];
    }

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(0, 64, 4096)]
    [InlineData(0.8, 64, 4096)]
    [InlineData(0, 3, 4096)]
    [InlineData(0.8, 5, 70)]
    public void Generating_together_gives_what_each_gives_alone(double temperature, int batch, int prefill)
    {
        var settings = new GenerationSettings
        {
            MaxNewTokens = 12,
            Temperature = temperature,
            BatchSize = batch,
            PrefillTokens = prefill,
            StopTokens = [.. Enumerable.Range(30, 6)],
        };
        var together = TextGenerator.Generate(_model, null, _prompts, settings, 1);
        for (var i = 0; i < _prompts.Length; i++)
        {
            // An item's own stream of random numbers goes by its place: the others are as short as can be.
            int[][] alone = [.. Enumerable.Range(0, i).Select(_ => (int[])[1]), _prompts[i]];
            var expected = TextGenerator.Generate(_model, null, alone, settings, 1)[i];
            together[i].Ids.ShouldBe(expected.Ids, $"prompt {i}");
            together[i].Reason.ShouldBe(expected.Reason);
            together[i].LogProbability.ShouldBe(expected.LogProbability, 1e-5 * expected.Ids.Count);
        }
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(150)]
    [InlineData(1)]
    public void A_small_budget_of_the_cache_changes_no_number(long tokens)
    {
        var settings = new GenerationSettings { MaxNewTokens = 10, StopAtEos = false };
        var expected = TextGenerator.Generate(_model, null, _prompts, settings, 1).Select(t => string.Join(' ', t.Ids));
        TextGenerator
            .Generate(_model, null, _prompts, settings with { CacheTokens = tokens }, 1)
            .Select(t => string.Join(' ', t.Ids))
            .ShouldBe(expected);
        var beams = settings with { Beams = 3, CacheTokens = tokens };
        TextGenerator
            .Beams(_model, null, _prompts, beams)
            .Select(h => string.Join(' ', h[0].Text.Ids))
            .ShouldBe(
                _prompts.Select(p => string.Join(' ', TextGenerator.Beams(_model, null, [p], settings with { Beams = 3 })[0][0].Text.Ids))
            );
    }

    [Fact]
    public void A_shared_prefix_is_read_once_and_its_memory_is_given_back()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var session = new DecoderSession(_model, _prompts, new GenerationSettings { MaxNewTokens = 4 });
        session.Admits([0, 1, 2]).ShouldBe(3);
        session.Enter([0, 1, 2]);
        // 39 shared tokens (the 40th ends a prompt), then 4, 5 and 6 of their own, each with room for 4 more.
        session.Used.ShouldBe(39 + 8 + 9 + 10);
        session.Enter([6, 7]);
        session.Used.ShouldBe(39 + 27 + 21 + 6 + 7);
        session.Step([1, 2, 3, 4, 5]).shape[0].ShouldBe(5);
        session.Keep([4, 0]);
        session.Used.ShouldBe(39 + 21 + 7 + 8);
        session.Keep([]);
        // Prompts 3, 4, 5, 8 and 9 still wait for the first prefix, prompt 8 for the one below.
        session.Used.ShouldBe(39 + 21);
    }

    [Fact]
    public void Scores_are_those_of_each_pair_alone()
    {
        var pairs = _prompts.SelectMany(p => Enumerable.Range(0, 4).Select(c => (p, Text(c == 0 ? 1 : c * 2, 50 + c)))).ToList();
        pairs.Add((_prompts[0], pairs[0].Item2));
        var heard = new Dictionary<int, double>();
        foreach (var tokens in new[] { 4096, 100, 1 })
        {
            heard.Clear();
            var together = Scorer.LogLikelihood(_model, pairs, tokens, heard.Add);
            for (var i = 0; i < pairs.Count; i++)
            {
                together[i]
                    .ShouldBe(Scorer.LogLikelihood(_model, [pairs[i]])[0], 1e-5 * pairs[i].Item2.Length, $"pair {i}, {tokens} tokens");
                heard[i].ShouldBe(together[i]);
            }
        }
    }

    [Fact]
    public void Several_continuations_of_one_context_are_one_pass_over_it()
    {
        var context = Text(100, 1);
        using var pass = new ScoringPass(_model, [.. Enumerable.Range(0, 8).Select(c => (context, Text(3, c)))], 120);
        using var noGrad = no_grad();
        var scored = 0;
        pass.Advance((_, _) => scored++);
        scored.ShouldBe(8);
        pass.IsDone.ShouldBeTrue();
    }

    [Fact]
    public void Results_come_as_they_end()
    {
        var order = new List<int>();
        var settings = new GenerationSettings
        {
            MaxNewTokens = 5,
            StopAtEos = false,
            BatchSize = 2,
        };
        TextGenerator.Generate(
            _model,
            null,
            _prompts,
            settings,
            1,
            (item, text) =>
            {
                text.Ids.Count.ShouldBe(5);
                order.Add(item);
            }
        );
        order.Order().ShouldBe(Enumerable.Range(0, _prompts.Length));
        string.Join(" ", order).ShouldNotBe(string.Join(" ", order.Order()));
    }

    /// <summary>Prompts that share what they like, beams, stop strings, batches and budgets drawn at random.</summary>
    [Fact]
    public void Whatever_is_asked_together_gives_what_each_gives_alone()
    {
        var rng = new Rng(11);
        for (var trial = 0; trial < 12; trial++)
        {
            int[][] prefixes = [Text(16 + rng.Next(40), trial), Text(20, 90 + trial), []];
            int[][] prompts =
            [
                .. Enumerable
                    .Range(0, 3 + rng.Next(5))
                    .Select(i => (int[])[1, .. prefixes[rng.Next(3)], .. Text(1 + rng.Next(12), 200 + rng.Next(4))]),
            ];
            var free = new GenerationSettings
            {
                MaxNewTokens = 3 + rng.Next(9),
                StopAtEos = rng.Next(2) == 0,
                Beams = 1 + rng.Next(3),
            };
            var tokenizer = new CharacterTokenizer();
            var sample = Best(prompts[0], free).Text;
            string[] stops = [sample.Length > 3 ? sample[1..(2 + rng.Next(2))] : "x", "\u0005\u0006"];
            var settings = free with
            {
                StopStrings = stops,
                BatchSize = 1 + rng.Next(6),
                PrefillTokens = 1 + rng.Next(200),
                CacheTokens = 1 + rng.Next(400),
            };
            var together =
                settings.Beams == 1
                    ? [.. TextGenerator.Generate(_model, tokenizer, prompts, settings, 1)]
                    : TextGenerator.Beams(_model, tokenizer, prompts, settings).Select(h => h[0].Text).ToList();
            for (var i = 0; i < prompts.Length; i++)
            {
                var alone = Best(prompts[i], free with { StopStrings = stops });
                (string.Join(' ', together[i].Ids), together[i].Text, together[i].Reason).ShouldBe(
                    (string.Join(' ', alone.Ids), alone.Text, alone.Reason),
                    $"trial {trial}, prompt {i}, {settings.Beams} beams"
                );
            }
        }
    }

    private GeneratedText Best(int[] prompt, GenerationSettings settings) =>
        settings.Beams == 1
            ? TextGenerator.Generate(_model, new CharacterTokenizer(), [prompt], settings, 1)[0]
            : TextGenerator.Beams(_model, new CharacterTokenizer(), [prompt], settings)[0][0].Text;

    private static int[] Text(int tokens, int seed)
    {
        var rng = new Rng((ulong)seed);
        return [.. Enumerable.Range(0, tokens).Select(_ => 3 + rng.Next(120))];
    }
}
