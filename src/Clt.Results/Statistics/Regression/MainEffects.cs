using Clt.Results.Statistics.Testing;

namespace Clt.Results.Statistics.Regression;

/// <summary>
/// Analysis of variance of any number of factors without interactions: sums of squares of type II, also for unbalanced data.
/// </summary>
/// <remarks>
/// A column that the others determine is left out, so factors that say the same share no sum of squares and have fewer degrees of freedom.
/// </remarks>
public sealed class MainEffects
{
    private readonly IReadOnlyList<double> _y;
    private readonly Dictionary<string, List<double[]>> _columns = new(StringComparer.Ordinal);

    /// <param name="factors">By name: the level of each observation.</param>
    public MainEffects(IReadOnlyDictionary<string, IReadOnlyList<string>> factors, IReadOnlyList<double> y)
    {
        _y = y;
        foreach (var (name, levels) in factors)
        {
            _columns[name] = [.. levels.Distinct().Skip(1).Select(level => levels.Select(l => l == level ? 1.0 : 0).ToArray())];
        }

        var (sum, columns) = Residual(null);
        var mean = y.Average();
        (Residuals, Freedom, Total) = (sum, y.Count - columns, y.Sum(v => (v - mean) * (v - mean)));
        Rows = _columns.Keys.ToDictionary(
            n => n,
            n =>
            {
                var (without, fewer) = Residual(n);
                var (square, freedom) = (Math.Max(0, without - sum), columns - fewer);
                var f = square / freedom / (sum / Freedom);
                return new AnovaRow(
                    square,
                    freedom,
                    freedom == 0 ? double.NaN : f,
                    freedom == 0 ? double.NaN : Distributions.FTail(f, freedom, Freedom)
                );
            }
        );
    }

    /// <summary>One row a factor. A factor that the others determine has no degree of freedom.</summary>
    public IReadOnlyDictionary<string, AnovaRow> Rows { get; }

    /// <summary>Sum of squares that no factor explains.</summary>
    public double Residuals { get; }

    public int Freedom { get; }

    /// <summary>Sum of squares about the mean.</summary>
    public double Total { get; }

    private (double Sum, int Columns) Residual(string? without)
    {
        // Modified Gram-Schmidt: what is left of y after every independent column.
        var basis = new List<double[]>();
        var left = _y.ToArray();
        foreach (var column in _columns.Where(c => c.Key != without).SelectMany(c => c.Value).Prepend([.. _y.Select(_ => 1.0)]))
        {
            var v = column.ToArray();
            // Twice: the second pass removes what rounding left.
            for (var pass = 0; pass < 2; pass++)
                foreach (var b in basis)
                    Remove(v, b);
            var norm = Math.Sqrt(v.Sum(x => x * x));
            if (norm < 1e-9 * Math.Sqrt(column.Sum(x => x * x)))
                continue;
            for (var i = 0; i < v.Length; i++)
                v[i] /= norm;
            basis.Add(v);
            Remove(left, v);
        }

        return (left.Sum(x => x * x), basis.Count);
    }

    private static void Remove(double[] v, double[] unit)
    {
        var dot = 0.0;
        for (var i = 0; i < v.Length; i++)
            dot += v[i] * unit[i];
        for (var i = 0; i < v.Length; i++)
            v[i] -= dot * unit[i];
    }
}
