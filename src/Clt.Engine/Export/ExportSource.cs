using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Export;

/// <summary>What is exported: a model's directory and the adapters to merge into it.</summary>
/// <param name="Folder">The directory of the model.</param>
/// <param name="Adapters">Directories of adapters, merged in this order.</param>
/// <param name="TokenizerFolder">Where the tokenizer lies, or null.</param>
public sealed record ExportSource(string Folder, IReadOnlyList<string> Adapters, string? TokenizerFolder)
{
    /// <summary>Finds the model in a Hugging Face directory, an adapter's directory, or the folder of a run's cell.</summary>
    /// <exception cref="InputException">There is none, or an adapter does not name its base.</exception>
    public static ExportSource Find(string folder, IReadOnlyList<string> adapters)
    {
        var found =
            new[] { folder, Path.Combine(folder, "checkpoint", "model"), Path.Combine(folder, "model") }.FirstOrDefault(f =>
                File.Exists(Path.Combine(f, "config.json")) || AdaptedModel.IsIn(f)
            )
            ?? throw new InputException(
                "there is no model in it",
                folder,
                "Give a model's directory, an adapter's, or a cell's in runs/<study>/cells."
            );
        // An adapter may stand on another, which it names as its base.
        var (model, chain) = (found, new List<string>());
        while (AdaptedModel.IsIn(model))
        {
            chain.Insert(0, model);
            model = AdaptedModel.BaseOf(model);
        }

        var tokenizer = new[] { found, model }.FirstOrDefault(TokenizerLoader.IsIn);
        return new ExportSource(model, [.. KeptAdapters.In(model), .. chain, .. adapters], tokenizer);
    }

    /// <summary>Loads the model, merges the adapters, and rounds to the dtype in which it will be written.</summary>
    /// <param name="families">Those known.</param>
    /// <param name="dtype">The dtype of the files, or null for the stored one.</param>
    /// <returns>The model, in fp32 unless it is stored and written in bf16; and the dtype of the files.</returns>
    /// <exception cref="InputException">The model or an adapter is damaged, or they do not fit.</exception>
    public (ITrainableModel Model, Dtype Dtype) Load(ModelFamilies families, Dtype? dtype)
    {
        Dtype stored;
        using (var shards = WeightShards.Open(Folder))
            stored = shards.StoredDtype;
        var written = dtype ?? stored;
        var model = ModelFolder
            .Load(Folder, families, stored == Dtype.BFloat16 && written == stored ? stored : Dtype.Float32)
            .FillOrDispose(loaded =>
            {
                foreach (var adapter in Adapters)
                    Merge(loaded, adapter);
                ExportProof.Round(loaded.Parameters, written);
            });
        return (model, written);
    }

    private static void Merge(ITrainableModel model, string folder)
    {
        if (model.Adapters is not { } adapters)
            throw new InputException("this kind of model takes no adapters", folder, "Leave the adapter out.");
        adapters.Load(folder, folder);
        adapters.Merge(folder);
    }
}
