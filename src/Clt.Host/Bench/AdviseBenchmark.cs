using System.CommandLine;
using Clt.Results.Analysis.Advice;
using Clt.Results.Scores;

namespace Clt.Host.Bench;

/// <summary>How much better the forecast behind <c>clt advise</c> predicts held-out runs than simple rules.</summary>
internal sealed class AdviseBenchmark : Benchmark
{
    private readonly Option<string> _store = new("--store")
    {
        Description = "A table of scores; by default the Post-trainer's Guide's, which lies beside its recipe.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Path.Combine(SourceTree.Find(), "recipes", "guide", "post_trainers_guide_tables.csv"),
    };

    public override string Name => "advise";

    public override string Description =>
        """
            Predicts the scores of the largest runs from the smaller ones, and compares the mean error with those of simple rules: all
            English, spread
            evenly, the last run. A case is the rule's error divided by the forecast's: above 1 the forecast is better.

            Examples:
              clt bench advise
              clt bench advise --store runs/quickstart/means.csv --json
            """;

    public override IEnumerable<Option> Options => [_store];

    public override IEnumerable<Measured> Run(BenchRun run)
    {
        var test = Backtest.Of(PublishedTable.Read(run.Parsed.GetValue(_store)!));
        yield return new Measured("all English", "times the forecast's error", [test.AllEnglish / test.Forecast]);
        yield return new Measured("spread evenly", "times the forecast's error", [test.SpreadEvenly / test.Forecast]);
        yield return new Measured("the last run", "times the forecast's error", [test.LastRun / test.Forecast]);
        yield return new Measured("coverage", "of 95 % intervals", [test.Covered]);
        yield return new Measured("forecast", "mean error, share of the task's range", [test.Forecast]);
    }
}
