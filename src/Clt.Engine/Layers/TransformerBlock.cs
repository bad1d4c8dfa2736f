using Clt.Engine.Parameters;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>
/// One block: attention, cross-attention where the stack has it, and feed-forward, one after the other (or attention and feed-forward side
/// by side), each added to the residual stream.
/// </summary>
internal sealed class TransformerBlock
{
    private readonly TransformerConfig _config;
    private readonly int _layer;
    private readonly AttentionOptions _options;
    private readonly RotaryTable? _rotary;
    private readonly Linear _queryKeyValue;
    private readonly Norm _queryNorm;
    private readonly Norm _keyNorm;
    private readonly Linear _output;
    private readonly Norm _attentionPostNorm;
    private readonly CrossAttention? _cross;
    private readonly Norm _feedForwardNorm;
    private readonly Norm _feedForwardPostNorm;
    private readonly Linear _gateUp;
    private readonly Linear _down;
    private readonly Dropout _dropout;
    private readonly AdapterHooks _downHooks;

    /// <param name="config">Sizes and variants.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="layer">From 0.</param>
    /// <param name="rotary">Cosines and sines, or null for a layer without.</param>
    /// <param name="slopes">[H]: ALiBi's slopes, or null.</param>
    /// <param name="prefix">Begins the parameters' names.</param>
    /// <param name="dropout">Of what attention and feed-forward add to the stream.</param>
    public TransformerBlock(
        TransformerConfig config,
        FlatParameters parameters,
        int layer,
        RotaryTable? rotary,
        Tensor? slopes,
        string prefix,
        Dropout dropout
    )
    {
        (_config, _layer, _rotary, _dropout) = (config, layer, rotary, dropout);
        _options = new AttentionOptions
        {
            Causal = config.Causal,
            Window = config.Window(layer) ?? 0,
            Scale = config.AttentionScale,
            SoftCap = config.AttentionSoftCap,
            AlibiSlopes = slopes,
        };
        AttentionNorm = Norm(TensorNames.AttentionNorm);
        _queryKeyValue = new Linear(parameters, Name(TensorNames.QueryKeyValue));
        _queryNorm = Norm(TensorNames.QueryNorm);
        _keyNorm = Norm(TensorNames.KeyNorm);
        _output = new Linear(parameters, Name(TensorNames.Output));
        _attentionPostNorm = Norm(TensorNames.AttentionPostNorm);
        _cross = config.CrossAttention ? new CrossAttention(config, parameters, layer, prefix) : null;
        _feedForwardNorm = Norm(TensorNames.FeedForwardNorm);
        _feedForwardPostNorm = Norm(TensorNames.FeedForwardPostNorm);
        _gateUp = new Linear(parameters, prefix + TransformerParameters.GateUp(layer));
        _down = new Linear(parameters, Name(TensorNames.Down));
        _downHooks = parameters.HooksAt(Name(TensorNames.Down));

        string Name(string name) => prefix + TransformerParameters.At(name, layer);

        Norm Norm(string name) => new(config, parameters, Name(name));
    }

    /// <summary>The norm before attention; the block before applies it together with its residual addition.</summary>
    public Norm AttentionNorm { get; }

    /// <param name="normed">[N, D]: the input, normalised with <see cref="AttentionNorm"/>.</param>
    /// <param name="residual">[N, D]: the residual stream.</param>
    /// <param name="nextNorm">The norm that follows this block.</param>
    /// <param name="positions">[N].</param>
    /// <param name="attention">What queries may look at.</param>
    /// <param name="sources">What cross-attention looks at; null in a stack without, and in an encoder where it is plugged out.</param>
    /// <returns>The stream after this block, normalised for the next, and as it is; both [N, D].</returns>
    public (Tensor Normed, Tensor Residual) Forward(
        Tensor normed,
        Tensor residual,
        Norm nextNorm,
        Tensor positions,
        IAttention attention,
        CrossInput? sources
    )
    {
        if (_config.ResidualNorms)
        {
            var middle = _attentionPostNorm.OfSum(Attention(residual, positions, attention), residual).Normed;
            if (Crosses(sources))
                middle = _cross!.Norm.OfSum(_dropout.Of(_cross.Of(middle, sources!.Value)), middle).Normed;
            var fed = _downHooks.OutputOfSums(FeedForward(middle), y => _feedForwardPostNorm.OfSum(y, middle).Normed);
            var output = _feedForwardPostNorm.OfSum(fed, middle).Normed;
            return (nextNorm.Of(output), output);
        }

        var attended = _attentionPostNorm.Of(Attention(normed, positions, attention));
        if (_config.Parallel)
            return nextNorm.OfSum(attended + _downHooks.OutputOfSums(FeedForward(normed), y => residual + attended + y), residual);
        if (Crosses(sources))
        {
            (normed, residual) = _cross!.Norm.OfSum(attended, residual);
            attended = _dropout.Of(_cross.Of(normed, sources!.Value));
        }

        var (inner, stream) = _feedForwardNorm.OfSum(attended, residual);
        var made = _downHooks.OutputOfSums(FeedForward(inner), y => stream + y);
        return nextNorm.OfSum(_feedForwardPostNorm.Of(made), stream);
    }

    /// <summary>An encoder is plain without sources; a decoder cannot be.</summary>
    private bool Crosses(CrossInput? sources) =>
        _cross is not null
        && (sources is not null || (_config is not EncoderConfig ? throw new ArgumentNullException(nameof(sources)) : false));

    private Tensor Attention(Tensor normed, Tensor positions, IAttention attention)
    {
        var projection = _queryKeyValue.Of(normed);
        var attended = attention.Attend(
            _layer,
            new AttentionInput(_config, _options, projection, _queryNorm, _keyNorm, _rotary, positions)
        );
        return _dropout.Of(_output.Of(attended));
    }

    private Tensor FeedForward(Tensor x)
    {
        var inner = _gateUp.Of(x);
        var active = _config.Gated
            ? Ops.GatedActivation(inner, Activations.Gate(_config.Activation))
            : Activations.Of(inner, _config.Activation);
        return _dropout.Of(_down.Of(active));
    }
}
