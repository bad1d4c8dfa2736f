using Clt.Engine.Adapters;
using Clt.Engine.Parameters;

namespace Clt.Engine.Models;

/// <summary>A model whose adapter is trained, as the trainer sees it: what is updated, saved and put back is the adapter alone.</summary>
internal sealed class AdaptedModel : ITrainableModel
{
    private readonly ITrainableModel _model;
    private readonly Adapter _adapter;

    private AdaptedModel(ITrainableModel model, Adapter adapter) => (_model, _adapter) = (model, adapter);

    public ModelConfig Config => _model.Config;

    public FlatParameters Parameters => _model.Parameters;

    public FlatParameters Trained => _adapter.Parameters;

    public ITrainableModel Whole => _model;

    public AdapterSet? Adapters => _model.Adapters;

    /// <summary>The model itself, or with its adapter where that is trained.</summary>
    /// <exception cref="InputException">More than one of base and active adapters is trained.</exception>
    public static ITrainableModel Of(ITrainableModel model)
    {
        var trained = model.Adapters?.Active.Where(a => a.Parameters.TrainedCount > 0).ToList() ?? [];
        if (trained.Count == 0)
            return model;
        var parts = trained.Select(a => $"adapter '{a.Name}'").ToList();
        if (model.Parameters.TrainedCount > 0)
            parts.Insert(0, "base");
        return parts.Count == 1
            ? new AdaptedModel(model, trained[0])
            : throw new InputException(
                $"a run trains one set of weights, but not frozen are: {string.Join(", ", parts)}",
                "adapters",
                "Freeze all but one."
            );
    }

    /// <summary>Whether a folder holds an adapter and no model.</summary>
    public static bool IsIn(string folder) =>
        File.Exists(Path.Combine(folder, Adapter.ConfigFile)) && !File.Exists(Path.Combine(folder, "config.json"));

    /// <summary>The folder of the base that an adapter's configuration names.</summary>
    /// <exception cref="InputException">It names none, or there is no such folder.</exception>
    public static string BaseOf(string folder)
    {
        var path = Path.Combine(folder, Adapter.ConfigFile);
        var name = AdapterConfig.Read(folder).BaseModel;
        if (name.Length > 0 && Directory.Exists(name))
            return name;
        throw new InputException(
            name.Length == 0 ? "the adapter names no base model" : $"the adapter's base model '{name}' is no folder here",
            path,
            "Load the base, and then the adapter on it."
        );
    }

    public void RecomputeEvery(int blocks) => _model.RecomputeEvery(blocks);

    public string Save(string folder) => _adapter.Save(folder);

    public void LoadWeights(string folder) => _adapter.LoadWeights(folder);

    public void Dispose() => _model.Dispose();
}
