using System.Collections.Concurrent;

namespace Clt.Results.Statistics.Testing;

/// <summary>
/// Repeated confidence intervals: t intervals that are looked at again whenever a further value is there, and all hold together with one
/// stated error, whatever makes one stop (Jennison and Turnbull 1989).
/// </summary>
/// <remarks>
/// <para>The error is spent evenly: with n of at most N values, n / N of it (alpha spending, Lan and DeMets 1983). The critical values are
/// those that sequences of independent normal values pass for the first time with just that probability. The t statistics of such a
/// sequence depend on neither its mean nor its spread, so one simulation of <see cref="Paths"/> sequences under a fixed seed gives
/// them.</para>
/// </remarks>
public sealed class RepeatedIntervals
{
    /// <summary>Simulated sequences: a spent error of 0.004 is right to some 4 % of itself.</summary>
    public const int Paths = 200_000;

    private static readonly ConcurrentDictionary<(int, int, double), RepeatedIntervals> Known = new();
    private readonly double[] _critical;

    private RepeatedIntervals(int first, int most, double error) =>
        (First, Most, Error, _critical) = (first, most, error, Simulated(first, most, error));

    /// <summary>Values at the first look.</summary>
    public int First { get; }

    /// <summary>Values at the last look.</summary>
    public int Most { get; }

    /// <summary>Probability that any of the intervals misses.</summary>
    public double Error { get; }

    /// <summary>Looks at <paramref name="first"/> values, and after each further one up to <paramref name="most"/>.</summary>
    /// <param name="first">At least 2.</param>
    /// <param name="most">At least <paramref name="first"/>.</param>
    /// <param name="error">Between 0 and 1.</param>
    public static RepeatedIntervals Of(int first, int most, double error = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, first);
        if (!(error is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(error), error, "An error lies between 0 and 1.");
        return Known.GetOrAdd((first, most, error), key => new RepeatedIntervals(key.Item1, key.Item2, key.Item3));
    }

    /// <summary>What a t statistic of so many values must pass.</summary>
    public double Critical(int values) => _critical[values - First];

    /// <summary>The interval of the mean of independent values.</summary>
    /// <returns>The mean, and half of the interval's width.</returns>
    public (double Mean, double HalfWidth) At(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        if (values.Max() <= values.Min())
            return (mean, 0);
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return (mean, Critical(values.Count) * Math.Sqrt(variance / values.Count));
    }

    private static double[] Simulated(int first, int most, double error)
    {
        var random = new Seed(1).Stream("repeated intervals").Generator();
        var (sums, squares) = (new double[Paths], new double[Paths]);
        var open = Enumerable.Range(0, Paths).ToArray();
        var critical = new double[most - first + 1];
        var spent = 0;
        for (var n = 1; n <= most; n++)
        {
            // Drawn for all, whether or not they are still open: a look's values do not depend on those before.
            for (var path = 0; path < Paths; path++)
            {
                var value = Normal(random);
                sums[path] += value;
                squares[path] += value * value;
            }

            if (n < first)
                continue;
            var spend = (int)Math.Round(error * n / most * Paths) - spent;
            var size = Array.ConvertAll(open, path => -Statistic(sums[path], squares[path], n));
            Array.Sort(size, open);
            critical[n - first] = spend > 0 ? -(size[spend - 1] + size[spend]) / 2 : double.PositiveInfinity;
            (open, spent) = (open[spend..], spent + spend);
        }

        return critical;
    }

    /// <summary>By Box and Muller (1958).</summary>
    private static double Normal(Rng random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Statistic(double sum, double squares, int n)
    {
        var mean = sum / n;
        return Math.Abs(mean) / Math.Sqrt(Math.Max(double.Epsilon, (squares / n) - (mean * mean)) / (n - 1));
    }
}
