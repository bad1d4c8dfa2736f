using Clt.Engine.Data;
using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>What a run minimises: a loss of a model over examples. The trainer knows nothing else of either.</summary>
/// <remarks>
/// The trainer divides by the sum of the examples' <see cref="TrainingExample.TargetCount"/> over all micro-batches and ranks of a step, so
/// that neither changes the loss. Disposing of an objective disposes of its models.
/// </remarks>
public interface IObjective : IDisposable
{
    /// <summary>The model whose weights are trained and saved.</summary>
    ITrainableModel Model { get; }

    /// <summary>
    /// Turns the examples of a whole optimiser step into those that <see cref="Loss"/> sees: masks them, adds noise, or joins those that
    /// must not be split over micro-batches into one. Most objectives leave them as they are. It runs ahead, on another thread, so it must
    /// leave the objective as it is.
    /// </summary>
    /// <param name="examples">As the step drew them.</param>
    /// <param name="seed">Differs for every step; everything random comes from it.</param>
    IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed);

    /// <summary>The same for held-out examples, which are measured by themselves: nothing is added to them.</summary>
    /// <inheritdoc cref="Prepare"/>
    IReadOnlyList<TrainingExample> PrepareHeldOut(IReadOnlyList<TrainingExample> examples, Seed seed) => Prepare(examples, seed);

    /// <summary>
    /// The sum of the losses of a micro-batch's targets, a differentiable fp32 scalar, in nats where it is a log-likelihood.
    /// </summary>
    /// <param name="examples">Some of those that <see cref="Prepare"/> gave, at least one.</param>
    /// <param name="training">
    /// False when held-out examples are measured: no dropout, no label smoothing, no penalties. Where true, a backward pass follows, so
    /// that gradients may be added ahead of it.
    /// </param>
    Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training);
}
