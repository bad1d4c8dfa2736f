using Clt.Results.Scores;
using Clt.Results.Statistics.Continual;

namespace Clt.Results.Analysis.Streams;

/// <summary>One stream: a method over one order of languages; or the joint reference, which has no hops.</summary>
/// <param name="Method">The value of the axis of methods.</param>
/// <param name="Order">The value of the axis of orders; empty for a reference without.</param>
/// <param name="Hops">Each hop with the language that it learns.</param>
/// <param name="Joint">The reference that learns all at once; null for a stream.</param>
internal sealed record StreamRun(
    string Method,
    string Order,
    IReadOnlyList<(Condition Condition, string Language)> Hops,
    Condition? Joint = null
)
{
    /// <summary>Places of its scores among all that are resampled: rows are hops, columns languages in their order.</summary>
    public int[][] Matrix { get; init; } = [];

    /// <summary>Places of its languages' scores where each is learnt alone; −1 where it was not.</summary>
    public int[] Alone { get; init; } = [];

    /// <summary>The same of the base before the stream.</summary>
    public int[] Untrained { get; init; } = [];

    /// <summary>All measures, in the order of <see cref="StreamMeasure.All"/>; NaN where something is missing.</summary>
    /// <param name="scores">All scores that are resampled.</param>
    public double[] Measures(double[] scores)
    {
        var matrix = new TransferMatrix([.. Matrix.Select(row => At(row, scores))]);
        if (Joint is not null)
            return [.. StreamMeasure.All.Select(m => m == StreamMeasure.End ? matrix.Final : double.NaN)];
        var (alone, untrained) = (At(Alone, scores), At(Untrained, scores));
        return [.. StreamMeasure.All.Select(m => m.Of(matrix, alone, untrained))];
    }

    private static double[] At(int[] places, double[] scores) => [.. places.Select(i => i < 0 ? double.NaN : scores[i])];
}
