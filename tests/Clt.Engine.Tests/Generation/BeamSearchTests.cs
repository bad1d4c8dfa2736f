using Clt.Engine.Generation;
using Clt.Engine.Generation.Beams;
using Clt.Engine.Models;
using Clt.Engine.Tests.Data;

namespace Clt.Engine.Tests.Generation;

public sealed class BeamSearchTests : IDisposable
{
    private readonly LanguageModel _model = TinyModel.Create(5);
    private readonly int[][] _prompts =
    [
        [1, 40],
        [1, 50, 60, 70, 71],
        [1],
        [1, 50, 61],
        [1, 50, 60, 70, 72, 73],
    ];

    public void Dispose() => _model.Dispose();

    [Fact]
    public void As_many_beams_as_sequences_find_the_best_of_all()
    {
        // Two new tokens: with a beam for every first token nothing is lost.
        var settings = new GenerationSettings
        {
            MaxNewTokens = 2,
            Beams = CharacterTokenizer.Vocabulary,
            StopAtEos = false,
        };
        var found = TextGenerator.Beams(_model, null, [_prompts[0]], settings)[0];
        var all = Enumerable
            .Range(0, CharacterTokenizer.Vocabulary * CharacterTokenizer.Vocabulary)
            .Select(i => new[] { i / CharacterTokenizer.Vocabulary, i % CharacterTokenizer.Vocabulary })
            .ToList();
        var scores = Scorer.LogLikelihood(_model, [.. all.Select(ids => (_prompts[0], ids))]);
        var best = Enumerable.Range(0, all.Count).OrderByDescending(i => scores[i]).Take(10).ToList();

        found.Take(10).Select(h => string.Join(',', h.Text.Ids)).ShouldBe(best.Select(i => string.Join(',', all[i])));
        for (var i = 0; i < 10; i++)
            found[i].Score.ShouldBe(scores[best[i]] / 2, 1e-4);
    }

    [Theory]
    [InlineData(BeamStopping.Heuristic, 1)]
    [InlineData(BeamStopping.Immediate, 0)]
    [InlineData(BeamStopping.Never, 2)]
    public void Results_do_not_depend_on_the_batch(BeamStopping early, double penalty)
    {
        var settings = new GenerationSettings
        {
            MaxNewTokens = 7,
            Beams = 3,
            BeamStopping = early,
            LengthPenalty = penalty,
            StopTokens = Ends(),
        };
        var together = Search(settings);
        Search(settings with { BatchSize = 1 }).ShouldBe(together);
        Search(settings with { BatchSize = 2, PrefillTokens = 3 }).ShouldBe(together);
        together.ShouldAllBe(item => item.Length == 3);
    }

    [Fact]
    public void Scores_are_the_log_probabilities_over_the_length_to_the_penalty()
    {
        var settings = new GenerationSettings
        {
            MaxNewTokens = 6,
            Beams = 3,
            LengthPenalty = 0.5,
            StopTokens = Ends(),
        };
        foreach (var hypothesis in TextGenerator.Beams(_model, null, _prompts, settings).SelectMany(h => h))
        {
            hypothesis.Score.ShouldBe(hypothesis.Text.LogProbability / Math.Sqrt(hypothesis.Text.Ids.Count), 1e-4);
            hypothesis.Text.Reason.ShouldBe(
                hypothesis.Text.Ids.Count == 6 && !Ends().Contains(hypothesis.Text.Ids[^1])
                    ? FinishReason.MaxNewTokens
                    : FinishReason.StopToken
            );
        }
    }

    [Fact]
    public void One_beam_is_the_greedy_choice_and_generate_gives_the_best_beam()
    {
        var settings = new GenerationSettings { MaxNewTokens = 6, StopAtEos = false };
        var greedy = TextGenerator.Generate(_model, null, _prompts, settings, 1).Select(t => t.Ids.ToArray());
        TextGenerator.Beams(_model, null, _prompts, settings).Select(h => h[0].Text.Ids.ToArray()).ShouldBe(greedy);
        var beams = settings with { Beams = 3 };
        TextGenerator
            .Generate(_model, null, _prompts, beams, 1)
            .Select(t => t.Ids.ToArray())
            .ShouldBe(TextGenerator.Beams(_model, null, _prompts, beams).Select(h => h[0].Text.Ids.ToArray()));
    }

    [Fact]
    public void Processors_change_what_the_beams_find()
    {
        var settings = new GenerationSettings
        {
            MaxNewTokens = 8,
            Beams = 3,
            StopAtEos = false,
            NoRepeatNgram = 1,
        };
        foreach (var (item, prompt) in TextGenerator.Beams(_model, null, _prompts, settings).Zip(_prompts))
        foreach (var hypothesis in item)
            prompt.Concat(hypothesis.Text.Ids).ShouldBeUnique();
    }

    [Fact]
    public void A_full_context_ends_beams()
    {
        var found = TextGenerator.Beams(
            _model,
            null,
            _prompts,
            new GenerationSettings
            {
                MaxNewTokens = 100,
                Beams = 2,
                StopAtEos = false,
            }
        );
        for (var i = 0; i < _prompts.Length; i++)
            found[i].ShouldAllBe(h => h.Text.Reason == FinishReason.Context && h.Text.Ids.Count + _prompts[i].Length == 24);
    }

    [Fact]
    public void Sampling_beams_and_other_wrong_settings_are_listed_at_once() =>
        Should
            .Throw<InputException>(() =>
                Search(
                    new GenerationSettings
                    {
                        Beams = 2,
                        Temperature = 1,
                        LengthPenalty = double.NaN,
                        MinP = 2,
                        RepetitionPenalty = 0,
                        NoRepeatNgram = -1,
                    }
                )
            )
            .Problems.Count.ShouldBe(5);

    /// <summary>Every third token ends a sequence.</summary>
    private static int[] Ends() => [.. Enumerable.Range(0, CharacterTokenizer.Vocabulary).Where(i => i % 3 == 0)];

    private string[][] Search(GenerationSettings settings) =>
        [.. TextGenerator.Beams(_model, null, _prompts, settings).Select(item => item.Select(h => string.Join(',', h.Text.Ids)).ToArray())];
}
