using System.CommandLine;
using Clt.Host.Output;
using Clt.Host.Progress;
using Clt.Host.Recipes;
using Clt.Studies;

namespace Clt.Host.Verbs;

/// <summary><c>clt run</c>: trains, evaluates and reports; what is done is left alone, what was begun goes on.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var workers = new Option<int>("--workers")
        {
            Description = "Worker processes side by side; 0 runs everything in this process.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            HelpName = "N",
        };
        var verb = new Command(
            "run",
            """
            Runs a recipe: trains, evaluates and reports. Cells that are done are left alone, those that were begun go on from their last checkpoint.

            Examples:
              clt run recipes/quickstart.csx
              clt run recipes/synopsis.csx --set scale=small
              clt run recipes/quickstart.csx --workers 1 --runs /tmp/runs --json
            """) { json, workers };
        var read = SessionOptions.AddTo(verb);
        verb.SetAction((parsed, cancel) => Task.FromResult(Run(read(parsed), parsed.GetValue(workers), parsed.GetValue(json), cancel)));
        return verb;
    }

    private static int Run(SessionOptions options, int workers, bool json, CancellationToken cancel)
    {
        using var session = RecipeSession.Open(options, json ? _ => { } : Console.Error.WriteLine, cancel);
        var launch = workers > 0
            ? new RunnerOptions(new ProcessLauncher(workers), new CellRunner(), WorkerVerb.Command(options), workers)
            : new RunnerOptions(new HereLauncher(), new CellRunner());
        using var view = json ? null : ProgressView.ForTerminal();
        var summary = StudyRunner.Run(session.Study, session.Context, launch, view, cancel);
        view?.Dispose();
        if (json) Console.Out.WriteLine(summary.ToJson());
        else Show(session, summary);
        return summary.ExitCode;
    }

    private static void Show(RecipeSession session, RunSummary summary)
    {
        if (summary.Interrupted)
        {
            Console.Error.WriteLine($"Interrupted after {Format.Duration(summary.Seconds)}: {summary.Before + summary.Done} of {summary.Cells} cells are done. Run the same command to go on.");
            return;
        }

        if (summary.Report.Length > 0) ReportView.Print(StudyReport.Of(session.Study, StudyResults.Read(session.Study, session.Context)));
        var before = summary.Before > 0 ? $", {summary.Before} before" : "";
        Console.Out.WriteLine($"{summary.Study}: {summary.Cells} cells, {summary.Done} done now{before}, {summary.Failures.Count} failed, in {Format.Duration(summary.Seconds)}.");
        foreach (var (cell, reason) in summary.Failures) Console.Error.WriteLine($"failed: {cell}: {reason}");
        if (summary.Report.Length > 0) Console.Out.WriteLine($"Report: {summary.Report}");
    }
}
