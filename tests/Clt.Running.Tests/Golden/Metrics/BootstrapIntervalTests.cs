using Clt.Results.Statistics.Numpy;
using Clt.Results.Statistics.Resampling;
using Clt.Testing;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>Percentile intervals on numpy's own resamples (statistics.jsonl, rows bootstrap_ci).</summary>
public class BootstrapIntervalTests
{
    private static readonly Dictionary<string, Func<double[], double>> Functions = new()
    {
        ["mean"] = x => x.Average(),
        ["median"] = x => Quantile.Median(x),
        ["std_ddof1"] = x => Math.Sqrt(x.Sum(v => Math.Pow(v - x.Average(), 2)) / (x.Length - 1)),
    };

    [GoldenFact("metrics/statistics.jsonl")]
    public void Intervals_equal_the_reference()
    {
        var near = new Near();
        foreach (var row in GoldenRows.Lines("metrics/statistics.jsonl").Where(r => r.Text("test") == "bootstrap_ci"))
        {
            var input = row.GetProperty("input");
            var expected = row.GetProperty("expected");
            var x = input.Numbers("x");
            var function = Functions[input.Text("statistic")];
            var rng = new Pcg64((UInt128)input.Number("numpy_default_rng_seed"));
            var replicates = Enumerable
                .Range(0, (int)input.Number("B"))
                .Select(_ => function([.. rng.Integers(x.Length, x.Length).Select(i => x[i])]))
                .ToArray();

            near.Check("theta", function(x), expected.Number("theta"));
            near.Check("se", Functions["std_ddof1"](replicates), expected.Number("se"));
            near.Check("percentile", Ends(BootstrapIntervals.Percentile(replicates)), expected.GetProperty("percentile95"));
        }

        near.Verify();
    }

    private static double[] Ends((double Low, double High) interval) => [interval.Low, interval.High];
}
