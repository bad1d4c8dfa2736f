using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Generation;

public sealed class TextGeneratorTests : IDisposable
{
    private readonly LanguageModel _model = TinyModel.Create(3);
    private readonly int[][] _prompts =
    [
        .. Enumerable.Range(0, 11).Select(i => Enumerable.Range(0, 1 + i * 5 % 9).Select(t => (i * 31 + t * 17) % 100 + 3).ToArray()),
    ];

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Results_do_not_depend_on_the_batch(double temperature)
    {
        var settings = new GenerationSettings
        {
            MaxNewTokens = 9,
            Temperature = temperature,
            TopP = 0.95,
            TopK = 50,
            StopAtEos = true,
        };
        var together = Ids(settings);
        Ids(settings with { BatchSize = 3 }).ShouldBe(together);
        Ids(settings with { BatchSize = 1 }).ShouldBe(together);
        Ids(settings with { BatchSize = 4, PrefillTokens = 5 }).ShouldBe(together);
    }

    [Fact]
    public void The_cache_gives_what_a_whole_forward_pass_gives()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var generated = Generate(new GenerationSettings { MaxNewTokens = 8, StopAtEos = false });
        for (var i = 0; i < _prompts.Length; i++)
        {
            var ids = _prompts[i].ToList();
            foreach (var id in generated[i].Ids)
            {
                using var batch = PackedBatch.Of([ids]);
                var logits = _model.Logits(_model.Forward(batch));
                logits[^1].argmax().item<long>().ShouldBe(id);
                ids.Add(id);
            }
        }
    }

    [Fact]
    public void Log_probabilities_are_those_of_the_scorer()
    {
        var generated = Generate(
            new GenerationSettings
            {
                MaxNewTokens = 6,
                Temperature = 1,
                StopAtEos = false,
            }
        );
        var scores = Scorer.LogLikelihood(_model, [.. _prompts.Select((p, i) => (p, generated[i].Ids.ToArray()))], microBatchTokens: 20);
        for (var i = 0; i < scores.Count; i++)
            generated[i].LogProbability.ShouldBe(scores[i], 1e-4);
    }

    [Fact]
    public void Seeds_change_samples_and_nothing_else_does()
    {
        var settings = new GenerationSettings { MaxNewTokens = 8, Temperature = 1 };
        var first = TextGenerator.Generate(_model, new CharacterTokenizer(), _prompts, settings, 1).Select(g => g.Text);
        TextGenerator.Generate(_model, new CharacterTokenizer(), _prompts, settings, 1).Select(g => g.Text).ShouldBe(first);
        TextGenerator.Generate(_model, new CharacterTokenizer(), _prompts, settings, 2).Select(g => g.Text).ShouldNotBe(first);
    }

    [Fact]
    public void A_stop_string_ends_a_sequence_and_is_not_in_its_text()
    {
        var free = Generate(new GenerationSettings { MaxNewTokens = 8, StopAtEos = false })[0];
        var stop = free.Text.Substring(3, 2);
        var stopped = Generate(
            new GenerationSettings
            {
                MaxNewTokens = 8,
                StopAtEos = false,
                StopStrings = [stop],
            }
        )[0];
        stopped.Reason.ShouldBe(FinishReason.StopString);
        stopped.Text.ShouldBe(free.Text[..free.Text.IndexOf(stop, StringComparison.Ordinal)]);
    }

    [Fact]
    public void A_stop_string_is_found_across_the_borders_of_tokens_and_the_first_of_several_counts()
    {
        var free = Generate(new GenerationSettings { MaxNewTokens = 8, StopAtEos = false })[1].Text;
        string[] stops = [free[5..8], free[3..6]];
        var stopped = Generate(
            new GenerationSettings
            {
                MaxNewTokens = 8,
                StopAtEos = false,
                StopStrings = stops,
            }
        )[1];
        stopped.Reason.ShouldBe(FinishReason.StopString);
        stopped.Text.ShouldBe(free[..stops.Min(s => free.IndexOf(s, StringComparison.Ordinal))]);
        stopped.Ids.Count.ShouldBe(stopped.Text.Length + 3);
    }

    [Fact]
    public void A_stop_token_ends_a_sequence_and_is_not_in_its_text()
    {
        var free = Generate(new GenerationSettings { MaxNewTokens = 8, StopAtEos = false })[0];
        var stopped = Generate(
            new GenerationSettings
            {
                MaxNewTokens = 8,
                StopAtEos = false,
                StopTokens = [free.Ids[2]],
            }
        )[0];
        stopped.Reason.ShouldBe(FinishReason.StopToken);
        stopped.Ids.ShouldBe(free.Ids.Take(stopped.Ids.Count));
        stopped.Text.ShouldBe(free.Text[..free.Ids.ToList().IndexOf(free.Ids[2])]);
    }

    [Fact]
    public void A_full_context_and_the_limit_end_a_sequence()
    {
        Generate(new GenerationSettings { MaxNewTokens = 2, StopAtEos = false })
            .ShouldAllBe(g => g.Reason == FinishReason.MaxNewTokens && g.Ids.Count == 2);
        var full = Generate(new GenerationSettings { MaxNewTokens = 100, StopAtEos = false });
        for (var i = 0; i < full.Count; i++)
        {
            full[i].Reason.ShouldBe(FinishReason.Context);
            (full[i].Ids.Count + _prompts[i].Length).ShouldBe(TinyModel.Config.ContextLength);
        }
    }

    [Fact]
    public void Wrong_prompts_and_settings_are_input_errors()
    {
        Should
            .Throw<InputException>(() =>
                TextGenerator.Generate(_model, new CharacterTokenizer(), [new int[24]], new GenerationSettings(), 1)
            )
            .Message.ShouldContain("context is 24");
        Should
            .Throw<InputException>(() =>
                TextGenerator.Generate(_model, new CharacterTokenizer(), [Array.Empty<int>()], new GenerationSettings(), 1)
            )
            .Message.ShouldContain("no tokens");
        Should
            .Throw<InputException>(() =>
                Generate(
                    new GenerationSettings
                    {
                        TopP = 0,
                        Temperature = -1,
                        MaxNewTokens = 0,
                    }
                )
            )
            .Problems.Count.ShouldBe(3);
        Should
            .Throw<InputException>(() =>
                TextGenerator.Generate(
                    _model,
                    null,
                    [
                        [1],
                        [],
                        new int[24],
                        [1, 128, -3],
                    ],
                    new GenerationSettings
                    {
                        StopStrings = ["x"],
                        StopTokens = [500],
                        ForcedEos = -1,
                        TopK = -1,
                    },
                    1
                )
            )
            .Problems.Select(p => p.Where)
            .ShouldBe([
                "generation settings, top-k",
                "generation settings, stop tokens and forced tokens",
                "generation settings, stop tokens and forced tokens",
                "generation",
                "generation, prompt 2",
                "generation, prompt 3",
                "generation, prompt 4",
            ]);
        Should.Throw<InputException>(() => Scorer.LogLikelihood(_model, [([], [1]), ([1], []), ([1], [128])])).Problems.Count.ShouldBe(3);
        Should.Throw<InputException>(() => Scorer.LogLikelihood(_model, [(new int[20], new int[5])])).Message.ShouldContain("25 tokens");
        TextGenerator.Generate(_model, new CharacterTokenizer(), Array.Empty<int[]>(), new GenerationSettings(), 1).ShouldBeEmpty();
    }

    private IReadOnlyList<GeneratedText> Generate(GenerationSettings settings) =>
        TextGenerator.Generate(_model, new CharacterTokenizer(), _prompts, settings, 1);

    private List<int[]> Ids(GenerationSettings settings) => Generate(settings).Select(g => g.Ids.ToArray()).ToList();
}
