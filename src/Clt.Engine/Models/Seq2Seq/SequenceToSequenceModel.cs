using Clt.Engine.Data;
using Clt.Engine.Devices;
using Clt.Engine.Layers;
using Clt.Engine.Parameters;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Seq2Seq;

/// <summary>An encoder-decoder model: it reads a source, and writes a target that it conditions on the source (T5, mBART).</summary>
/// <remarks>Sources and targets are packed, never padded: S source tokens and N target tokens of B pairs.</remarks>
public sealed class SequenceToSequenceModel : TransformerModel<SequenceToSequenceConfig>
{
    private readonly TransformerStack _encoder;
    private readonly TransformerStack _decoder;

    private SequenceToSequenceModel(SequenceToSequenceConfig config, Dtype dtype, ComputeDevice? device)
        : base(config, SequenceToSequenceParameters.Of(config, dtype, device))
    {
        _encoder = new TransformerStack(Config.Encoder, Parameters, SequenceToSequenceParameters.Encoder);
        _decoder = new TransformerStack(Config.Decoder, Parameters, SequenceToSequenceParameters.Decoder);
    }

    /// <summary>[V, D]: logits are the decoder's states times its transpose, scaled, or with a bias, where the family does so.</summary>
    public Tensor HeadWeight => Parameters[Config.TiedHead ? TensorNames.Embedding : TensorNames.Head];

    private Tensor? LogitBias => Parameters.Find(TensorNames.LogitBias)?[0];

    /// <summary>A fresh model; its weights depend on the configuration and the seed's <c>init</c> stream only.</summary>
    public static SequenceToSequenceModel Create(ModelConfig config, Seed seed, Dtype dtype = Dtype.Float32, ComputeDevice? device = null)
    {
        var model = new SequenceToSequenceModel(PairOf(config), dtype, device);
        ParameterInitializer.Fill(model.Parameters, config.InitializerRange, seed);
        return model;
    }

    /// <summary>A model from a Hugging Face directory.</summary>
    /// <param name="folder">The directory.</param>
    /// <param name="families">Those that can be read; all families with an encoder and a decoder are plugins.</param>
    /// <param name="dtype">What weights are kept in and computed with; null for the dtype of most of the stored elements.</param>
    /// <param name="device">Where the weights lie; null for the process's device.</param>
    /// <exception cref="InputException">
    /// Files are missing or damaged, or tensors do not fit the configuration: all of them are listed.
    /// </exception>
    public static SequenceToSequenceModel Load(
        string folder,
        ModelFamilies families,
        Dtype? dtype = Dtype.Float32,
        ComputeDevice? device = null
    )
    {
        var config = families.ReadFolder(folder);
        using var shards = WeightShards.Open(folder);
        shards.CheckLayers(config, folder);
        return new SequenceToSequenceModel(PairOf(config), dtype ?? shards.StoredDtype, device).FillOrDispose(model =>
            model.Notes = WeightFiles.Load(model.Parameters, shards, folder, config).Notes
        );
    }

    /// <summary>The encoder's states [S, D] after its final norm.</summary>
    /// <exception cref="InputException">A source is longer than the encoder's context.</exception>
    public Tensor Encode(PackedBatch source) => Encode(source, null);

    /// <summary>The decoder's states [N, D] after its final norm; state i predicts label i.</summary>
    /// <exception cref="InputException">A source or target is longer than the context.</exception>
    public Tensor Forward(SequenceToSequenceBatch batch) => Decode(Encode(batch.Source), batch, null);

    /// <summary>Logits [N, V], fp32, of the decoder's states [N, D].</summary>
    public Tensor Logits(Tensor hidden)
    {
        var logits = Ops.Linear(hidden, HeadWeight, LogitBias).to_type(ScalarType.Float32);
        return Config.LogitScale == 1 ? logits : logits * Config.LogitScale;
    }

    /// <summary>The sum of the cross-entropies of the targets, in nats; no logits of more than a chunk of rows exist at a time.</summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="targets">[N], int64; <see cref="PackedBatch.Ignored"/> is none.</param>
    /// <param name="labelSmoothing">Share of the target's probability that is spread over the vocabulary.</param>
    public Tensor Loss(Tensor hidden, Tensor targets, double labelSmoothing = 0)
    {
        var options = new LossOptions { LabelSmoothing = labelSmoothing, LogitScale = Config.LogitScale };
        return Ops.LinearCrossEntropy(hidden, HeadWeight, targets, options, LogitBias);
    }

    /// <summary>The cross-entropy of every target, [N], in nats, 0 where there is none; not differentiated.</summary>
    public Tensor TokenLosses(Tensor hidden, Tensor targets)
    {
        var options = new LossOptions { LogitScale = Config.LogitScale };
        var (sum, each) = Ops.LinearCrossEntropyRows(hidden, HeadWeight, targets, options, LogitBias);
        sum.Dispose();
        return each;
    }

    private protected override IReadOnlyList<TransformerStack> Stacks => [_encoder, _decoder];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
        base.Dispose();
    }

    internal Tensor Encode(PackedBatch source, Action<Tensor>? trace)
    {
        CheckLength(source.MaxLength, Config.Encoder, "source");
        return _encoder.Forward(source, trace);
    }

    internal Tensor Decode(Tensor encoded, SequenceToSequenceBatch batch, Action<Tensor>? trace)
    {
        CheckLength(batch.Target.MaxLength, Config.Decoder, "target");
        var sources = new EncodedSources(encoded, batch.Source.CumulativeLengths);
        return _decoder.Forward(batch.Target, trace, sources: new CrossInput(sources, batch.Target.CumulativeLengths));
    }

    /// <summary>The decoder's states [N, D] of new tokens.</summary>
    internal Tensor Decode(Tensor ids, Tensor positions, IAttention attention, CrossInput sources) =>
        _decoder.Forward(ids, positions, attention, sources: sources);

    /// <summary>What the decoder adds to scores by distance, or null (<see cref="TransformerStack.RelativeBias"/>).</summary>
    internal Tensor? DecoderBias(int radius) => _decoder.RelativeBias(radius);

    private static SequenceToSequenceConfig PairOf(ModelConfig config) =>
        config as SequenceToSequenceConfig
        ?? throw new InputException(
            $"a model of the family {config.Family} has no encoder and decoder",
            "model",
            "Use an encoder-decoder model here."
        );

    private static void CheckLength(int tokens, StackConfig stack, string which)
    {
        if (tokens <= stack.ContextLength)
            return;
        throw new InputException(
            $"a {which} has {tokens} tokens but the model has {stack.ContextLength} positions",
            "model",
            "Shorten it, or use a model with more."
        );
    }
}
