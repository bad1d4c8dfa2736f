using Clt.Engine.Parameters;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>A layer's attention to the states of an encoder. Every query sees all of its own source and nothing of another's.</summary>
internal sealed class CrossAttention
{
    private readonly TransformerConfig _config;
    private readonly int _layer;
    private readonly AttentionOptions _options;
    private readonly Linear _query;
    private readonly Linear _keyValue;
    private readonly Linear _output;

    /// <param name="config">Sizes of the decoder.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="layer">From 0.</param>
    /// <param name="prefix">Begins the parameters' names.</param>
    public CrossAttention(TransformerConfig config, FlatParameters parameters, int layer, string prefix)
    {
        (_config, _layer) = (config, layer);
        _options = new AttentionOptions { Causal = false, Scale = config.AttentionScale };
        Norm = new Norm(config, parameters, Name(TensorNames.CrossNorm));
        _query = new Linear(parameters, Name(TensorNames.CrossQuery));
        _keyValue = new Linear(parameters, prefix + TransformerParameters.CrossKeyValue(layer));
        _output = new Linear(parameters, Name(TensorNames.CrossOutput));

        string Name(string name) => prefix + TransformerParameters.At(name, layer);
    }

    /// <summary>The norm before it.</summary>
    public Norm Norm { get; }

    /// <param name="normed">[N, D]: the decoder's tokens, those of one source beside each other.</param>
    /// <param name="input">The sources.</param>
    /// <returns>[N, D].</returns>
    public Tensor Of(Tensor normed, CrossInput input)
    {
        var (tokens, width, shared) = (normed.shape[0], _config.HeadSize, _config.KeyValueHeads);
        var both = input.Sources.KeysAndValues(_layer, this);
        var (key, value) = (both.narrow(1, 0, shared), both.narrow(1, shared, shared));
        var query = _query.Of(normed).reshape(tokens, _config.Heads, width);
        var attended = Ops.PackedAttention(query, key, value, input.QueryStarts, input.Sources.Starts, _options);
        return _output.Of(attended.reshape(tokens, _config.Heads * (long)width));
    }

    /// <summary>Keys, then values, [S, 2 Hkv, Dh] of states [S, D].</summary>
    public Tensor Project(Tensor states) => _keyValue.Of(states).reshape(states.shape[0], 2 * _config.KeyValueHeads, _config.HeadSize);
}

/// <summary>What a decoder's tokens look at in cross-attention.</summary>
/// <param name="Sources">The encoded sources.</param>
/// <param name="QueryStarts">
/// [sources + 1], int32, on the host: where the tokens of each source start among the decoder's; a source may have none.
/// </param>
internal readonly record struct CrossInput(ICrossSources Sources, Tensor QueryStarts);

/// <summary>An encoder's states of several sources laid end to end, as cross-attention sees them.</summary>
internal interface ICrossSources
{
    /// <summary>[sources + 1], int32, on the host: where each source starts.</summary>
    Tensor Starts { get; }

    /// <summary>Keys, then values, of a layer: [S, 2 Hkv, Dh].</summary>
    Tensor KeysAndValues(int layer, CrossAttention attention);
}

/// <summary>Sources for one forward pass; differentiable.</summary>
/// <param name="states">[S, D].</param>
/// <param name="starts">[sources + 1], int32, on the host.</param>
internal sealed class EncodedSources(Tensor states, Tensor starts) : ICrossSources
{
    public Tensor States => states;

    public Tensor Starts => starts;

    public Tensor KeysAndValues(int layer, CrossAttention attention) => attention.Project(states);
}
