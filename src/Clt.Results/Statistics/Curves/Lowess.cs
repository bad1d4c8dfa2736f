using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Statistics.Curves;

/// <summary>Locally weighted regression (Cleveland 1979): lines through the nearest points with tricube weights.</summary>
public static class Lowess
{
    /// <summary>Fitted values in the order of ascending x.</summary>
    /// <param name="fraction">Share of the points that each line sees.</param>
    /// <param name="robustIterations">Refits with bisquare weights against outliers.</param>
    public static double[] Fit(IReadOnlyList<double> x, IReadOnlyList<double> y, double fraction = 2.0 / 3, int robustIterations = 0)
    {
        var order = Enumerable.Range(0, x.Count).OrderBy(i => x[i]).ToArray();
        double[] xs = [.. order.Select(i => x[i])],
            ys = [.. order.Select(i => y[i])];
        var neighbours = (int)((fraction * xs.Length) + 1e-10);
        var robust = new double[xs.Length];
        Array.Fill(robust, 1);
        var fitted = new double[xs.Length];
        for (var iteration = 0; iteration <= robustIterations; iteration++)
        {
            for (var (i, left) = (0, 0); i < xs.Length; i++)
            {
                while (left + neighbours < xs.Length && xs[i] > (xs[left] + xs[left + neighbours]) / 2)
                    left++;
                fitted[i] = Local(xs, ys, robust, xs[i], left, neighbours);
            }

            double[] errors = [.. ys.Select((v, i) => Math.Abs(v - fitted[i]))];
            var scale = 6 * Quantile.Median(errors);
            robust =
            [
                .. errors.Select(e =>
                    scale == 0
                        ? e == 0
                            ? 1
                            : 0
                        : Bisquare(e / scale)
                ),
            ];
        }

        return fitted;
    }

    private static double Local(double[] x, double[] y, double[] robust, double at, int left, int count)
    {
        var radius = Math.Max(at - x[left], x[left + count - 1] - at);
        var w = new double[count];
        for (var j = 0; j < count; j++)
        {
            var distance = Math.Abs(x[left + j] - at);
            w[j] =
                distance > 0.999 * radius
                    ? 0
                    : robust[left + j] * (distance > 0.001 * radius ? Math.Pow(1 - Math.Pow(distance / radius, 3), 3) : 1);
        }

        var total = w.Sum();
        var mean = w.Select((v, j) => v * x[left + j]).Sum() / total;
        var spread = w.Select((v, j) => v * Math.Pow(x[left + j] - mean, 2)).Sum() / total;
        return w.Select((v, j) => v / total * y[left + j] * (spread > 0 ? 1 + ((at - mean) * (x[left + j] - mean) / spread) : 1)).Sum();
    }

    private static double Bisquare(double u) => u >= 1 ? 0 : Math.Pow(1 - (u * u), 2);
}
