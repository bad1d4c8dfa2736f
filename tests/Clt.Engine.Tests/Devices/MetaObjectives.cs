using Clt.Engine.Adapters;
using Clt.Engine.Data;
using Clt.Engine.Devices;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Plugins.Training.Objectives;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Devices;

/// <summary>Every objective of the engine over small models on the meta device, with what it trains on.</summary>
internal static class MetaObjectives
{
    private static readonly string[] Labels = ["a", "b", "c"];
    private static readonly LoraSettings Dropping = new() { Rank = 2, Dropout = 0.5 };

    public static TokenMasking Masking { get; } =
        new()
        {
            MaskId = 4,
            Vocabulary = SmallConfigs.Vocabulary,
            Special = new HashSet<int> { 1, 2 },
        };

    /// <summary>By the objective's name and variant.</summary>
    public static IReadOnlyDictionary<string, Func<Dtype, (IObjective Objective, IReadOnlyList<TrainingExample> Examples)>> All { get; } =
        Cases().ToDictionary(c => c.Name, c => c.Make, StringComparer.Ordinal);

    public static LanguageModel Decoder(Dtype dtype) => LanguageModel.Create(Config, 1, dtype, ComputeDevice.Meta);

    private static DecoderConfig Config { get; } =
        LlamaConfig.Create(SmallConfigs.Vocabulary, layers: 2, width: 32, heads: 4, keyValueHeads: 2, inner: 48, context: 24);

    private static IEnumerable<(string Name, Func<Dtype, (IObjective, IReadOnlyList<TrainingExample>)> Make)> Cases()
    {
        yield return (
            "CausalLanguageModelling",
            t => (new CausalLanguageModelling(Decoder(t)) { LabelSmoothing = 0.1 }, MetaExamples.Tokenized)
        );
        yield return (
            "CausalLanguageModelling, weighted",
            t => (new CausalLanguageModelling(Decoder(t)) { ProbabilityWeighted = true }, MetaExamples.Tokenized)
        );
        foreach (var divergence in Enum.GetValues<Divergence>())
        {
            var settings = new DistillationSettings { Divergence = divergence, HardShare = 0.5 };
            yield return ($"Distillation, {divergence}", t => (new Distillation(Decoder(t), Decoder(t), settings), MetaExamples.Tokenized));
        }

        foreach (var loss in Enum.GetValues<PreferenceLoss>())
        {
            var settings = new PreferenceSpec { Loss = loss, LabelSmoothing = loss == PreferenceLoss.Exo ? 0.1 : 0 };
            yield return (
                $"PreferenceOptimization, {loss}",
                t => (new PreferenceOptimization(Decoder(t), Decoder(t), settings), MetaExamples.Preferences)
            );
        }

        yield return ("ElasticWeightConsolidation", Consolidation);
        yield return ("RDropLanguageModelling", t => (new RDropLanguageModelling(Adapted(t), 1), MetaExamples.Tokenized));
        yield return ("ConditionalGeneration", t => (new ConditionalGeneration(Pair(t)) { LabelSmoothing = 0.1 }, MetaExamples.Pairs));
        yield return ("SpanDenoising", t => (new SpanDenoising(Pair(t), new SpanNoise { Mask = 4 }), MetaExamples.Documents));
        yield return (
            "MaskedLanguageModelling",
            t => (new MaskedLanguageModelling(Encoder(t, EncoderHead.MaskedLanguageModel), Masking), MetaExamples.Texts)
        );
        yield return (
            "EncoderTraining, tags",
            t => (new EncoderTraining(Encoder(t, EncoderHead.Tokens)) { Dropout = true }, MetaExamples.Tagged)
        );
        yield return (
            "EncoderTraining, random field",
            t => (new EncoderTraining(Encoder(t, EncoderHead.Tokens, crf: true)), MetaExamples.Tagged)
        );
        yield return (
            "EncoderTraining, trees",
            t => (new EncoderTraining(Encoder(t, EncoderHead.Arcs)) { Dropout = true }, MetaExamples.Trees)
        );
        yield return ("EncoderTraining, joint", t => (new EncoderTraining(Encoder(t, EncoderHead.Joint)), MetaExamples.Joint));
        yield return (
            "EncoderTraining, joint chain",
            t => (new EncoderTraining(Encoder(t, EncoderHead.Joint, crf: true)), MetaExamples.Joint)
        );
        foreach (var problem in Enum.GetValues<SequenceProblem>())
        {
            var examples = problem == SequenceProblem.SingleLabel ? MetaExamples.Labelled : MetaExamples.Numbered(Labels.Length);
            yield return ($"EncoderTraining, {problem}", t => (new EncoderTraining(Encoder(t, EncoderHead.Sequence, problem)), examples));
        }

        yield return ("RDropClassification", t => (new RDropClassification(Encoder(t, EncoderHead.Sequence), 1), MetaExamples.Labelled));
        yield return ("ContrastiveAlignment", t => (new ContrastiveAlignment(Encoder(t, EncoderHead.None)), MetaExamples.Parallels));
        yield return ("SquaredAlignment", t => (new SquaredAlignment(Encoder(t, EncoderHead.None)), MetaExamples.Parallels));
    }

    private static (IObjective, IReadOnlyList<TrainingExample>) Consolidation(Dtype dtype)
    {
        using var scope = NewDisposeScope();
        var inner = new CausalLanguageModelling(Decoder(dtype));
        var fisher = FisherInformation.Diagonal(inner, MetaExamples.Tokenized);
        return (new ElasticWeightConsolidation(inner, fisher, 1), MetaExamples.Tokenized);
    }

    private static LanguageModel Adapted(Dtype dtype)
    {
        var model = Decoder(dtype);
        model.Adapters.Add("low", Dropping, 1);
        return model;
    }

    private static EncoderModel Encoder(
        Dtype dtype,
        EncoderHead head,
        SequenceProblem problem = SequenceProblem.SingleLabel,
        bool crf = false
    )
    {
        var labels = head is EncoderHead.None or EncoderHead.MaskedLanguageModel ? null : Labels;
        var body = TinyEncoder.Config() with { HiddenDropout = 0.1 };
        var config = head == EncoderHead.Joint ? body.WithJointHead(Labels, Labels, crf) : body.WithHead(head, labels, problem, crf);
        return EncoderModel.Create(config, 1, dtype, ComputeDevice.Meta);
    }

    private static SequenceToSequenceModel Pair(Dtype dtype) =>
        SequenceToSequenceModel.Create(
            SmallConfigs.Of(SmallConfigs.Architectures.First(a => SmallConfigs.Of(a) is SequenceToSequenceConfig)),
            1,
            dtype,
            ComputeDevice.Meta
        );
}
