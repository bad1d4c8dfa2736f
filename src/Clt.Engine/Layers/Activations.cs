using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>The non-linearities of feed-forward layers and heads.</summary>
internal static class Activations
{
    /// <summary>The function of each element.</summary>
    public static Tensor Of(Tensor x, ActivationFunction function) =>
        function switch
        {
            ActivationFunction.Silu => x.silu(),
            ActivationFunction.Gelu => x.gelu(),
            ActivationFunction.GeluTanh => x.gelu(GELU.Approximate.tanh),
            ActivationFunction.Relu => x.relu(),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such activation."),
        };

    /// <summary>The kernel's name of a gate's function.</summary>
    public static Kernels.Activation Gate(ActivationFunction function) =>
        function switch
        {
            ActivationFunction.Silu => Kernels.Activation.SiLU,
            ActivationFunction.Gelu => Kernels.Activation.Gelu,
            ActivationFunction.GeluTanh => Kernels.Activation.GeluTanh,
            ActivationFunction.Relu => Kernels.Activation.Relu,
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such activation."),
        };
}
