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
internal sealed class OwnPartsEvaluator(IModelKind kind, FinetuneCell cell, StudyFolder study) : IEvaluator
{
    private readonly string _last = StartWeights.ModelOf(study.Cell(cell.Training.Id));
    private (string Folder, IEvaluator Model)? _open;

    public long Parameters => With(_last).Parameters;

    public bool InGroups => With(_last).InGroups;

    public void Answer(
        IReadOnlyList<Example> items,
        IReadOnlyList<int> group,
        Action<int, PredictionLine, int> made,
        CancellationToken cancel
    )
    {
        foreach (var language in group.GroupBy(i => items[i].Language.Code))
            With(FolderOf(language.Key)).Answer(items, [.. language], made, cancel);
    }

    public void Dispose() => _open?.Model.Dispose();

    private string FolderOf(string language) =>
        cell.Chain.LastOrDefault(s => s.Mixture.Languages.Any(l => l.Code == language)) is { } stage
            ? StartWeights.ModelOf(study.Cell(stage.Training.Id))
            : _last;

    private IEvaluator With(string folder)
    {
        if (_open is { } open && open.Folder == folder)
            return open.Model;
        _open?.Model.Dispose();
        _open = null;
        var model = kind.Open(_last).FillOrDispose(m => TakeOwn(m, folder));
        _open = (folder, kind.Answering(model));
        return _open.Value.Model;
    }

    private void TakeOwn(ITrainableModel model, string folder)
    {
        if (folder == _last)
            return;
        using var own = kind.Open(folder);
        cell.Train.Weights.TakeOwn(model, own);
    }
}
