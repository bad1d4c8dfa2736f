using Clt.Serving.Http;
using Clt.Serving.Runs;
using Microsoft.AspNetCore.Http;

namespace Clt.Serving.Live;

/// <summary>Tells a page what changes in a runs folder: all of it first, then what is no longer as it was.</summary>
internal sealed class Watch(RunsFolder runs, CancellationToken cancel)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The list of studies, whenever it changes.</summary>
    public async Task All(HttpContext context)
    {
        var stream = await EventStream.Begin(context, cancel);
        var sent = "";
        for (; ; await Task.Delay(2 * Pause, cancel))
        {
            var now = runs.Studies().Select(s => StudyEntry.Of(s.State())).ToList();
            if (Answer.Json(now) is var text && text != sent)
                await stream.Send("studies", now);
            else
                await stream.Beat();
            sent = text;
        }
    }

    /// <summary>A study: <c>study</c> with all of it, then <c>change</c> with the run's standing and the cells that changed.</summary>
    public async Task Of(HttpContext context, StudyReader study)
    {
        var stream = await EventStream.Begin(context, cancel);
        StudyState? before = null;
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        for (; ; await Task.Delay(Pause, cancel))
        {
            var now = study.State();
            var changed = now.Cells.Where(c => cells.GetValueOrDefault(c.Id) != Answer.Json(c)).ToList();
            foreach (var cell in changed)
                cells[cell.Id] = Answer.Json(cell);
            if (before is null || !IsSameGrid(before, now))
                await stream.Send("study", now);
            else if (changed.Count > 0 || now.Progress != before.Progress)
                await stream.Send("change", new { progress = now.Progress, cells = changed });
            else
                await stream.Beat();
            before = now;
        }
    }

    private static bool IsSameGrid(StudyState a, StudyState b) =>
        a.HasReport == b.HasReport
        && a.Metric == b.Metric
        && a.Cells.Select(c => c.Id).SequenceEqual(b.Cells.Select(c => c.Id))
        && ReferenceEquals(a.Settings, b.Settings);
}
