using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>Which optimiser, with which numbers. Values that a class does not list are those of the run: rate, weight decay, clipping.</summary>
public abstract record OptimizerSettings
{
    /// <summary>Whether its ranges must be single tensors, since it looks at rows and columns.</summary>
    public virtual bool NeedsTensors => false;

    /// <summary>Floats of state for each trained parameter, about: what memory is estimated from.</summary>
    public abstract double StateFloats { get; }

    /// <summary>The optimiser over a flat buffer.</summary>
    public abstract FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges);

    /// <summary>What is wrong with the numbers.</summary>
    public abstract IEnumerable<Problem> Problems();

    private protected static IEnumerable<Problem> Check(params ReadOnlySpan<(bool Good, string Name, double Value, string Mend)> rules)
    {
        var problems = new List<Problem>();
        foreach (var (good, name, value, mend) in rules)
        {
            if (!good) problems.Add(new Problem(FormattableString.Invariant($"it is {value}"), $"training settings, {name}", mend));
        }

        return problems;
    }

    private protected static bool IsShare(double value) => value is >= 0 and < 1;
}
