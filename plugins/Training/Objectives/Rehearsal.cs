using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Rehearsal: another objective beside which examples of an episodic memory are learnt, or hold its gradient back.</summary>
/// <param name="inner">What is learnt now; disposed of with this.</param>
/// <param name="memory">What was learnt before.</param>
/// <param name="guards">Whether the memory holds gradients back (A-GEM) in place of being learnt (ER).</param>
internal sealed class Rehearsal(IObjective inner, EpisodicMemory memory, bool guards) : IObjective
{
    public ITrainableModel Model => inner.Model;

    /// <inheritdoc/>
    public IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed)
    {
        var drawn = memory.Draw(seed);
        if (!guards)
            return inner.Prepare([.. examples, .. drawn], seed);
        var held = inner.Prepare(drawn, seed.Stream("memory"));
        return [.. inner.Prepare(examples, seed), .. held.Select(e => new GuardExample(e))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<TrainingExample> PrepareHeldOut(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        inner.PrepareHeldOut(examples, seed);

    /// <inheritdoc/>
    public Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training) => inner.Loss(examples, training);

    public void Dispose() => inner.Dispose();
}
