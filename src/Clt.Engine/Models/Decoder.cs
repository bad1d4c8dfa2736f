using Clt.Engine.Data;
using Clt.Engine.Kernels;
using Clt.Engine.Layers;
using static TorchSharp.torch;

namespace Clt.Engine.Models;

/// <summary>A stack of decoder blocks between an embedding and a final norm.</summary>
internal sealed class Decoder : IDisposable
{
    private readonly DecoderConfig _config;
    private readonly Tensor _embedding;
    private readonly Tensor _finalNorm;
    private readonly DecoderBlock[] _blocks;
    private readonly RotaryPositions _rotary;

    public Decoder(DecoderConfig config, FlatParameters parameters)
    {
        _config = config;
        _embedding = parameters[TensorNames.Embedding];
        _finalNorm = parameters[TensorNames.FinalNorm];
        _blocks = [.. Enumerable.Range(0, config.Layers).Select(layer => new DecoderBlock(config, parameters, layer))];
        _rotary = new RotaryPositions(config.Rotary, config.HeadSize, config.ContextLength);
        Head = config.TiedHead ? _embedding : parameters[TensorNames.Head];
    }

    /// <summary>[V, D].</summary>
    public Tensor Head { get; }

    /// <summary>Hidden states [N, D] after the final norm.</summary>
    /// <param name="ids">[N].</param>
    /// <param name="positions">[N].</param>
    /// <param name="attention">What queries may look at.</param>
    /// <param name="trace">Is given the residual stream before each block and the result, for comparison with references.</param>
    public Tensor Forward(Tensor ids, Tensor positions, IAttention attention, Action<Tensor>? trace = null)
    {
        var residual = Ops.Embedding(_embedding, ids);
        var normed = Ops.RmsNorm(residual, _blocks[0].AttentionNorm, _config.NormEpsilon);
        for (var layer = 0; layer < _blocks.Length; layer++)
        {
            trace?.Invoke(residual);
            var nextNorm = layer + 1 < _blocks.Length ? _blocks[layer + 1].AttentionNorm : _finalNorm;
            (normed, residual) = _blocks[layer].Forward(normed, residual, nextNorm, _rotary.Table, positions, attention);
        }

        trace?.Invoke(normed);
        return normed;
    }

    public Tensor Forward(PackedBatch batch, Action<Tensor>? trace = null) =>
        Forward(batch.Ids, batch.Positions, new PackedSelfAttention(batch), trace);

    public void Dispose() => _rotary.Dispose();
}
