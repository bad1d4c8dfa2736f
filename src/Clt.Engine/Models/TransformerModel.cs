using Clt.Engine.Adapters;
using Clt.Engine.Parameters;

namespace Clt.Engine.Models;

/// <summary>What models of every kind have in common: weights in one flat buffer, adapters on them, and a Hugging Face directory.</summary>
/// <typeparam name="TConfig">The kind's configuration.</typeparam>
public abstract class TransformerModel<TConfig> : ITrainableModel
    where TConfig : ModelConfig
{
    private protected TransformerModel(TConfig config, FlatParameters parameters) =>
        (Config, Parameters, Adapters) = (config, parameters, new AdapterSet(parameters, config));

    public TConfig Config { get; }

    ModelConfig ITrainableModel.Config => Config;

    /// <summary>All weights, in one flat buffer.</summary>
    public FlatParameters Parameters { get; }

    /// <summary>
    /// One line for each difference between files and model that is not wrong: tensors that were made afresh or left out, and what an index
    /// lists in vain. Shown, never passed over.
    /// </summary>
    public IReadOnlyList<string> Notes { get; private protected set; } = [];

    IReadOnlyList<string> ITrainableModel.Notes => Notes;

    /// <summary>Small changes to the frozen model, by name.</summary>
    public AdapterSet Adapters { get; }

    /// <summary>What training changes: all weights that are not frozen, those of active adapters among them.</summary>
    public TrainableParameters Trainable => new([Parameters, .. Adapters.Active.Select(a => a.Parameters)]);

    /// <summary>Writes <c>config.json</c> and <c>model.safetensors</c>; the tokenizer's files go beside them.</summary>
    /// <returns>SHA-256 of the weights' file.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        HubConfig.Write(folder, Config, Parameters.Dtype);
        return WeightFiles.Save(Parameters, Path.Combine(folder, WeightShards.Single));
    }

    /// <inheritdoc/>
    public void RecomputeEvery(int blocks)
    {
        if (blocks > 0 && Stacks.Count == 0)
            throw new InputException("the model keeps all its activations", "training settings, activation checkpointing", "Ask for none.");
        foreach (var stack in Stacks)
            stack.RecomputeEvery = blocks;
    }

    /// <inheritdoc/>
    public void LoadWeights(string folder) => WeightFiles.Load(Parameters, folder, Config);

    private protected abstract IReadOnlyList<TransformerStack> Stacks { get; }

    public virtual void Dispose()
    {
        Adapters.Dispose();
        Parameters.Dispose();
        GC.SuppressFinalize(this);
    }
}
