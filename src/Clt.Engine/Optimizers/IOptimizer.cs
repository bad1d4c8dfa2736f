using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// Optimiser: how gradients change weights. An extension point; recipes name it with <c>optimizer:</c>. Its numbers are those that are not
/// the run's: learning rate, weight decay and clipping are given to every step.
/// </summary>
public interface IOptimizer
{
    /// <summary>Its name, and every number that can change a step.</summary>
    OptimizerInfo Info { get; }

    /// <summary>What is wrong with its numbers; nothing where it can be used.</summary>
    IEnumerable<Problem> Problems();

    /// <summary>The optimiser over a flat buffer of weights, with its state at zero.</summary>
    /// <param name="parameters">[P], fp32, contiguous; updated in place.</param>
    /// <param name="ranges">Which parts are trained, with their weight decay and share of the rate.</param>
    FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges);
}

/// <summary>What an optimiser is.</summary>
/// <param name="StateFloats">Floats of state for each trained weight, about: what memory is estimated from.</param>
/// <inheritdoc/>
public sealed record OptimizerInfo(string Name, double StateFloats) : ComponentInfo(Name)
{
    /// <summary>
    /// Whether its ranges must be single tensors, since it looks at rows and columns. Ranks then hold all of its state, not a slice.
    /// </summary>
    public bool NeedsTensors { get; init; }
}
