using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>Draws representations of translations together: the squared difference of their pooled states.</summary>
public static class MeanSquaredAlignment
{
    /// <summary>The sum over rows of the mean squared difference of their entries.</summary>
    /// <param name="sources">[B, D], pooled.</param>
    /// <param name="targets">[B, D]: row i translates row i.</param>
    public static Tensor Loss(Tensor sources, Tensor targets) => (sources - targets).square().mean([1L]).sum();
}
