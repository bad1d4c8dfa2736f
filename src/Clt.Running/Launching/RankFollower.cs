using Clt.Engine.Distributed;
using Clt.Engine.Training;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Stored;
using Clt.Running.Training;

namespace Clt.Running.Launching;

/// <summary>
/// What ranks above 0 do of a study: rank 0 runs it as if alone, and tells them whenever a cell is to be trained. Tokenizers, evaluations,
/// results and reports are rank 0's.
/// </summary>
public static class RankFollower
{
    /// <summary>What rank 0 announces when the study has ended.</summary>
    public const string End = "";

    /// <summary>Trains the cells that rank 0 names, until it names none.</summary>
    /// <param name="study">The same study as rank 0's.</param>
    /// <param name="context">The same folders, and the group.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="cancel">Stops the running cell, on all ranks.</param>
    /// <exception cref="DistributedException">A rank ended.</exception>
    public static void Serve(ExpandedStudy study, StudyContext context, int threads, CancellationToken cancel)
    {
        var group = context.Group ?? throw new ArgumentException("There is no group.", nameof(context));
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        var services = new CellServices(folder, context, threads, _ => { }, cancel);

        // Not until it is cancelled itself: rank 0 is too, and would lose this one before it could save.
        while (group.Await(CancellationToken.None) is var id && id != End)
        {
            var cell =
                study.FindTrained(id)
                ?? throw new InputException(
                    $"the study has no cell {id}",
                    $"rank {group.Rank}",
                    "The recipe, its data or a plugin changed while it started: run it again."
                );

            StoredFiles.Require(cell, services.Study, services.Context);
            // Prepared whether or not it is cancelled: rank 0 may have begun, and waits.
            var preparing = services with
            {
                Cancel = CancellationToken.None,
            };
            var job = cell switch
            {
                BaseCell pretrain => PretrainWork.Job(pretrain, folder.Cell(id), preparing),
                FinetuneCell finetune => FinetuneWork.Job(finetune, folder.Cell(id), preparing),
                _ => throw new ArgumentException($"A cell of type {cell.GetType().Name} is not trained."),
            };
            try
            {
                CellTraining.Run(job, services, new CellProgress(cell, services));
            }
            catch (Exception e) when (e is InputException or TrainingException or OperationCanceledException)
            {
                // It ended alike on rank 0, which reports it and goes on.
            }
        }

        group.Finish();
    }
}
