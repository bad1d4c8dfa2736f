namespace Clt.Host.Bench;

/// <summary>What benchmarks aim at: the least value of a case, by benchmark and case. Rates per GFLOP/s hold on any machine.</summary>
internal static class BenchGoals
{
    private static readonly Dictionary<(string Bench, string Case), double> Goals = new()
    {
        [("generate", "shared prefix, normed")] = 10,
        [("score", "shared contexts, normed")] = 0.6,
        // Not rates: how many times smaller the forecast's error is than a simple rule's.
        [("advise", "all English")] = 2,
        [("advise", "spread evenly")] = 1.25,
        [("advise", "the last run")] = 1,
    };

    /// <summary>The goal of a case, or null.</summary>
    public static double? Of(string bench, string name) => Goals.TryGetValue((bench, name), out var goal) ? goal : null;
}
