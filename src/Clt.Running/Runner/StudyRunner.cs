using System.Diagnostics;
using Clt.Formats.Files;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Launching;
using Clt.Running.Lengths;
using Clt.Running.Planning;
using Clt.Running.Seeds;
using Clt.Running.Stopping;
using Clt.Running.Stored;

namespace Clt.Running.Runner;

/// <summary>Runs a study: what is done is left alone, what was begun goes on, the rest starts. Reporting is the caller's.</summary>
public static class StudyRunner
{
    /// <summary>Runs to the end, to the first failure that concerns every cell, or until cancelled.</summary>
    /// <param name="study">The study.</param>
    /// <param name="context">Folders and metrics.</param>
    /// <param name="options">Where and how it runs.</param>
    /// <param name="progress">Told of every change, from any thread.</param>
    /// <param name="cancel">Stops the run; running cells keep their last checkpoint.</param>
    /// <exception cref="InputException">The study is being run already, or its folder cannot be written.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static RunSummary Run(
        ExpandedStudy study,
        StudyContext context,
        RunnerOptions options,
        IProgress<StudyProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        var clock = Stopwatch.StartNew();
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        using var taken =
            FolderLock.Take(folder.Lock)
            ?? throw new InputException("the study is being run by another process", folder.Path, "Wait for it to end, or stop it.");
        Leftovers.Remove(folder.Path, below: false);
        Leftovers.Remove(StudyFile.SettingsOf(folder), below: false);
        using var watched = new ProgressFile(folder, progress);
        var full = study;
        study = full.Reached(context);
        var plan = study.Plan(context, options.Workers, content: true);
        LengthPlan.Notes(study, context, [.. plan.Rows.Where(r => !r.Done).Select(r => r.Cell)]);
        // Launchers of clusters compute on other machines than this.
        if (options.Launcher is HereLauncher or ProcessLauncher && context.Group is null)
            plan.Device.Require(elsewhere: 0);
        var (before, done, changed) = (plan.Done, 0, false);
        IReadOnlyDictionary<string, string> failures = new Dictionary<string, string>();
        var interrupted = false;
        for (var again = true; again && !interrupted; )
        {
            var open = plan.Rows.Where(r => !r.Done).ToList();
            if (open.Count == 0)
                break;
            changed = true;
            var damaged = Forget(study, folder, open, context.Report);
            var tracker = new ProgressTracker(study, plan, watched);
            interrupted = !Launch(study, folder, open, context, options, tracker, cancel);
            (done, failures) = (done + tracker.Done - plan.Done, tracker.Failures);
            // What was made again may have other bits, and then what was measured on it is of a model that is no more.
            again = damaged && failures.Count == 0 && !interrupted;
            if (failures.Count > 0 || interrupted)
                break;
            var next = full.Reached(context);
            if (next.Cells.Count > study.Cells.Count)
            {
                again = true;
                context.Report($"Not all questions are decided: {next.Cells.Count - study.Cells.Count} cells of further seeds are run.");
            }

            study = next;
            if (again)
                plan = study.Plan(context, options.Workers, content: true);
        }

        return new RunSummary(study.Name, plan.Cells, before, done, failures, interrupted, clock.Elapsed.TotalSeconds);
    }

    /// <returns>Whether it came to its end.</returns>
    private static bool Launch(
        ExpandedStudy study,
        StudyFolder folder,
        IReadOnlyList<PlanRow> open,
        StudyContext context,
        RunnerOptions options,
        ProgressTracker tracker,
        CancellationToken cancel
    )
    {
        StudyFile.Write(study, folder);
        RunLinks.Make(study, folder);
        // Launchers see to the end of what they have started.
        using var stopping = options.Launcher is HereLauncher ? null : OrderlyStop.Hold();
        try
        {
            options.Launcher.Launch(Job(study, open, context, options, tracker.Report), cancel);
            return true;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Says which finished cells are made again and why, and forgets their results.</summary>
    /// <returns>Whether there are such.</returns>
    private static bool Forget(ExpandedStudy study, StudyFolder folder, IReadOnlyList<PlanRow> open, Action<string> report)
    {
        var damaged = open.Where(r => r.Damage.Length > 0).ToList();
        foreach (var row in damaged)
        {
            report($"{ProgressTracker.Title(study.Find(row.Cell)!, row.Axes)} ({row.Cell}) is made again: {row.Damage}.");
            folder.Cell(row.Cell).Forget();
        }

        return damaged.Count > 0;
    }

    /// <summary>What a launcher would be given for what is not done.</summary>
    /// <param name="study">The study.</param>
    /// <param name="context">Folders and metrics.</param>
    /// <param name="options">Where and how it runs.</param>
    /// <param name="report">Takes the launcher's reports.</param>
    public static LaunchJob Job(ExpandedStudy study, StudyContext context, RunnerOptions options, Action<LaunchReport> report) =>
        Job(study, study.Reached(context).Plan(context, options.Workers, content: true).Rows.Where(r => !r.Done), context, options, report);

    private static LaunchJob Job(
        ExpandedStudy study,
        IEnumerable<PlanRow> open,
        StudyContext context,
        RunnerOptions options,
        Action<LaunchReport> report
    )
    {
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        return new LaunchJob(
            [.. open.Select(r => Item(study.Find(r.Cell)!, r.Seconds))],
            (item, tell, stop) =>
                CellExecutor.Run(study.Find(item.Id)!, options.Runner, new CellServices(folder, context, item.Threads, tell, stop)),
            options.Worker,
            report
        )
        {
            Folder = Path.GetFullPath(folder.Launch),
            Settings = options.Settings,
        };
    }

    /// <summary>One thread a cell: launchers give more where cores would be idle.</summary>
    private static LaunchItem Item(Cell cell, double seconds) =>
        new(cell.Id, [.. cell.Needs.Concat(StoredFiles.LoadedBy(cell)).Select(n => n.Id).Distinct()], seconds)
        {
            Arguments = ["--cell", cell.Id],
        };
}
