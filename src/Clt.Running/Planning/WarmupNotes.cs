using System.Globalization;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Results.Scores;

namespace Clt.Running.Planning;

/// <summary>
/// Learning-rate warm-ups that last longer than half of a run, so that the peak is hardly trained with: often a default in a small run.
/// </summary>
internal static class WarmupNotes
{
    /// <summary>Of a plan, whose steps are estimates.</summary>
    public static IEnumerable<string> Of(ExpandedStudy study, IEnumerable<PlanRow> rows) =>
        Said(rows.Select(r => (Cell: study.Find(r.Cell), r.Steps)));

    /// <summary>Of the fine-tunings that were run, and their bases.</summary>
    public static IEnumerable<string> Of(ExpandedStudy study, StudyResults results) =>
        Said(results.Runs.Select(r => (Cell: study.Find(r.Result.Cell), Steps: (long)r.Result.Facts.GetValueOrDefault("steps"))));

    private static IEnumerable<string> Said(IEnumerable<(Cell? Cell, long Steps)> trained) =>
        from run in trained
        where run.Steps > 0 && Rate(run.Cell) is Schedule
        let warmup = ((Schedule)Rate(run.Cell)!).WarmupSteps((int)run.Steps)
        where warmup > run.Steps / 2.0
        group (run.Steps, warmup) by run.Cell!.Kind into kind
        let longest = kind.MaxBy(k => k.warmup / (double)k.Steps)
        select string.Create(
            CultureInfo.InvariantCulture,
            $"the warm-up of {kind.Count()} {kind.Key.ToString().ToLowerInvariant()} trainings is longer than half of the run, "
                + $"up to {longest.warmup} of {longest.Steps} steps: the learning rate reaches its peak late or never."
        );

    private static ISchedule? Rate(Cell? cell) =>
        cell switch
        {
            FinetuneCell f => f.Train.Rate,
            BaseCell b => b.Spec.Train.Rate,
            TokenizerCell or ReferenceCell or AnswersCell or null => null,
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };
}
