using System.CommandLine;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Plugins.Catalog;
using Clt.Results.Comparison;
using Clt.Results.Reporting;
using Clt.Results.Scores;
using Clt.Running.Planning;

namespace Clt.Host.Verbs;

/// <summary><c>clt compare</c>: two stored runs with paired tests; exit code 1 where the second is worse.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        var (first, second) = (
            Run("A", "The baseline: a study's folder, or its results.json."),
            Run("B", "The run that is compared with it.")
        );
        var metric = new Option<string[]>("--metric")
        {
            Description = "A metric (may be given several times); the headline by default.",
            HelpName = "NAME",
        };
        var test = new Option<PairedTestKind>("--test")
        {
            Description = "bootstrap (default), ar, permutation, mcnemar, t or wilcoxon.",
            HelpName = "TEST",
        };
        var correction = new Option<Correction>("--correction")
        {
            Description = "holm (default), bh or none, over languages.",
            HelpName = "NAME",
        };
        var alpha = new Option<double>("--alpha")
        {
            Description = "The level of the tests; 0.05 by default.",
            HelpName = "P",
            DefaultValueFactory = _ => 0.05,
        };
        var drop = new Option<string[]>("--max-drop")
        {
            Description =
                "Also fail where a score is worse by more than this, significant or not, in the metric's units: 0.01, chrf=1, chrf:ja=2 "
                + "or chrf:unseen=2 (a group's mean). May be given several times; the closest one counts.",
            HelpName = "DROP",
        };
        var min = new Option<string[]>("--min")
        {
            Description = "Also fail where B is below this: chrf=40, chrf:ja=35 or chrf:unseen=35. May be given several times.",
            HelpName = "METRIC=VALUE",
        };
        var format = new Option<ReportFormat?>("--format")
        {
            Description = "Write md, latex (booktabs), csv, json or junit instead.",
            HelpName = "FORMAT",
        };
        var output = new Option<string?>("--out") { Description = "With --format: the file; else it is printed.", HelpName = "FILE" };
        var (json, plugins) = (CommonOptions.Json(), CommonOptions.Plugins());
        var verb = new Command(
            "compare",
            """
            Compares two stored runs on the same items, language by language and over all, with paired tests and a correction for their
            number. The exit code is 1 where B is worse than A, so that it can stop a pipeline. Runs that were asked other questions, or
            whose task, settings, references or metric signatures differ, are refused.

            Examples:
              clt compare runs/baseline runs/quickstart
              clt compare runs/baseline runs/quickstart --max-drop 0.01 --json
              clt compare runs/baseline runs/quickstart --max-drop exact-match:ja=0.05 --min exact-match:unseen=0.3
              clt compare old/results.json runs/quickstart --metric chrf --test ar --correction bh
              clt compare runs/baseline runs/quickstart --format junit --out comparison.xml
            """
        )
        {
            first,
            second,
            metric,
            test,
            correction,
            alpha,
            drop,
            min,
            format,
            output,
            json,
            plugins,
        };
        verb.SetAction(parsed =>
        {
            var options = new ComparisonOptions
            {
                Metrics = parsed.GetValue(metric) ?? [],
                Test = parsed.GetValue(test),
                Correction = parsed.GetValue(correction),
                Alpha = InRange(parsed.GetValue(alpha), "--alpha", p => p is > 0 and < 1, "Give a number between 0 and 1."),
                MaxDrop = [.. (parsed.GetValue(drop) ?? []).Select(Drop)],
                Min = [.. (parsed.GetValue(min) ?? []).Select(m => ScoreLimit.Parse(m, "--min", needsMetric: true))],
            };
            var (a, b) = (ResultSet.Read(parsed.GetValue(first)!), ResultSet.Read(parsed.GetValue(second)!));
            var catalog = PluginHost.Load(NamedPlugins.All(parsed.GetValue(plugins)));
            var (given, readers) = (catalog.All<IMetric>(), catalog.All<IMetricReader>());
            var comparison = Comparison.Of(a, b, a.Measured(given, readers), options);
            var chosen = parsed.GetValue(json) ? ReportFormat.Json : parsed.GetValue(format);
            if (chosen is { } form)
            {
                ReportVerb.Write(ComparisonText.Of(comparison, form), parsed.GetValue(output));
            }
            else
            {
                ReportView.Print(comparison.Table());
                foreach (var finding in comparison.Findings())
                    Console.Out.WriteLine($"• {finding}");
            }

            return comparison.Failed ? ExitCode.Failed : ExitCode.Done;
        });
        return verb;
    }

    private static Argument<string> Run(string name, string description) => new(name) { Description = description };

    private static ScoreLimit Drop(string text)
    {
        var limit = ScoreLimit.Parse(text, "--max-drop", needsMetric: false);
        return limit with { Value = InRange(limit.Value, "--max-drop", d => d >= 0, "Give 0 or more.") };
    }

    private static double InRange(double value, string option, Func<double, bool> test, string mend) =>
        test(value) ? value : throw new InputException($"{value} is out of range", option, mend);
}
