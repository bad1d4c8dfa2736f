using Clt.Engine.Data;
using Clt.Engine.Objectives;
using Clt.Kernels;
using Clt.Results.Store;
using TorchSharp;

namespace Clt.Running.Training;

/// <summary>Measures held-out examples of languages that a run does not select by, for its log.</summary>
/// <param name="held">The examples; at least one.</param>
/// <param name="seed">Noise is the same every time.</param>
internal sealed class WatchedLoss(IReadOnlyList<TrainingExample> held, Seed seed)
{
    private const int Together = 16;

    /// <summary>Mean loss of a target of each language, by the name <c>loss/language</c>.</summary>
    public IReadOnlyDictionary<string, double> Of(IObjective objective)
    {
        using var noGrad = torch.no_grad();
        return held.GroupBy(e => e.Language.Code)
            .ToDictionary(
                g => CoursePoint.LossPrefix + g.Key,
                g => Mean(objective, objective.PrepareHeldOut([.. g], seed.Stream("data").Stream("validation noise"))),
                StringComparer.Ordinal
            );
    }

    private static double Mean(IObjective objective, IReadOnlyList<TrainingExample> examples)
    {
        var sum = 0.0;
        foreach (var some in examples.Chunk(Together))
        {
            using var scope = torch.NewDisposeScope();
            sum += HostValues.Scalar<float>(objective.Loss(some, training: false));
        }

        return sum / examples.Sum(e => (long)e.TargetCount);
    }
}
