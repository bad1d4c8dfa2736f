using System.CommandLine;
using Clt.Host.Output;
using Clt.Results.Tables;
using Clt.Running.Housekeeping;
using Clt.Running.Reports;

namespace Clt.Host.Verbs;

/// <summary><c>clt export-runs</c>: runs and their steps as tables, for tools that compare runs.</summary>
internal static class ExportRunsVerb
{
    public static Command Create()
    {
        var studies = new Argument<string[]>("study")
        {
            Description = "The studies, such as guide/math; all of the runs folder where none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string>("--out")
        {
            Description = "The folder that the tables go to.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "exported",
        };
        var (runs, json) = (CommonOptions.Runs(), CommonOptions.Json());
        var verb = new Command(
            "export-runs",
            """
            Writes runs.csv (a row a cell: axes, seed, facts, scores) and history.csv (a row a step: losses, learning rate, scores along
            training) for tools that compare runs, such as Weights & Biases (docs/how-to/export-runs.md), spreadsheets and notebooks.

            Examples:
              clt export-runs
              clt export-runs quickstart --out exported
              clt export-runs guide/math guide/scripts --runs ~/runs --json
            """
        )
        {
            studies,
            output,
            runs,
            json,
        };
        verb.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetValue(runs)!, parsed.GetValue(output)!);
            var names = StoredStudy.Chosen(StoredStudy.NamesIn(from), parsed.GetValue(studies) ?? [], "clt export-runs");
            var (cells, steps) = RunExport.Write(from, names, to);
            if (parsed.GetValue(json))
                JsonText.Print(
                    new
                    {
                        studies = names,
                        runs = cells,
                        steps,
                        folder = Path.GetFullPath(to),
                    }
                );
            else
                Console.Out.WriteLine($"{Format.Count(cells)} runs and {Format.Count(steps)} steps: {to}/runs.csv, {to}/history.csv");
            return ExitCode.Done;
        });
        return verb;
    }
}
