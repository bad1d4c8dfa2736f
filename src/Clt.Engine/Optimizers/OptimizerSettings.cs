using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>The settings of an optimiser that is built in. Values are those of torch.optim or of the named reference.</summary>
public abstract record OptimizerSettings : IOptimizer
{
    /// <inheritdoc/>
    public abstract OptimizerInfo Info { get; }

    /// <inheritdoc/>
    public abstract FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges);

    /// <inheritdoc/>
    public abstract IEnumerable<Problem> Problems();

    /// <summary>The rules that do not hold, as problems.</summary>
    protected static IEnumerable<Problem> Check(params ReadOnlySpan<(bool Good, string Name, double Value, string Mend)> rules)
    {
        var problems = new List<Problem>();
        foreach (var (good, name, value, mend) in rules)
        {
            if (!good)
                problems.Add(new Problem(FormattableString.Invariant($"it is {value}"), $"training settings, {name}", mend));
        }

        return problems;
    }

    /// <summary>Whether a number is in [0, 1).</summary>
    protected static bool IsShare(double value) => value is >= 0 and < 1;
}
