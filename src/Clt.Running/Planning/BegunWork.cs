using Clt.Engine.Training;
using Clt.Recipes.Cells;
using Clt.Results.Store;

namespace Clt.Running.Planning;

/// <summary>How much of a cell an interrupted run has left: the share of its steps up to a checkpoint, and of its answers.</summary>
internal static class BegunWork
{
    /// <summary>From 0 to 1 each.</summary>
    /// <param name="cell">The cell, which is not done.</param>
    /// <param name="items">Items that its evaluation answers.</param>
    /// <param name="folder">Where its folder is.</param>
    public static (double Trained, double Measured) Of(Cell cell, double items, StudyFolder folder)
    {
        var trained = cell switch
        {
            BaseCell b => Trainer.Reached(folder.Cell(b.Id).Checkpoint),
            FinetuneCell f => Trainer.Reached(folder.Cell(f.Training.Id).Checkpoint),
            TokenizerCell or ReferenceCell or AnswersCell => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };
        var answers = Path.Combine(folder.Cell(cell.Id).Path, "predictions");
        if (items <= 0 || !Directory.Exists(answers))
            return (trained, 0);
        return (trained, Math.Min(1, Directory.GetFiles(answers, "*.jsonl").Sum(Lines) / items));
    }

    private static double Lines(string path)
    {
        try
        {
            return File.ReadLines(path).Count();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
