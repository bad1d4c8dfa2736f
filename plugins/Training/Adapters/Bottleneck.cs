using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Adapters;

/// <summary>One bottleneck adapter at one place, computed in fp32.</summary>
/// <param name="parameters">The adapter's.</param>
/// <param name="place">Begins their names.</param>
/// <param name="settings">Activation and norm.</param>
internal sealed class Bottleneck(FlatParameters parameters, string place, BottleneckSpec settings) : IOutputAdapter
{
    private const double NormEpsilon = 1e-5;

    public static IEnumerable<ParameterSpec> Specs(string place, long model, long width, bool norm)
    {
        if (norm)
        {
            yield return Spec($"{place}.adapter_norm.weight", false, 1, model);
            yield return Spec($"{place}.adapter_norm.bias", false, 0, model);
        }

        yield return Spec($"{place}.adapter_down.weight", true, null, width, model);
        yield return Spec($"{place}.adapter_down.bias", false, 0, width);
        yield return Spec($"{place}.adapter_up.weight", true, null, model, width);
        yield return Spec($"{place}.adapter_up.bias", false, 0, model);
    }

    public Tensor Of(Tensor output, Tensor? reads = null)
    {
        var x = output.to_type(ScalarType.Float32);
        var read = reads?.to_type(ScalarType.Float32) ?? x;
        var normed = settings.Norm ? Ops.LayerNorm(read, Get("norm.weight"), Get("norm.bias"), NormEpsilon) : read;
        var inner = Activate(nn.functional.linear(normed, Get("down.weight"), Get("down.bias")));
        return (x + nn.functional.linear(inner, Get("up.weight"), Get("up.bias"))).to_type(output.dtype);
    }

    private Tensor Get(string name) => parameters[$"{place}.adapter_{name}"];

    private Tensor Activate(Tensor x) =>
        settings.Activation switch
        {
            ActivationFunction.Silu => x.silu(),
            ActivationFunction.Gelu => x.gelu(),
            ActivationFunction.GeluTanh => x.gelu(TorchSharp.Modules.GELU.Approximate.tanh),
            ActivationFunction.Relu => x.relu(),
            _ => throw new ArgumentOutOfRangeException(nameof(x), settings.Activation, "There is no such activation."),
        };

    private static ParameterSpec Spec(string name, bool decay, float? fill, params long[] shape) =>
        new(name, shape, decay, fill, [new ParameterPart(name, shape[0])]);
}
