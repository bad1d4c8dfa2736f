using Clt.Engine.Adapters;
using Clt.Engine.Models;

namespace Clt.Studies;

/// <summary>What a model of any kind is trained from.</summary>
/// <param name="Folder">The base's folder.</param>
/// <param name="Families">Those known.</param>
/// <param name="Dtype">What it computes with; null for the dtype of its files.</param>
/// <param name="Adapter">What is trained on it in place of its weights, or null.</param>
/// <param name="Weights">Which of its weights are trained, and how.</param>
/// <param name="Seed">Fills what is fresh.</param>
internal sealed record ModelStart(string Folder, ModelFamilies Families, Dtype? Dtype, IAdapterSpec? Adapter, WeightRules Weights, Seed Seed)
{
    private const string Name = "adapter";
    private const string Below = "adapter below";

    /// <summary>The base, with a fresh adapter where that is trained, or its weights as the rules want them.</summary>
    /// <exception cref="InputException">The adapter or the rules do not fit it.</exception>
    public TModel Begin<TModel>(TModel model)
        where TModel : ITrainableModel => model.FillOrDispose(m =>
    {
        Weights.Apply(m, Seed);
        if (Adapter is null) return;
        if (Adapter.Info.Above is { } below) m.Adapters!.Load(Below, below, Families.Adapters).Parameters.Freeze("*");
        m.Adapters!.Add(Name, Adapter, Seed, Path.GetFullPath(Adapter.Info.Above ?? Folder));
    });

    /// <summary>What training gave: the model of a folder, or the base with the adapter that the folder holds.</summary>
    public TModel End<TModel>(string folder, Func<string, TModel> load)
        where TModel : ITrainableModel =>
        Adapter is null ? load(folder) : load(Folder).FillOrDispose(model =>
        {
            if (Adapter.Info.Above is { } below) model.Adapters!.Load(Below, below, Families.Adapters);
            model.Adapters!.Load(Name, folder, Families.Adapters);
        });
}
