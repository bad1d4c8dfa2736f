using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Tests.Models.Seq2Seq;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Generation;

/// <summary>What holds for every encoder-decoder that writes, and what wrong input is told.</summary>
public sealed class SequenceToSequenceGeneratorTests
{
    private static readonly int[][] Sources =
    [
        [5, 9, 11, 1],
        [6, 1],
        [20, 21, 22, 23, 24, 25, 1],
        [7, 1],
        [31, 8, 1],
        [6, 1],
    ];

    [Theory]
    [InlineData(TinyPairs.T5, 1)]
    [InlineData(TinyPairs.T5, 3)]
    [InlineData(TinyPairs.MBart, 1)]
    [InlineData(TinyPairs.MBart, 3)]
    public void Results_do_not_depend_on_what_is_written_beside(string json, int beams)
    {
        using var model = Loud(json);
        // Many tokens may end a target, so that items leave, others join, and sources are forgotten at different times.
        var settings = new GenerationSettings
        {
            MaxNewTokens = 9,
            Beams = beams,
            StopTokens = [.. Enumerable.Range(0, 12)],
        };

        var together = Write(model, Sources, settings);

        together.Select(t => t.Length).Distinct().Count().ShouldBeGreaterThan(1);
        Write(model, Sources, settings with { BatchSize = 1 }).ShouldBe(together);
        Write(model, Sources, settings with { BatchSize = 2, PrefillTokens = 5 }).ShouldBe(together);
        Write(model, Sources, settings with { BatchSize = 4 }).ShouldBe(together);
        together[1].ShouldBe(together[5]);
    }

    [Theory]
    [InlineData(TinyPairs.T5)]
    [InlineData(TinyPairs.MBart)]
    public void The_log_probability_is_that_of_the_whole_target_read_at_once(string json)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = Loud(json);
        var settings = new GenerationSettings { MaxNewTokens = 8, StopAtEos = false };

        foreach (var (source, made) in Sources.Zip(SequenceToSequenceGenerator.Generate(model, null, Sources, settings, 1)))
        {
            using var batch = SequenceToSequenceBatch.Of(model.Config, [new SequencePair(source, [.. made.Ids])]);
            var inputs = batch.Target.Ids.data<long>().ToArray();
            // What the decoder begins with is not a label when it writes.
            batch.Target.Ids.narrow(0, 0, 1).fill_(model.Config.DecoderStart);
            inputs[1..].ShouldBe(made.Ids.SkipLast(1).Select(id => (long)id));
            var losses = model.TokenLosses(model.Forward(batch), batch.Target.Targets!).data<float>().ToArray();
            made.LogProbability.ShouldBe(-losses.Sum(), 1e-4);
        }
    }

    [Fact]
    public void Start_and_forced_tokens_of_the_settings_go_before_the_models()
    {
        using var model = Loud(TinyPairs.MBart);
        var settings = new GenerationSettings { MaxNewTokens = 5, StopAtEos = false };
        var plain = Write(model, Sources, settings);

        var forced = Write(model, Sources, settings with { ForcedBos = 33, ForcedEos = 2 });
        var started = SequenceToSequenceGenerator.Generate(model, null, Sources, settings with { DecoderStart = 12 }, 1);

        forced.ShouldAllBe(ids => ids.Length == 5 && ids[0] == 33 && ids[4] == 2);
        plain.ShouldAllBe(ids => ids[0] != 33);
        started[0].LogProbability.ShouldNotBe(SequenceToSequenceGenerator.Generate(model, null, Sources, settings, 1)[0].LogProbability);
    }

    [Fact]
    public void A_target_ends_where_the_positions_do()
    {
        using var model = Loud(TinyPairs.MBart);

        var made = SequenceToSequenceGenerator.Generate(
            model,
            null,
            Sources,
            new GenerationSettings { MaxNewTokens = 50, StopAtEos = false },
            1
        );

        made.ShouldAllBe(m => m.Ids.Count == TinyPairs.MBartPositions - 1 && m.Reason == FinishReason.Context);
    }

    [Fact]
    public void Wrong_sources_and_tokens_are_listed_at_once()
    {
        using var model = Loud(TinyPairs.MBart);

        Problems(
                [
                    [],
                    [1],
                    [.. Enumerable.Repeat(5, TinyPairs.MBartPositions + 1)],
                ],
                new GenerationSettings()
            )
            .ShouldBe(["source 0", "source 2"]);
        Problems(Sources, new GenerationSettings { ForcedBos = TinyPairs.Vocabulary, DecoderStart = -1 })
            .ShouldBe(["generation settings, decoder start", "generation settings, forced bos"]);
        Problems(Sources, new GenerationSettings { StopStrings = ["."] }).ShouldBe(["generation"]);
        SequenceToSequenceGenerator.Generate(model, null, [], new GenerationSettings(), 1).ShouldBeEmpty();

        IEnumerable<string> Problems(int[][] sources, GenerationSettings settings) =>
            Should
                .Throw<InputException>(() => SequenceToSequenceGenerator.Generate(model, null, sources, settings, 1))
                .Problems.Select(p => p.Where);
    }

    private static int[][] Write(SequenceToSequenceModel model, int[][] sources, GenerationSettings settings) =>
        [.. SequenceToSequenceGenerator.Generate(model, null, sources, settings, 1).Select(t => t.Ids.ToArray())];

    /// <summary>Fresh weights enlarged, so that no two tokens are nearly as likely.</summary>
    private static SequenceToSequenceModel Loud(string json)
    {
        var model = TinyPairs.Create(json, seed: 3);
        using var noGrad = no_grad();
        model.Parameters.Values.mul_(2);
        return model;
    }
}
