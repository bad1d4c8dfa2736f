using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>Draws the mean states of a text and its translation together by their squared difference.</summary>
/// <remarks>On its own it can make all texts alike; it goes with another loss.</remarks>
/// <param name="model">Is trained; its head is not used.</param>
public sealed class SquaredAlignment(EncoderModel model) : Objective<ParallelExample>(model)
{
    /// <summary>The sum over rows of the mean squared difference of their entries.</summary>
    /// <param name="sources">[B, D], pooled.</param>
    /// <param name="targets">[B, D]: row i translates row i.</param>
    public static Tensor Loss(Tensor sources, Tensor targets) => (sources - targets).square().mean([1L]).sum();

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<ParallelExample> examples, bool training)
    {
        var (sources, targets) = ParallelEncoding.Of(model, examples);
        return Loss(sources, targets);
    }
}
