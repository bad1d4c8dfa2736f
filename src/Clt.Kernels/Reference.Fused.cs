using Clt.Kernels.Libtorch;
using Clt.Kernels.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>libtorch's own fused operators, which TorchSharp lacks: what composed kernels use on a GPU.</summary>
public static partial class Reference
{
    /// <summary>Whether libtorch's fused operators are the faster ones for it.</summary>
    internal static bool HasFusedOperators(Tensor tensor) => tensor.device_type == DeviceType.CUDA;

    /// <summary>RMSNorm in one operator: as <see cref="RmsNorm"/> for a weight [D] of the type of x, without an offset.</summary>
    internal static Tensor FusedRmsNorm(Tensor x, Tensor weight, double eps)
    {
        var call = new TorchOperator("aten::_fused_rms_norm");
        call.Add(x);
        call.Add(weight.shape);
        call.AddOptional(weight);
        call.AddOptional(eps);
        var results = call.Call(2);
        results[1].Dispose();
        return results[0];
    }

    /// <summary>One step of Adam in one operator, with bias correction.</summary>
    /// <param name="parameters">Updated in place, as are the moments.</param>
    /// <param name="gradient">Of the parameters.</param>
    /// <param name="moments">First and second moment, then for AMSGrad the greatest second one.</param>
    /// <param name="step">Steps taken, this one included.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="decay">Weight decay.</param>
    /// <param name="numbers">Adam's settings; the corrections follow from the step.</param>
    internal static void FusedAdam(
        Tensor parameters,
        Tensor gradient,
        Tensor[] moments,
        long step,
        double rate,
        double decay,
        AdamNumbers numbers
    )
    {
        using var steps = tensor((float)step, device: parameters.device);
        var call = new TorchOperator(numbers.CoupledDecay ? "aten::_fused_adam_" : "aten::_fused_adamw_");
        foreach (var tensor in (ReadOnlySpan<Tensor>)[parameters, gradient, moments[0], moments[1]])
            call.Add([tensor]);
        call.Add(moments[2..]);
        call.Add([steps]);
        foreach (var number in (ReadOnlySpan<double>)[rate, numbers.Beta1, numbers.Beta2, decay, numbers.Epsilon])
            call.Add(number);
        call.Add(moments.Length > 2);

        // Not maximised, gradients neither scaled nor looked at for infinities.
        call.Add(false);
        call.AddOptional((Tensor?)null);
        call.AddOptional((Tensor?)null);
        call.Call(0);
    }
}
