using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Cells;

namespace Clt.Running.Training;

/// <summary>
/// Does cells' work with the engine. A cell's training goes on from its last checkpoint, its evaluation from its last prediction.
/// </summary>
public sealed class CellRunner : ICellRunner
{
    public CellResult Run(Cell cell, CellFolder folder, CellServices services)
    {
        var progress = new CellProgress(cell, services);
        var result = cell switch
        {
            TokenizerCell tokenizer => TokenizerWork.Run(tokenizer, folder, services, progress),
            BaseCell pretrain => PretrainWork.Run(pretrain, folder, services, progress),
            ReferenceCell reference => FinetuneWork.Run(reference, folder, services, progress),
            AnswersCell answers => AnswersWork.Run(answers, folder, services, progress),
            FinetuneCell finetune => FinetuneWork.Run(finetune, folder, services, progress),
            _ => throw new ArgumentException($"A cell of type {cell.GetType().Name} has no work.", nameof(cell)),
        };
        // Of several processes that train together each does a part.
        if (services.Context.Group is null)
            progress.Pace.Keep(services.Context.CacheFolder);
        return result;
    }
}
