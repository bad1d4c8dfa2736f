using System.CommandLine;
using Clt.Engine.Distributed;
using Clt.Host.Launching;
using Clt.Host.Output;
using Clt.Host.Progress;
using Clt.Host.Recipes;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Launching;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Training;

namespace Clt.Host.Verbs;

/// <summary><c>clt run</c>: trains, evaluates and reports; what is done is left alone, what was begun goes on.</summary>
internal static class RunVerb
{
    public static Command Create() => Create(out _);

    /// <summary>The verb, and how to read the options of its recipe from a parsed command line.</summary>
    public static Command Create(out Func<ParseResult, SessionOptions> options)
    {
        var json = CommonOptions.Json();
        var workers = new Option<int>("--workers")
        {
            Description = "Worker processes side by side; 0 runs everything in this process.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            HelpName = "N",
        };
        var launcher = new Option<string?>("--launcher")
        {
            Description = "Where cells run: a plugin's launcher, such as slurm (its settings: clt launch slurm).",
            HelpName = "NAME",
        };
        var time = new Option<string?>("--cell-timeout")
        {
            Description = "The longest time of a cell, such as 90s, 30m or 2h: what takes longer fails, and the others go on.",
            HelpName = "TIME",
        };
        var memory = new Option<string?>("--cell-memory")
        {
            Description = "The most memory of a worker, such as 800MB or 4GB: a cell that takes more fails, and the others go on.",
            HelpName = "SIZE",
        };
        var verb = new Command(
            "run",
            """
            Runs a recipe: trains, evaluates and reports. Cells that are done are left alone, those that were begun go on from their last
            checkpoint.

            Examples:
              clt run recipes/quickstart.csx
              clt run recipes/synopsis.csx --set scale=small
              clt run recipes/quickstart.csx --workers 1 --runs ~/runs --json
            """
        )
        {
            json,
            workers,
            launcher,
            time,
            memory,
        };
        var read = SessionOptions.AddTo(verb, results: true);
        options = read;
        verb.SetAction(
            (parsed, cancel) =>
            {
                var limits = new WorkerLimits(
                    Quantity.Time(parsed.GetValue(time), time.Name),
                    Quantity.Size(parsed.GetValue(memory), memory.Name)
                );
                return Task.FromResult(
                    Run(read(parsed), parsed.GetValue(workers), limits, parsed.GetValue(launcher), parsed.GetValue(json), cancel)
                );
            }
        );
        return verb;
    }

    private static int Run(SessionOptions options, int workers, WorkerLimits limits, string? launcher, bool json, CancellationToken cancel)
    {
        if (workers < 0)
            throw new InputException(
                $"{workers} workers are asked for",
                "--workers",
                "Give 1 or more, or 0 to run everything in this process."
            );
        var place = RankEnvironment.Read();
        if (limits != WorkerLimits.None && (place is not null || launcher is not null || workers == 0))
        {
            throw new InputException(
                "only worker processes of this machine have limits of time and memory",
                "--cell-timeout, --cell-memory",
                "Leave them out, or run with --workers 1 or more and no launcher. Clusters have limits of their own."
            );
        }

        if (place is not null)
            return RankRun.Run(place, options, json, cancel);
        if (launcher is null && workers > 0)
            return RunHere(options, workers, limits, json, cancel);
        using var session = RecipeSession.Open(options, Report(json), cancel);
        var launch = launcher is null
            ? new RunnerOptions(new HereLauncher(), new CellRunner())
            : Launchers.Options(launcher, options, workers);
        return Run(session, session.Context, launch, json, cancel);
    }

    private static int RunHere(SessionOptions options, int workers, WorkerLimits limits, bool json, CancellationToken cancel)
    {
        using var processes = new ProcessLauncher(workers, limits);
        var command = Launchers.Worker(options);
        // A first worker reads the recipe beside this process: at once where it need not compile it too, in vain where nothing is left to
        // do.
        using var session = RecipeSession.Open(
            options,
            Report(json),
            cancel,
            compiled: before =>
            {
                if (before)
                    processes.Prepare(command);
            }
        );
        if (HasWork(session))
            processes.Prepare(command);
        return Run(session, session.Context, new RunnerOptions(processes, new CellRunner(), command, workers), json, cancel);
    }

    private static Action<string> Report(bool json) => json ? _ => { } : line => Console.Error.WriteLine(Visible.Of(line));

    private static bool HasWork(RecipeSession session)
    {
        var folder = new StudyFolder(session.Context.RunsFolder, session.Study.Name);
        return session.Reached.Cells.Any(c => !File.Exists(folder.Cell(c.Id).Results));
    }

    /// <summary>Runs a study and shows how it came out.</summary>
    internal static int Run(RecipeSession session, StudyContext context, RunnerOptions launch, bool json, CancellationToken cancel)
    {
        using var view = json ? null : ProgressView.ForTerminal();
        var summary = StudyRunner.Run(session.Study, context, launch, view, cancel);
        view?.Dispose();
        summary = summary.Reported(session.Study, context);
        if (json)
            Console.Out.WriteLine(summary.ToJson());
        else
            Show(session, summary);
        return summary.ExitCode;
    }

    private static void Show(RecipeSession session, RunSummary summary)
    {
        if (summary.Interrupted)
        {
            Console.Error.WriteLine(
                $"Interrupted after {Format.Duration(summary.Seconds)}: {summary.Before + summary.Done} of {summary.Cells} cells are "
                    + $"done. Run the same command to go on."
            );
            return;
        }

        if (summary.Report.Length > 0)
        {
            var study = session.Reached;
            ReportView.Print(StudyReport.Of(study, StoredResults.Read(study, session.Context)));
        }

        var before = summary.Before > 0 ? $", {summary.Before} before" : "";
        Console.Out.WriteLine(
            $"{summary.Study}: {summary.Cells} cells, {summary.Done} done now{before}, {summary.Failures.Count} failed, in "
                + $"{Format.Duration(summary.Seconds)}."
        );
        foreach (var (cell, reason) in summary.Failures)
            Console.Error.WriteLine($"failed: {cell}: {Visible.Of(reason)}");
        foreach (var gate in summary.Unmet)
            Console.Error.WriteLine($"gate does not hold: {Visible.Of(gate)}");
        if (summary.Report.Length > 0)
            Console.Out.WriteLine($"Report: {Path.GetRelativePath(Environment.CurrentDirectory, summary.Report)}");
    }
}
