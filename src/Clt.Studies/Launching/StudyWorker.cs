namespace Clt.Studies;

/// <summary>A worker process of a study: <c>clt worker</c> expands the recipe like the process that started it, then serves cells by name.</summary>
public static class StudyWorker
{
    /// <summary>Serves until the input ends. On Ctrl-C the launcher ends the input, so the worker itself must let that signal pass.</summary>
    /// <param name="study">The same study as the launcher's.</param>
    /// <param name="context">The same folders.</param>
    /// <param name="runner">Does the work.</param>
    /// <param name="input">Requests, a line each.</param>
    /// <param name="output">Reports, a line each; nothing else may write to it.</param>
    /// <param name="cancel">Stops the running cell.</param>
    public static void Serve(
        ExpandedStudy study, StudyContext context, ICellRunner runner, TextReader input, TextWriter output, CancellationToken cancel = default)
    {
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        Worker.Serve(input, output, (request, report, stop) =>
        {
            var cell = study.Find(request.Cell) ?? throw new InputException(
                $"the study has no cell {request.Cell}", "worker", "The recipe, its data or a plugin changed while it ran: run it again.");
            CellExecutor.Run(cell, runner, new CellServices(folder, context, request.Threads, report, stop));
        }, cancel);
    }
}
