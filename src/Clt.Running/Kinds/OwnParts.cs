using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>
/// Language-specific parts: each language is answered by the model with the weights of its own that the last stage has left which trained
/// it; one that no stage has trained by the model as it is.
/// </summary>
internal sealed class OwnParts
{
    private readonly IModelKind _kind;
    private readonly FinetuneCell _cell;
    private readonly StudyFolder _study;
    private readonly string _last;

    private OwnParts(IModelKind kind, FinetuneCell cell, StudyFolder study)
    {
        (_kind, _cell, _study) = (kind, cell, study);
        _last = StartWeights.ModelOf(study.Cell(cell.Training.Id));
    }

    /// <summary>Answers for a cell; models are told apart by the folders of their own parts.</summary>
    public static SwitchedEvaluator Evaluator(IModelKind kind, FinetuneCell cell, StudyFolder study)
    {
        var parts = new OwnParts(kind, cell, study);
        return new SwitchedEvaluator(parts._last, parts.FolderOf, parts.Load);
    }

    private string FolderOf(Language language) =>
        _cell.Chain.LastOrDefault(s => s.Mixture.Languages.Any(l => l.Code == language.Code)) is { } stage
            ? StartWeights.ModelOf(_study.Cell(stage.Training.Id))
            : _last;

    private IEvaluator Load(string folder) => _kind.Answering(_kind.Open(_last).FillOrDispose(m => TakeOwn(m, folder)));

    private void TakeOwn(ITrainableModel model, string folder)
    {
        if (folder == _last)
            return;
        using var own = _kind.Open(folder);
        _cell.Train.Weights.TakeOwn(model, own);
    }
}
