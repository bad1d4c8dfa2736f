using Clt.Engine.Data;
using Clt.Engine.Devices;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Devices;

/// <summary>Every architecture of every family trains and answers on a device, in fp32 and bf16, with nothing left on the host.</summary>
public sealed class MetaFamilyTests
{
    public static TheoryData<string, Dtype> All()
    {
        var all = new TheoryData<string, Dtype>();
        foreach (var architecture in SmallConfigs.Architectures)
        {
            all.Add(architecture, Dtype.Float32);
            all.Add(architecture, Dtype.BFloat16);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_training_step_leaves_nothing_on_the_host(string architecture, Dtype dtype)
    {
        var (objective, examples) = Objective(SmallConfigs.Of(architecture), dtype);
        using var disposed = objective;
        Meta.Train(objective, examples);
        // Activations of layers that are no blocks are kept.
        if (objective.Model.Config is not EncoderConfig { Body: not null })
            Meta.Train(objective, examples, recompute: 1);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_answer_leaves_nothing_on_the_host(string architecture, Dtype dtype)
    {
        int[][] prompts =
        [
            [3, 4, 5],
            [3, 4, 6, 7],
            [8],
        ];
        using var model = Make(SmallConfigs.Of(architecture), dtype);
        Meta.Run(() =>
        {
            foreach (var beams in (int[])[1, 2])
            {
                var settings = new GenerationSettings { MaxNewTokens = 3, Beams = beams };
                if (model is LanguageModel decoder)
                    TextGenerator.Generate(decoder, null, prompts, settings, 1);
                if (model is SequenceToSequenceModel pair)
                    SequenceToSequenceGenerator.Generate(pair, null, prompts, settings, 1);
            }

            if (model is LanguageModel scorer)
                Scorer.LogLikelihood(scorer, [([3, 4], [5, 6]), ([3, 4], [7])]);
            if (model is EncoderModel encoder)
                Read(encoder, prompts);
        });
    }

    private static void Read(EncoderModel model, int[][] texts)
    {
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of(texts);
        var hidden = model.Forward(batch);
        Pooling.Normalized(Pooling.Mean(hidden, batch)).device_type.ShouldBe(TorchSharp.DeviceType.META);
        if (model.Config.Head == EncoderHead.Arcs)
            model.Trees(hidden, batch, [.. texts.Select(t => (int[])[.. Enumerable.Range(1, t.Length - 1)])]).Count.ShouldBe(texts.Length);
        else if (model.Config.Head != EncoderHead.None)
            model.Logits(hidden, batch);
        var chooses =
            model.Config.Head == EncoderHead.Tokens
            || model.Config is { Head: EncoderHead.Sequence, Problem: not SequenceProblem.Regression };
        if (chooses)
            model.Labels(hidden, batch).Count.ShouldBe(texts.Length);
    }

    private static ITrainableModel Make(ModelConfig config, Dtype dtype) =>
        config switch
        {
            EncoderConfig encoder => EncoderModel.Create(encoder, 1, dtype, ComputeDevice.Meta),
            SequenceToSequenceConfig => SequenceToSequenceModel.Create(config, 1, dtype, ComputeDevice.Meta),
            _ => LanguageModel.Create(config, 1, dtype, ComputeDevice.Meta),
        };

    private static (IObjective Objective, IReadOnlyList<TrainingExample> Examples) Objective(ModelConfig config, Dtype dtype) =>
        Make(config, dtype) switch
        {
            EncoderModel { Config.Head: EncoderHead.MaskedLanguageModel } masked => (
                new MaskedLanguageModelling(masked, MetaObjectives.Masking),
                MetaExamples.Texts
            ),
            EncoderModel { Config.Head: EncoderHead.None } bare => (new SquaredAlignment(bare), MetaExamples.Parallels),
            EncoderModel { Config.Head: EncoderHead.Tokens } tagger => (new EncoderTraining(tagger), MetaExamples.Tagged),
            EncoderModel { Config.Head: EncoderHead.Arcs } parser => (new EncoderTraining(parser), MetaExamples.Trees),
            EncoderModel { Config.Head: EncoderHead.Joint } joint => (new EncoderTraining(joint), MetaExamples.Joint),
            EncoderModel { Config.Problem: SequenceProblem.SingleLabel } classifier => (
                new EncoderTraining(classifier),
                MetaExamples.Labelled
            ),
            EncoderModel other => (new EncoderTraining(other), MetaExamples.Numbered(other.Config.Labels.Count)),
            SequenceToSequenceModel pair => (new ConditionalGeneration(pair), MetaExamples.Pairs),
            var decoder => (new CausalLanguageModelling((LanguageModel)decoder), MetaExamples.Tokenized),
        };
}
