using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>x · Wᵀ + b, with W of shape (out_features, in_features).</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    private Parameter _weight;
    private Parameter? _bias;

    /// <summary>Weights and bias start uniform in ±1/√in_features.</summary>
    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : this(
            new Parameter(empty([outputSize, inputSize], dtype, device)),
            hasBias ? new Parameter(empty([outputSize], dtype, device)) : null)
    {
        double bound = 1 / Math.Sqrt(inputSize);
        nn.init.uniform_(_weight, -bound, bound);
        if (_bias is not null)
            nn.init.uniform_(_bias, -bound, bound);
    }

    internal Linear(Parameter weight, Parameter? bias)
        : base(nameof(Linear))
    {
        _weight = weight;
        _bias = bias;
        register_parameter(nameof(weight), weight);
        if (bias is not null)
            register_parameter(nameof(bias), bias);
    }

    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, _weight, _bias);
}
