using System.Diagnostics;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Planning;

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
        ExpandedStudy study, StudyContext context, RunnerOptions options, IProgress<StudyProgress>? progress = null,
        CancellationToken cancel = default)
    {
        var clock = Stopwatch.StartNew();
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        using var taken = FolderLock.Take(folder.Lock) ?? throw new InputException(
            "the study is being run by another process", folder.Path, "Wait for it to end, or stop it.");
        var plan = study.Plan(context, options.Workers);
        var open = plan.Rows.Where(r => !r.Done).ToList();
        var tracker = new ProgressTracker(study, plan, options.Workers, progress);
        var interrupted = false;
        if (open.Count > 0)
        {
            StudyFile.Write(study, folder);
            RunLinks.Make(study, folder);
            try
            {
                options.Launcher.Launch(Job(study, open, context, options, tracker.Report), cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                interrupted = true;
            }
        }

        return new RunSummary(
            study.Name, plan.Cells, plan.Done, tracker.Done - plan.Done, tracker.Failures, interrupted, clock.Elapsed.TotalSeconds);
    }

    /// <summary>What a launcher would be given for what is not done.</summary>
    /// <param name="study">The study.</param>
    /// <param name="context">Folders and metrics.</param>
    /// <param name="options">Where and how it runs.</param>
    /// <param name="report">Takes the launcher's reports.</param>
    public static LaunchJob Job(ExpandedStudy study, StudyContext context, RunnerOptions options, Action<LaunchReport> report) =>
        Job(study, study.Plan(context, options.Workers).Rows.Where(r => !r.Done), context, options, report);

    private static LaunchJob Job(
        ExpandedStudy study, IEnumerable<PlanRow> open, StudyContext context, RunnerOptions options, Action<LaunchReport> report)
    {
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        return new LaunchJob(
            [.. open.Select(r => Item(study.Find(r.Cell)!, r.Seconds))],
            (item, tell, stop) => CellExecutor.Run(
                study.Find(item.Id)!, options.Runner, new CellServices(folder, context, item.Threads, tell, stop)),
            options.Worker,
            report)
        {
            Folder = Path.GetFullPath(folder.Launch),
            Settings = options.Settings,
        };
    }

    /// <summary>One thread a cell: launchers give more where cores would be idle.</summary>
    private static LaunchItem Item(Cell cell, double seconds) =>
        new(cell.Id, [.. cell.Needs.Select(n => n.Id)], seconds) { Arguments = ["--cell", cell.Id] };
}
