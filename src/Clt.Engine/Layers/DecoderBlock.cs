using Clt.Engine.Kernels;
using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>One pre-normalised block: attention and feed-forward, each added to the residual stream.</summary>
internal sealed class DecoderBlock
{
    private readonly DecoderConfig _config;
    private readonly int _layer;
    private readonly Tensor _queryKeyValue;
    private readonly Tensor? _queryKeyValueBias;
    private readonly Tensor? _queryNorm;
    private readonly Tensor? _keyNorm;
    private readonly Tensor _output;
    private readonly Tensor? _outputBias;
    private readonly Tensor _feedForwardNorm;
    private readonly Tensor _gateUp;
    private readonly Tensor? _gateUpBias;
    private readonly Tensor _down;
    private readonly Tensor? _downBias;

    public DecoderBlock(DecoderConfig config, FlatParameters parameters, int layer)
    {
        (_config, _layer) = (config, layer);
        AttentionNorm = parameters[Name(TensorNames.AttentionNorm)];
        (_queryKeyValue, _queryKeyValueBias) = Linear(DecoderParameters.QueryKeyValue(layer));
        _queryNorm = parameters.Find(Name(TensorNames.QueryNorm));
        _keyNorm = parameters.Find(Name(TensorNames.KeyNorm));
        (_output, _outputBias) = Linear(Name(TensorNames.Output));
        _feedForwardNorm = parameters[Name(TensorNames.FeedForwardNorm)];
        (_gateUp, _gateUpBias) = Linear(DecoderParameters.GateUp(layer));
        (_down, _downBias) = Linear(Name(TensorNames.Down));

        string Name(string name) => DecoderParameters.At(name, layer);

        (Tensor Weight, Tensor? Bias) Linear(string name) => (parameters[name], parameters.Find(TensorNames.BiasOf(name)));
    }

    /// <summary>Weight of the norm before attention; the block before applies it together with its residual addition.</summary>
    public Tensor AttentionNorm { get; }

    /// <param name="normed">[N, D]: the input, normalised with <see cref="AttentionNorm"/>.</param>
    /// <param name="residual">[N, D]: the residual stream.</param>
    /// <param name="nextNorm">Weight of the norm that follows this block.</param>
    /// <param name="rotary">Cosines and sines.</param>
    /// <param name="positions">[N].</param>
    /// <param name="attention">What queries may look at.</param>
    /// <returns>The stream after this block, normalised for the next, and as it is; both [N, D].</returns>
    public (Tensor Normed, Tensor Residual) Forward(
        Tensor normed, Tensor residual, Tensor nextNorm, RotaryTable rotary, Tensor positions, IAttention attention)
    {
        var attended = nn.functional.linear(Attention(normed, rotary, positions, attention), _output, _outputBias);
        var (inner, stream) = Ops.AddRmsNorm(attended, residual, _feedForwardNorm, _config.NormEpsilon);
        var activated = Ops.GatedActivation(nn.functional.linear(inner, _gateUp, _gateUpBias), Kind(_config.Activation));
        return Ops.AddRmsNorm(nn.functional.linear(activated, _down, _downBias), stream, nextNorm, _config.NormEpsilon);
    }

    private Tensor Attention(Tensor normed, RotaryTable rotary, Tensor positions, IAttention attention)
    {
        var projection = nn.functional.linear(normed, _queryKeyValue, _queryKeyValueBias);
        return attention.Attend(_layer, new AttentionInput(_config, projection, _queryNorm, _keyNorm, rotary, positions));
    }

    private static Kernels.Activation Kind(ActivationFunction activation) => activation switch
    {
        ActivationFunction.Silu => Kernels.Activation.SiLU,
        ActivationFunction.Gelu => Kernels.Activation.Gelu,
        _ => Kernels.Activation.GeluTanh,
    };
}
