using System.Security.Cryptography;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Recipes.Adapters;
using Clt.Recipes.Cells;
using Clt.Results.Store;

namespace Clt.Running.Kinds;

/// <summary>The weights that a training starts from: a model's folder, and the adapters that stages before have trained on it.</summary>
/// <param name="Folder">A Hugging Face directory.</param>
internal sealed record StartWeights(string Folder)
{
    /// <summary>Folders of adapters that become a part of the weights, in order.</summary>
    public IReadOnlyList<string> Merged { get; init; } = [];

    /// <summary>Folders of adapters that stay as they are, the lowest first.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>The folder of the adapter that is trained further, above those that are kept; null for none.</summary>
    public string? Continued { get; init; }

    /// <summary>The folder of the base under the stages before; null where there is none.</summary>
    public string? Root { get; init; }

    /// <summary>What an adapter on these weights stands on, as its files name it: the adapter right below, or the model.</summary>
    public string Below =>
        Path.GetFullPath(
            Kept.Count > 0 ? Kept[^1]
            : Merged.Count > 0 ? Merged[^1]
            : Folder
        );

    /// <summary>What a cell starts from, in the folder of its study.</summary>
    public static StartWeights Of(StartingPoint start, StudyFolder study)
    {
        if (start.Before is not { } before)
            return new StartWeights(BaseOf(start, study));
        var model = ModelOf(study.Cell(before.Training.Id));
        if (before.Train.Adapter is not { } adapter)
            return new StartWeights(model) { Root = BaseOf(start.Root, study), Kept = Of(before.Start, study).Kept };
        // Where the adapter before was itself one that went on, what it went on from is in its own weights.
        var under = Of(before.Start, study) with
        {
            Continued = null,
        };
        string[] named = adapter.Info.Above is { } above ? [above] : [];
        return start.Adapter switch
        {
            AdapterBefore.Merge => under with { Merged = [.. under.Merged, .. under.Kept, .. named, model], Kept = [] },
            AdapterBefore.Keep or AdapterBefore.Exchange => under with { Kept = [.. under.Kept, .. named, model] },
            // The folder below it is a part of its settings, which the stage has too.
            AdapterBefore.Continue => under with { Continued = model },
            _ => throw new ArgumentOutOfRangeException(nameof(start), start.Adapter, "An adapter that no way of going on is named for."),
        };
    }

    /// <summary>The folder of the base, whose tokenizer, template and context all stages have.</summary>
    public static string BaseOf(StartingPoint start, StudyFolder study) =>
        start.Trained is not { } trained ? start.Folder!
        : start.Kept is { } kept ? KeptModel.FolderOf(study.Cell(trained.Id).Checkpoint, kept)
        : ModelOf(study.Cell(trained.Id));

    /// <summary>The folder of the model that a cell trains.</summary>
    public static string ModelOf(CellFolder trained) => TrainingResult.ModelIn(trained.Checkpoint);

    /// <summary>Loads them, and leaves the merged model's own weights to be trained.</summary>
    /// <exception cref="InputException">A file is damaged, or an adapter does not fit.</exception>
    public TModel Load<TModel>(Func<string, TModel> load, ModelFamilies families)
        where TModel : ITrainableModel =>
        load(Folder)
            .FillOrDispose(model =>
            {
                foreach (var folder in Merged)
                {
                    model.Adapters!.Load(folder, folder, families.Adapters);
                    model.Adapters.Merge(folder);
                }

                if (Merged.Count > 0)
                    model.Parameters.Thaw("*");
                foreach (var folder in Kept)
                    model.Adapters!.Load(folder, folder, families.Adapters).Parameters.Freeze("*");
            });
}
