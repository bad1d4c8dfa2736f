using Clt.Engine.Parameters;

namespace Clt.Engine.Adapters;

/// <summary>Parameters of their own, in fp32, that change what a model computes while its own weights stay as they are.</summary>
public abstract class Adapter(string name, FlatParameters parameters) : IDisposable
{
    /// <summary>The adapter's configuration in a folder, as PEFT names it.</summary>
    public const string ConfigFile = "adapter_config.json";

    /// <summary>The adapter's weights in a folder, as PEFT names them.</summary>
    public const string WeightsFile = "adapter_model.safetensors";

    /// <summary>By which the adapter is activated.</summary>
    public string Name => name;

    /// <summary>What is trained; rates and freezing by pattern go by the names in the adapter's files.</summary>
    public FlatParameters Parameters => parameters;

    /// <summary>Writes <see cref="ConfigFile"/> and <see cref="WeightsFile"/>.</summary>
    /// <returns>SHA-256 of the weights' file.</returns>
    public abstract string Save(string folder);

    /// <summary>Overwrites the parameters with those of a folder that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">Tensors are missing, extra or of another shape: all of them are listed.</exception>
    public abstract void LoadWeights(string folder);

    /// <summary>Puts the adapter behind those that are active at its places.</summary>
    internal abstract void Attach(FlatParameters model);

    /// <summary>Makes its change a part of the model's own weights.</summary>
    /// <exception cref="InputException">The change is no matrix.</exception>
    internal abstract void MergeInto(FlatParameters model);

    public void Dispose() => parameters.Dispose();
}
