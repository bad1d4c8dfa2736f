namespace Clt.Results.Statistics.Testing;

/// <summary>Kendall's rank correlations (definitions as in SciPy).</summary>
public sealed class Kendall
{
    private readonly int _n;
    private readonly double _difference;
    private readonly double[] _xTies;
    private readonly double[] _yTies;

    public Kendall(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        _n = x.Count;
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j < i; j++)
                _difference += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
        }

        (_xTies, _yTies) = (RankTransform.TieSizes(x), RankTransform.TieSizes(y));
    }

    private double Pairs => _n * (_n - 1) / 2.0;

    /// <summary>tau-b: corrected for ties.</summary>
    public double TauB => _difference / Math.Sqrt(Pairs - Tied(_xTies)) / Math.Sqrt(Pairs - Tied(_yTies));

    /// <summary>tau-c (Stuart): for tables that are not square.</summary>
    public double TauC
    {
        get
        {
            var classes = Math.Min(_xTies.Length, _yTies.Length);
            return 2 * (_difference / ((double)_n * _n)) / ((classes - 1.0) / classes);
        }
    }

    /// <summary>Two-sided p of tau-b by the normal approximation.</summary>
    public double AsymptoticP
    {
        get
        {
            var m = 2 * Pairs;
            var variance =
                (
                    ((m * ((2 * _n) + 5)) - Sum(_xTies, t => t * (t - 1) * ((2 * t) + 5)) - Sum(_yTies, t => t * (t - 1) * ((2 * t) + 5)))
                    / 18
                )
                + (2 * Tied(_xTies) * Tied(_yTies) / m)
                + (Sum(_xTies, t => t * (t - 1) * (t - 2)) * Sum(_yTies, t => t * (t - 1) * (t - 2)) / (9 * m * (_n - 2)));
            return Distributions.NormalTwoSided(_difference / Math.Sqrt(variance));
        }
    }

    /// <summary>Exact two-sided p from the number of orders with so few inversions; null where there are ties.</summary>
    public double? ExactP
    {
        get
        {
            if (_xTies.Length < _n || _yTies.Length < _n)
                return null;
            var fewer = (int)((Pairs - Math.Abs(_difference)) / 2);
            // Share of the orders of 1..k with a given number of inversions, built up from the orders of 1..k-1.
            var share = new double[fewer + 1];
            share[0] = 1;
            for (var k = 2; k <= _n; k++)
            {
                for (var i = fewer; i >= 0; i--)
                    share[i] = Enumerable.Range(0, Math.Min(k, i + 1)).Sum(d => share[i - d]) / k;
            }

            return Math.Min(1, 2 * share.Sum());
        }
    }

    private static double Tied(double[] sizes) => Sum(sizes, t => t * (t - 1) / 2);

    private static double Sum(double[] sizes, Func<double, double> term) => sizes.Sum(term);
}
