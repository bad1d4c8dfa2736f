using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Engine.Tests.Data;
using Clt.Engine.Tests.Models;
using Clt.Engine.Tests.Models.Seq2Seq;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Tests;

namespace Clt.Engine.Tests.Training;

/// <summary>Encoder-decoders in the trainer. Draws from libtorch's own generator, so no other test may run beside.</summary>
[Collection(nameof(Alone))]
public sealed class PairTrainingTests : IDisposable
{
    private static readonly TrainingSettings Settings = new()
    {
        Steps = 60,
        Batch = 4,
        Shuffle = false,
        Schedule = new ConstantSchedule(2e-2),
    };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TinyPairs.T5, 1)]
    [InlineData(TinyPairs.MBart, 2)]
    public void A_model_learns_pairs_and_writes_the_labels(string json, int end)
    {
        // mBART begins with the language's code, which is the last label; the code is forced where it writes.
        var mbart = json == TinyPairs.MBart;
        PairExample[] pairs =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(i => new PairExample(
                    $"{i}",
                    ToyTask.English,
                    "pairs",
                    new SequencePair([10 + i, 20 - i, end], mbart ? [5 + i, 30, 5, end, 39] : [5 + i, 30, 5, end])
                )),
        ];

        var result = Trainer.Run(Job("learn", () => new ConditionalGeneration(TinyPairs.Create(json)), pairs));

        result.LastLoss.ShouldBeLessThan(0.3);
        using var model = SequenceToSequenceModel.Load(result.ModelFolder, GoldenFolders.Families);
        var settings = new GenerationSettings { MaxNewTokens = 6 };
        var written = SequenceToSequenceGenerator.Generate(model, null, [.. pairs.Select(p => p.Pair.Source)], settings, 1);
        written.Select(w => w.Ids).ShouldBe(pairs.Select(p => (IReadOnlyList<int>)(mbart ? p.Pair.Labels[..^1] : p.Pair.Labels)));
    }

    [Fact]
    public void Micro_batches_change_no_loss_of_spoilt_texts_and_held_out_texts_are_spoilt_alike()
    {
        DocumentExample[] texts =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i => new DocumentExample(
                    $"{i}",
                    ToyTask.English,
                    "text",
                    [
                        [5, 6, 7 + i],
                        [9, 10, 11],
                    ],
                    [1]
                )),
        ];
        var settings = Settings with { Steps = 3, ValidateEvery = 1 };

        var whole = Rows(Denoising("whole") with { Settings = settings });
        var split = Rows(Denoising("split") with { Settings = settings with { MicroBatchTokens = 1 } });

        whole.Select(r => r.Loss).Distinct().Count().ShouldBe(3);
        for (var i = 0; i < whole.Count; i++)
        {
            split[i].Loss.ShouldBe(whole[i].Loss, 1e-5);
            split[i].ValidationLoss!.Value.ShouldBe(whole[i].ValidationLoss!.Value, 1e-5);
        }

        TrainingJob Denoising(string name) =>
            Job(name, () => new SpanDenoising(TinyPairs.Create(TinyPairs.T5), new SpanNoise { Mask = 3 }), texts) with
            {
                Validation = texts,
            };
    }

    [Fact]
    public void Texts_that_say_how_they_are_spoilt_are_trained_beside_pairs_and_spoilt_anew_each_time()
    {
        var text = new DocumentExample(
            "1",
            ToyTask.English,
            "text",
            [
                [.. Enumerable.Range(5, 12)],
            ],
            [1]
        )
        {
            Noise = new TextNoise { Ratio = 0.4 },
            Mask = 3,
        };
        var pair = new PairExample("2", ToyTask.English, "pair", new SequencePair([5, 6, 1], [7, 1]));
        using var objective = new ConditionalGeneration(TinyPairs.Create(TinyPairs.T5));

        var spoilt = Enumerable.Range(0, 4).Select(seed => objective.Prepare([text, pair], seed)).ToList();

        spoilt.ShouldAllBe(s => ReferenceEquals(s[1], pair));
        var sources = spoilt.Select(s => s[0].ShouldBeOfType<PairExample>().Pair).ToList();
        sources.ShouldAllBe(p => p.Labels.SequenceEqual(text.Sequences[0]) && p.Source.Contains(3) && p.Source.Last() == 1);
        sources.Select(p => string.Join(' ', p.Source)).Distinct().Count().ShouldBeGreaterThan(1);
        objective.Loss(spoilt[0], training: true).item<float>().ShouldBeGreaterThan(0);
        // What trains on texts alone goes by what a text says of itself.
        using var denoising = new SpanDenoising(TinyPairs.Create(TinyPairs.T5), new SpanNoise { Mask = 4, Ratio = 1 });
        denoising.Prepare([text], 1)[0].Sequences[0].ShouldBe(objective.Prepare([text], 1)[0].Sequences[0]);
    }

    private static IReadOnlyList<StepRow> Rows(TrainingJob job)
    {
        Trainer.Run(job);
        return [.. TrainingLog.Read(Path.Combine(job.Folder, "log.jsonl"))];
    }

    private TrainingJob Job(string name, Func<IObjective> objective, IReadOnlyList<TrainingExample> train) =>
        new(_folder[name], "identity", objective, train, [], Settings, 1);
}
