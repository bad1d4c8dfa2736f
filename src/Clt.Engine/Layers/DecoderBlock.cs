using Clt.Engine.Kernels;
using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>One block: attention and feed-forward, one after the other or side by side, each added to the residual stream.</summary>
internal sealed class DecoderBlock
{
    private readonly DecoderConfig _config;
    private readonly int _layer;
    private readonly AttentionOptions _options;
    private readonly RotaryTable? _rotary;
    private readonly Tensor _queryKeyValue;
    private readonly Tensor? _queryKeyValueBias;
    private readonly Norm _queryNorm;
    private readonly Norm _keyNorm;
    private readonly Tensor _output;
    private readonly Tensor? _outputBias;
    private readonly Norm _attentionPostNorm;
    private readonly Norm _feedForwardNorm;
    private readonly Norm _feedForwardPostNorm;
    private readonly Tensor _gateUp;
    private readonly Tensor? _gateUpBias;
    private readonly Tensor _down;
    private readonly Tensor? _downBias;

    /// <param name="config">Sizes and variants.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="layer">From 0.</param>
    /// <param name="rotary">Cosines and sines, or null for a layer without.</param>
    /// <param name="slopes">[H]: ALiBi's slopes, or null.</param>
    public DecoderBlock(DecoderConfig config, FlatParameters parameters, int layer, RotaryTable? rotary, Tensor? slopes)
    {
        (_config, _layer, _rotary) = (config, layer, rotary);
        _options = new AttentionOptions
        {
            Window = config.Window(layer) ?? 0,
            Scale = config.AttentionScale,
            SoftCap = config.AttentionSoftCap,
            AlibiSlopes = slopes,
        };
        AttentionNorm = Norm(TensorNames.AttentionNorm);
        (_queryKeyValue, _queryKeyValueBias) = Linear(Name(TensorNames.QueryKeyValue));
        _queryNorm = Norm(TensorNames.QueryNorm);
        _keyNorm = Norm(TensorNames.KeyNorm);
        (_output, _outputBias) = Linear(Name(TensorNames.Output));
        _attentionPostNorm = Norm(TensorNames.AttentionPostNorm);
        _feedForwardNorm = Norm(TensorNames.FeedForwardNorm);
        _feedForwardPostNorm = Norm(TensorNames.FeedForwardPostNorm);
        (_gateUp, _gateUpBias) = Linear(DecoderParameters.GateUp(layer));
        (_down, _downBias) = Linear(Name(TensorNames.Down));

        string Name(string name) => DecoderParameters.At(name, layer);

        Norm Norm(string name) => new(config, parameters, Name(name));

        (Tensor Weight, Tensor? Bias) Linear(string name) => (parameters[name], parameters.Find(TensorNames.BiasOf(name)));
    }

    /// <summary>The norm before attention; the block before applies it together with its residual addition.</summary>
    public Norm AttentionNorm { get; }

    /// <param name="normed">[N, D]: the input, normalised with <see cref="AttentionNorm"/>.</param>
    /// <param name="residual">[N, D]: the residual stream.</param>
    /// <param name="nextNorm">The norm that follows this block.</param>
    /// <param name="positions">[N].</param>
    /// <param name="attention">What queries may look at.</param>
    /// <returns>The stream after this block, normalised for the next, and as it is; both [N, D].</returns>
    public (Tensor Normed, Tensor Residual) Forward(Tensor normed, Tensor residual, Norm nextNorm, Tensor positions, IAttention attention)
    {
        var attended = _attentionPostNorm.Of(Attention(normed, positions, attention));
        if (_config.Parallel) return nextNorm.OfSum(attended + FeedForward(normed), residual);
        var (inner, stream) = _feedForwardNorm.OfSum(attended, residual);
        return nextNorm.OfSum(_feedForwardPostNorm.Of(FeedForward(inner)), stream);
    }

    private Tensor Attention(Tensor normed, Tensor positions, IAttention attention)
    {
        var projection = nn.functional.linear(normed, _queryKeyValue, _queryKeyValueBias);
        var attended = attention.Attend(_layer, new AttentionInput(_config, _options, projection, _queryNorm, _keyNorm, _rotary, positions));
        return nn.functional.linear(attended, _output, _outputBias);
    }

    private Tensor FeedForward(Tensor x)
    {
        var inner = nn.functional.linear(x, _gateUp, _gateUpBias);
        return nn.functional.linear(_config.Gated ? Ops.GatedActivation(inner, Gate) : Activate(inner), _down, _downBias);
    }

    private Kernels.Activation Gate => _config.Activation switch
    {
        ActivationFunction.Silu => Kernels.Activation.SiLU,
        ActivationFunction.Gelu => Kernels.Activation.Gelu,
        ActivationFunction.GeluTanh => Kernels.Activation.GeluTanh,
        _ => Kernels.Activation.Relu,
    };

    private Tensor Activate(Tensor x) => _config.Activation switch
    {
        ActivationFunction.Silu => x.silu(),
        ActivationFunction.Gelu => x.gelu(),
        ActivationFunction.GeluTanh => x.gelu(TorchSharp.Modules.GELU.Approximate.tanh),
        _ => x.relu(),
    };
}
