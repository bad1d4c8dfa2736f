using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Running.Cells;

namespace Clt.Running.Launching;

/// <summary>
/// A worker process of a study: <c>clt worker</c> expands the recipe like the process that started it, then serves cells by name.
/// </summary>
public static class StudyWorker
{
    /// <summary>
    /// Serves until the input ends. On Ctrl-C the launcher ends the input, so the worker itself must let that signal pass.
    /// </summary>
    /// <param name="study">The same study as the launcher's.</param>
    /// <param name="context">The same folders.</param>
    /// <param name="runner">Does the work.</param>
    /// <param name="input">Requests, a line each.</param>
    /// <param name="output">Reports, a line each; nothing else may write to it.</param>
    /// <param name="ended">Hears when the input has ended.</param>
    /// <param name="cancel">Stops the running cell.</param>
    public static void Serve(
        ExpandedStudy study,
        StudyContext context,
        ICellRunner runner,
        TextReader input,
        TextWriter output,
        Action? ended = null,
        CancellationToken cancel = default
    )
    {
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        Worker.Serve(
            input,
            output,
            (request, report, stop) =>
            {
                // What a cell has to say goes to the host, which shows it.
                void Say(string line) => report(new LaunchReport(request.Cell, LaunchState.Progress, Message: line));
                var services = new CellServices(folder, context with { Report = Say }, request.Threads, report, stop);
                CellExecutor.Run(Find(study, request.Cell), runner, services);
            },
            cancel,
            ended
        );
    }

    /// <summary>Runs one cell; nothing is done where it has its result.</summary>
    /// <param name="study">The same study as the launcher's.</param>
    /// <param name="context">The same folders.</param>
    /// <param name="runner">Does the work.</param>
    /// <param name="id">The cell.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="cancel">Stops it, with a checkpoint.</param>
    /// <exception cref="InputException">The study has no such cell, or one that it needs has no result.</exception>
    public static void RunOne(
        ExpandedStudy study,
        StudyContext context,
        ICellRunner runner,
        string id,
        int threads,
        CancellationToken cancel
    )
    {
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        var cell = Find(study, id);
        var missing = cell
            .Needs.Where(n => folder.Cell(n.Id).Read() is null)
            .Select(n => new Problem($"{n.Id}, which it needs, has no result", $"cell {id}", "See why it failed, and run it first."))
            .ToList();
        if (missing.Count > 0)
            throw new InputException(missing);
        CellExecutor.Run(cell, runner, new CellServices(folder, context, threads, _ => { }, cancel));
    }

    private static Cell Find(ExpandedStudy study, string id) =>
        study.Find(id)
        ?? throw new InputException(
            $"the study has no cell {id}",
            "worker",
            "The recipe, its data or a plugin changed while it ran: run it again."
        );
}
