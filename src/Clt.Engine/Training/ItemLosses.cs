using Clt.Engine.Data;
using Clt.Engine.Objectives;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>Names the items of a step that are to blame for an odd loss.</summary>
internal static class ItemLosses
{
    private const int Shown = 5;

    /// <summary>The items with the greatest losses of a target, or, where some are not finite, those; measured one by one.</summary>
    public static string Worst(IObjective objective, IReadOnlyList<TrainingExample> examples)
    {
        using var noGrad = no_grad();
        var losses = examples
            .Select(e => (Example: e, Loss: Of(objective, e)))
            .OrderByDescending(i => double.IsFinite(i.Loss) ? i.Loss : double.MaxValue);
        var broken = losses.Where(i => !double.IsFinite(i.Loss)).ToList();
        var worst = broken.Count > 0 ? broken : [.. losses];
        var more = worst.Count > Shown ? $" and {worst.Count - Shown} more" : "";
        return string.Join(", ", worst.Take(Shown).Select(i => FormattableString.Invariant($"{i.Example} {i.Loss:G3}"))) + more;
    }

    private static double Of(IObjective objective, TrainingExample example)
    {
        using var scope = NewDisposeScope();
        return HostValues.Scalar<float>(objective.Loss([example], training: false)) / example.TargetCount;
    }
}
