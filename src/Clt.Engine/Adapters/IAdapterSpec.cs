namespace Clt.Engine.Adapters;

/// <summary>
/// Adapter (parameter-efficient fine-tuning) as a recipe names it: small weights that are trained in place of the model's own. An extension
/// point; recipes name it with <c>.Adapter(…)</c>.
/// </summary>
public interface IAdapterSpec
{
    /// <summary>Its name, and every number that can change what it computes.</summary>
    AdapterInfo Info { get; }

    /// <summary>How many weights it has on a model, from sizes alone: for plans, and to find faults before a run.</summary>
    /// <exception cref="InputException">A number is out of range, or it does not fit the model: all problems are listed.</exception>
    long Parameters(ModelConfig model);

    /// <summary>A fresh one for a loaded model.</summary>
    /// <exception cref="InputException">As for <see cref="Parameters"/>.</exception>
    Adapter Create(AdapterSite site, Seed seed);
}

/// <summary>What an adapter is.</summary>
/// <inheritdoc/>
public sealed record AdapterInfo(string Name) : ComponentInfo(Name)
{
    /// <summary>The folder of a trained adapter that stays as it is below this one; null for none.</summary>
    public string? Above { get; init; }

    /// <summary>Whether it can become a part of the model's own weights.</summary>
    public bool Merges { get; init; } = true;
}

/// <summary>
/// Reads adapters of a type that was saved: an extension point beside <see cref="IAdapterSpec"/>. Its class has a constructor without
/// parameters.
/// </summary>
public interface IAdapterReader
{
    /// <summary>The <c>peft_type</c> in <see cref="Adapter.ConfigFile"/>.</summary>
    string Type { get; }

    /// <summary>The adapter in a folder.</summary>
    /// <exception cref="InputException">It is damaged or does not fit the model.</exception>
    Adapter Load(AdapterSite site, string folder);
}
