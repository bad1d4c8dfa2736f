using System.CommandLine;
using System.Diagnostics;

namespace Clt.Host.Bench;

/// <summary>How a benchmark is run.</summary>
/// <param name="Quick">A size that takes seconds, to see that it works; goals are not judged.</param>
/// <param name="Runs">Times that each case is measured.</param>
/// <param name="Parsed">The benchmark's own options.</param>
/// <param name="Cancel">Stops between runs.</param>
internal sealed record BenchRun(bool Quick, int Runs, ParseResult Parsed, CancellationToken Cancel)
{
    /// <summary>What work does in a second, in each run: the amount over the seconds it took.</summary>
    /// <param name="work">Returns its amount. Run once before, unmeasured, so that everything is compiled and in memory.</param>
    public IReadOnlyList<double> Rates(Func<double> work)
    {
        work();
        var rates = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            Cancel.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            var amount = work();
            rates.Add(amount / clock.Elapsed.TotalSeconds);
        }

        return rates;
    }
}
