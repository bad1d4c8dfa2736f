using Clt.Engine.Objectives;
using Clt.Formats.Files;

namespace Clt.Engine.Training;

/// <summary>Writes the result of a run: the weights of the last step, or of the best checkpoint.</summary>
internal static class RunEnd
{
    /// <exception cref="IOException">The disk is full; checkpoints stay.</exception>
    public static TrainingResult Write(
        TrainingJob job,
        CheckpointState state,
        IObjective objective,
        TrainedState trained,
        CheckpointFolder checkpoints,
        TrainingLog log
    )
    {
        var folder = TrainingResult.ModelIn(job.Folder);
        var (selected, best) = (state.Step, state.ValidationLoss);
        using var average = trained.UseAverage();
        if (job.Settings.SelectBy == SelectBy.ValidationLoss && state.BestLoss <= state.ValidationLoss)
        {
            (selected, best) = (state.BestStep!.Value, state.BestLoss);
            var chosen = checkpoints.PathOf(selected);
            Checkpoint.Check(chosen);
            trained.RestoreWeights(Checkpoint.Tensors(chosen));
        }
        else if (state.BestLoss < best)
        {
            best = state.BestLoss;
        }

        var hash = objective.Model.Save(folder);
        job.WriteTokenizer?.Invoke(folder);
        AtomicFile.FlushFolder(folder);
        log.FlushToDisk();
        var rows = log.Rows;
        var result = new TrainingResult(
            job.Identity,
            hash,
            state.Step,
            selected,
            state.Tokens,
            rows.Sum(r => (long)r.TargetTokens),
            rows[0].Loss,
            rows[^1].Loss,
            best,
            rows.Sum(r => r.Seconds)
        )
        {
            ModelFolder = folder,
            Files = FileSums.Of(job.Folder, TrainingResult.FilesIn(job.Folder)),
            Start = job.Start,
        };
        result.Write(job.Folder);
        if (!job.Settings.KeepCheckpoints)
            checkpoints.RemoveAll();
        return result;
    }
}
