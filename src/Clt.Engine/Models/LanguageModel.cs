using Clt.Engine.Data;
using Clt.Engine.Devices;
using Clt.Engine.Layers;
using Clt.Engine.Parameters;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Models;

/// <summary>A language model: the narrow waist between training, scoring and generation, and the layers below.</summary>
public sealed class LanguageModel : TransformerModel<DecoderConfig>
{
    private readonly TransformerStack _decoder;

    private LanguageModel(DecoderConfig config, Dtype dtype, ComputeDevice? device)
        : base(config, new FlatParameters(TransformerParameters.Of(config), dtype, device: device)) =>
        _decoder = new TransformerStack(config, Parameters);

    /// <summary>[V, D]: logits are hidden states times its transpose, scaled and capped where the family does so.</summary>
    public Tensor HeadWeight => Parameters[HeadName];

    private string HeadName => Config.TiedHead ? TensorNames.Embedding : TensorNames.Head;

    /// <summary>
    /// A fresh model; its weights depend on the configuration and the seed's <c>init</c> stream only, but for their rounding.
    /// </summary>
    /// <param name="config">Sizes and variants.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <param name="dtype">What weights are kept in and computed with.</param>
    /// <param name="device">Where the weights lie; null for the process's device.</param>
    public static LanguageModel Create(ModelConfig config, Seed seed, Dtype dtype = Dtype.Float32, ComputeDevice? device = null)
    {
        var model = new LanguageModel(DecoderOf(config), dtype, device);
        ParameterInitializer.Fill(model.Parameters, config.InitializerRange, seed);
        return model;
    }

    /// <summary>
    /// A model from a Hugging Face directory, or from an adapter's directory: the base that it names, with the adapter active.
    /// </summary>
    /// <param name="folder">The directory.</param>
    /// <param name="families">The families that are known; null for the built-in one.</param>
    /// <param name="dtype">What weights are kept in and computed with; null for the dtype of most of the stored elements.</param>
    /// <param name="device">Where the weights lie; null for the process's device.</param>
    /// <exception cref="InputException">
    /// Files are missing or damaged, or tensors do not fit the configuration: all of them are listed.
    /// </exception>
    public static LanguageModel Load(
        string folder,
        ModelFamilies? families = null,
        Dtype? dtype = Dtype.Float32,
        ComputeDevice? device = null
    )
    {
        if (AdaptedModel.IsIn(folder))
            return LoadAdapted(folder, families, dtype, device);
        var config = (families ?? ModelFamilies.BuiltIn).ReadFolder(folder);
        using var shards = WeightShards.Open(folder);
        shards.CheckLayers(config, folder);
        return new LanguageModel(DecoderOf(config), dtype ?? shards.StoredDtype, device).FillOrDispose(model =>
            model.Notes = WeightFiles.Load(model.Parameters, shards, folder, config).Notes
        );
    }

    /// <summary>Hidden states [N, D] after the final norm.</summary>
    /// <exception cref="InputException">A sequence is longer than the context.</exception>
    public Tensor Forward(PackedBatch batch) => Forward(batch, null);

    /// <summary>Logits [N, V], fp32, of hidden states [N, D].</summary>
    public Tensor Logits(Tensor hidden)
    {
        var logits = Ops.Linear(hidden, HeadWeight).to_type(ScalarType.Float32);
        if (Config.LogitScale != 1)
            logits = logits * Config.LogitScale;
        return Config.LogitSoftCap == 0 ? logits : (logits / Config.LogitSoftCap).tanh() * Config.LogitSoftCap;
    }

    /// <summary>The sum of the cross-entropies of the targets, in nats.</summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="targets">[N], int64; <see cref="PackedBatch.Ignored"/> is none.</param>
    /// <param name="labelSmoothing">Share of the target's probability that is spread over the vocabulary.</param>
    /// <param name="probabilityWeighted">As <see cref="LossOptions.ProbabilityWeighted"/>.</param>
    /// <param name="training">
    /// A backward pass follows: the head's gradient is added where it is kept at once, which a large vocabulary wants.
    /// </param>
    public Tensor Loss(Tensor hidden, Tensor targets, double labelSmoothing = 0, bool probabilityWeighted = false, bool training = false)
    {
        var options = new LossOptions
        {
            LabelSmoothing = labelSmoothing,
            SoftCap = Config.LogitSoftCap,
            LogitScale = Config.LogitScale,
            ProbabilityWeighted = probabilityWeighted,
        };
        var place = training && HeadWeight.dtype == ScalarType.Float32 ? Parameters.FindGradient(HeadName) : null;
        return Ops.LinearCrossEntropy(hidden, HeadWeight, targets, options, gradient: place);
    }

    /// <summary>The cross-entropy of every target, [N], in nats, 0 where there is none; not differentiated.</summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="targets">[N], int64; <see cref="PackedBatch.Ignored"/> is none.</param>
    public Tensor TokenLosses(Tensor hidden, Tensor targets)
    {
        var options = new LossOptions { SoftCap = Config.LogitSoftCap, LogitScale = Config.LogitScale };
        var (sum, each) = Ops.LinearCrossEntropyRows(hidden, HeadWeight, targets, options);
        sum.Dispose();
        return each;
    }

    private protected override IReadOnlyList<TransformerStack> Stacks => [_decoder];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _decoder.Dispose();
        base.Dispose();
    }

    internal Tensor Forward(PackedBatch batch, Action<Tensor>? trace)
    {
        CheckLength(batch.MaxLength);
        return _decoder.Forward(batch, trace);
    }

    internal Tensor Forward(Tensor ids, Tensor positions, IAttention attention) => _decoder.Forward(ids, positions, attention);

    private static DecoderConfig DecoderOf(ModelConfig config) =>
        config as DecoderConfig
        ?? throw new InputException($"a model of the family {config.Family} is no decoder", "model", "Use a decoder-only model here.");

    private static LanguageModel LoadAdapted(string folder, ModelFamilies? families, Dtype? dtype, ComputeDevice? device) =>
        Load(AdaptedModel.BaseOf(folder), families, dtype, device)
            .FillOrDispose(model => model.Adapters.Load(folder, folder, families?.Adapters ?? []));

    internal void CheckLength(int tokens)
    {
        if (tokens <= Config.ContextLength)
            return;
        throw new InputException(
            $"a sequence has {tokens} tokens but the model's context is {Config.ContextLength}",
            "model",
            "Shorten it, or use a model with a longer context."
        );
    }
}
