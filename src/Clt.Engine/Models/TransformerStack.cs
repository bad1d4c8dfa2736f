using Clt.Engine.Data;
using Clt.Engine.Layers;
using Clt.Engine.Parameters;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Models;

/// <summary>A stack of blocks between an embedding and a final norm: a decoder, an encoder, or either half of a model with both.</summary>
internal sealed class TransformerStack : IDisposable
{
    private readonly TransformerConfig _config;
    private readonly FlatParameters _parameters;
    private readonly Tensor _embedding;
    private readonly Tensor? _positions;
    private readonly Tensor? _relative;
    private readonly Tensor? _tokenTypes;
    private readonly Norm _embeddingNorm;
    private readonly Norm _finalNorm;
    private readonly TransformerBlock[] _blocks;
    private readonly AdapterHooks[] _hooks;
    private readonly string[] _names;
    private readonly Dictionary<RotaryConfig, RotaryPositions> _rotary;
    private readonly Dropout _dropout;
    private readonly List<Tensor> _tables = [];

    /// <summary>Every so many blocks one keeps no activations, and the backward pass computes it again; 0 keeps those of all.</summary>
    public int RecomputeEvery { get; set; }

    /// <param name="config">Sizes and variants.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="prefix">
    /// Begins the names of the stack's own parameters, where a model has several; the embedding is the model's.
    /// </param>
    /// <param name="dropout">Of the embedded tokens and of what each layer adds to the stream; null: none.</param>
    public TransformerStack(TransformerConfig config, FlatParameters parameters, string prefix = "", Dropout? dropout = null)
    {
        (_config, _parameters, _dropout) = (config, parameters, dropout ?? Dropout.None);
        _embedding = parameters[TensorNames.Embedding];
        _positions =
            config.Positions == PositionEmbedding.Sinusoidal
                ? Keep(
                    SinusoidalPositions
                        .Table(config.PositionOffset + config.ContextLength, config.HiddenSize)
                        .to(_embedding.dtype)
                        .to(_embedding.device)
                )
                : parameters.Find(prefix + TensorNames.Positions);
        _relative = parameters.Find(prefix + TensorNames.RelativeBias);
        _tokenTypes = parameters.Find(prefix + TensorNames.TokenTypes);
        _embeddingNorm = new Norm(config, parameters, prefix + TensorNames.EmbeddingNorm);
        _finalNorm = new Norm(config, parameters, prefix + TensorNames.FinalNorm);
        var layers = Enumerable.Range(0, config.Layers).ToArray();
        _rotary = layers
            .Select(config.RotaryOf)
            .OfType<RotaryConfig>()
            .Distinct()
            .ToDictionary(r => r, r => new RotaryPositions(r, config.HeadSize, config.ContextLength, _embedding.device));
        var slopes = config.Alibi ? Keep(PositionBias.AlibiSlopes(config.Heads).to(_embedding.device)) : null;
        _blocks = [.. layers.Select(layer => new TransformerBlock(config, parameters, layer, Table(layer), slopes, prefix, _dropout))];
        _names = [.. layers.Select(layer => $"{prefix}layers.{layer}")];
        _hooks = [.. _names.Select(parameters.HooksAt)];

        RotaryTable? Table(int layer) => config.RotaryOf(layer) is { } rotary ? _rotary[rotary].Table : null;

        Tensor Keep(Tensor table)
        {
            _tables.Add(table.DetachFromDisposeScope());
            return table;
        }
    }

    /// <summary>Hidden states [N, D] after the final norm.</summary>
    /// <param name="ids">[N].</param>
    /// <param name="positions">[N].</param>
    /// <param name="attention">What queries may look at.</param>
    /// <param name="trace">Is given the residual stream before each block and the result, for comparison with references.</param>
    /// <param name="tokenTypes">[N], int64, or null: all 0. Only where the configuration has token types.</param>
    /// <param name="sources">What cross-attention looks at; null in a stack without.</param>
    public Tensor Forward(
        Tensor ids,
        Tensor positions,
        IAttention attention,
        Action<Tensor>? trace = null,
        Tensor? tokenTypes = null,
        CrossInput? sources = null
    )
    {
        Dtypes.CheckCompute(_embedding);
        var residual = Embed(ids, positions, tokenTypes);
        var normed = _blocks[0].AttentionNorm.Of(residual);
        for (var layer = 0; layer < _blocks.Length; layer++)
        {
            trace?.Invoke(residual);
            (normed, residual) = _parameters.Marks.Enter(_names[layer], normed, residual);
            (normed, residual) =
                IsRecomputed(layer) && attention is PackedSelfAttention packed
                    ? Recompute(layer, normed, residual, positions, packed, sources)
                    : Block(layer, normed, residual, positions, attention, sources);
        }

        trace?.Invoke(normed);
        return normed;
    }

    public Tensor Forward(PackedBatch batch, Action<Tensor>? trace = null, Tensor? tokenTypes = null, CrossInput? sources = null)
    {
        var attention = new PackedSelfAttention(batch.CumulativeLengths, RelativeBias(batch.MaxLength));
        var (ids, positions) = batch.On(_embedding.device);
        return Forward(ids, positions, attention, trace, tokenTypes, sources);
    }

    /// <summary>[H, 2R − 1]: what is added to scores by distance in every layer, or null; differentiable.</summary>
    /// <param name="radius">R, at least the longest sequence.</param>
    public Tensor? RelativeBias(int radius) =>
        _relative is null ? null : PositionBias.Spread(_relative, radius, !_config.Causal, _config.RelativeDistance);

    public void Dispose()
    {
        foreach (var rotary in _rotary.Values)
            rotary.Dispose();
        foreach (var table in _tables)
            table.Dispose();
    }

    private bool IsRecomputed(int layer) => RecomputeEvery > 0 && layer % RecomputeEvery == 0 && is_grad_enabled();

    private (Tensor Normed, Tensor Residual) Block(
        int layer,
        Tensor normed,
        Tensor residual,
        Tensor positions,
        IAttention attention,
        CrossInput? sources
    )
    {
        var nextNorm = layer + 1 < _blocks.Length ? _blocks[layer + 1].AttentionNorm : _finalNorm;
        (normed, residual) = _blocks[layer].Forward(normed, residual, nextNorm, positions, attention, sources);
        if (_hooks[layer].IsEmpty)
            return (normed, residual);
        residual = _hooks[layer].Output(residual);
        return (nextNorm.Of(residual), residual);
    }

    /// <summary>
    /// A block that keeps its inputs alone. All tensors of a batch are among these: the batch may be gone before the backward pass.
    /// </summary>
    private (Tensor Normed, Tensor Residual) Recompute(
        int layer,
        Tensor normed,
        Tensor residual,
        Tensor positions,
        PackedSelfAttention attention,
        CrossInput? sources
    )
    {
        // Without a norm both are one tensor, whose gradients are added up in one place.
        var (isOne, encoded) = (ReferenceEquals(normed, residual), sources?.Sources as EncodedSources);
        var outputs = Recomputed.Of(
            Part,
            residual,
            isOne ? null : normed,
            positions,
            attention.Starts,
            attention.Bias,
            encoded?.States,
            encoded?.Starts,
            sources?.QueryStarts
        );
        return (outputs[^1], outputs[0]);

        Tensor[] Part(Tensor?[] given)
        {
            var looksAt = given[5] is { } states ? new CrossInput(new EncodedSources(states, given[6]!), given[7]!) : (CrossInput?)null;
            var (after, stream) = Block(
                layer,
                given[1] ?? given[0]!,
                given[0]!,
                given[2]!,
                new PackedSelfAttention(given[3]!, given[4]),
                looksAt
            );
            return ReferenceEquals(after, stream) ? [stream] : [stream, after];
        }
    }

    private Tensor Embed(Tensor ids, Tensor positions, Tensor? tokenTypes)
    {
        var embedded = Ops.Embedding(_embedding, ids, _parameters.FindGradient(TensorNames.Embedding));
        if (_config.EmbeddingScale != 1)
            embedded = embedded * _config.EmbeddingScale;
        if (_positions is not null)
        {
            embedded = embedded + Ops.Embedding(_positions, _config.PositionOffset == 0 ? positions : positions + _config.PositionOffset);
        }

        if (_tokenTypes is not null)
            embedded = embedded + (tokenTypes is null ? _tokenTypes[0] : Ops.Embedding(_tokenTypes, tokenTypes.to(_tokenTypes.device)));
        return _dropout.Of(_embeddingNorm.Of(embedded));
    }
}
