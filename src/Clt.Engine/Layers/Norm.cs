using Clt.Engine.Parameters;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>A norm of a model, or nothing where its family has none in that place.</summary>
internal sealed class Norm
{
    private readonly TransformerConfig _config;
    private readonly Tensor? _weight;
    private readonly Tensor? _bias;

    /// <param name="config">Kind, epsilon and offset.</param>
    /// <param name="parameters">Holds the weight, or not.</param>
    /// <param name="name">The weight's name.</param>
    public Norm(TransformerConfig config, FlatParameters parameters, string name)
    {
        _config = config;
        _weight = parameters.Find(name);
        _bias = parameters.Find(TensorNames.BiasOf(name));
    }

    public bool IsNone => _weight is null;

    /// <summary>The normalised states, shaped as they are.</summary>
    public Tensor Of(Tensor x) =>
        _weight is null ? x
        : _config.Norm == NormKind.Rms ? Ops.RmsNorm(x, _weight, _config.NormEpsilon, _config.NormOffset)
        : Ops.LayerNorm(x, _weight, _bias, _config.NormEpsilon);

    /// <summary>x + residual, normalised and as it is.</summary>
    public (Tensor Normed, Tensor Sum) OfSum(Tensor x, Tensor residual)
    {
        if (_weight is not null)
        {
            return _config.Norm == NormKind.Rms
                ? Ops.AddRmsNorm(x, residual, _weight, _config.NormEpsilon, _config.NormOffset)
                : Ops.AddLayerNorm(x, residual, _weight, _bias, _config.NormEpsilon);
        }

        var sum = residual + x;
        return (sum, sum);
    }
}
