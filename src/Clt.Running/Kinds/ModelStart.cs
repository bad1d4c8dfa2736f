using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Parameters;
using Clt.Recipes.Models;

namespace Clt.Running.Kinds;

/// <summary>What a model of any kind is trained from.</summary>
/// <param name="Weights">The base, or what stages before have made of it.</param>
/// <param name="Families">Those known.</param>
/// <param name="Dtype">What it computes with; null for the dtype of its files.</param>
/// <param name="Adapter">What is trained on it in place of its weights, or null.</param>
/// <param name="Rules">Which of its weights are trained, and how.</param>
/// <param name="Seed">Fills what is fresh.</param>
internal sealed record ModelStart(
    StartWeights Weights,
    ModelFamilies Families,
    Dtype? Dtype,
    IAdapterSpec? Adapter,
    WeightRules Rules,
    Seed Seed
)
{
    /// <summary>What an encoder becomes before it is trained; null for a model that stays of its kind.</summary>
    public WarmStart? Into { get; init; }

    private const string Name = "adapter";
    private const string Below = "adapter below";

    /// <summary>
    /// The start, with a fresh adapter where that is trained, or the one before to be trained further, or its weights as the rules want
    /// them.
    /// </summary>
    /// <exception cref="InputException">The adapter or the rules do not fit it.</exception>
    public TModel Begin<TModel>(Func<string, TModel> load)
        where TModel : ITrainableModel =>
        Weights
            .Load(load, Families)
            .FillOrDispose(m =>
            {
                // Adapters that stay have frozen the model's own weights.
                if (Adapter is null && Weights.Kept.Count > 0)
                    m.Parameters.Thaw("*");
                Rules.Apply(m, Seed);
                if (Rules.Own.Count > 0 && Adapter is null && Weights.Root is { } root)
                {
                    using var from = load(root);
                    Rules.TakeOwn(m, from);
                }

                if (Adapter is null)
                    return;
                if (Adapter.Info.Above is { } below)
                    m.Adapters!.Load(Below, below, Families.Adapters).Parameters.Freeze("*");
                var stands = Adapter.Info.Above is { } above ? Path.GetFullPath(above) : Weights.Below;
                var fresh = m.Adapters!.Add(Name, Adapter, Seed, stands, Rules.WithBase);
                if (Weights.Continued is { } before)
                    Rules.GoOn(fresh, before);
            });

    /// <summary>The start as it is, for what is compared with it: nothing of it is trained.</summary>
    public TModel AsItIs<TModel>(Func<string, TModel> load)
        where TModel : ITrainableModel =>
        Weights
            .Load(load, Families)
            .FillOrDispose(m =>
            {
                if (Weights.Continued is not { } before)
                    return;
                if (Adapter!.Info.Above is { } below)
                    m.Adapters!.Load(Below, below, Families.Adapters).Parameters.Freeze("*");
                m.Adapters!.Load(Name, before, Families.Adapters).Parameters.Freeze("*");
            });

    /// <summary>
    /// What training gave: the model of a folder, with the adapters that stay, or the start with the adapter that the folder holds.
    /// </summary>
    public TModel End<TModel>(string folder, Func<string, TModel> load)
        where TModel : ITrainableModel =>
        Adapter is null
            ? (Weights with { Folder = folder, Merged = [] }).Load(load, Families)
            : Weights
                .Load(load, Families)
                .FillOrDispose(model =>
                {
                    if (Adapter.Info.Above is { } below)
                        model.Adapters!.Load(Below, below, Families.Adapters);
                    model.Adapters!.Load(Name, folder, Families.Adapters);
                });
}
