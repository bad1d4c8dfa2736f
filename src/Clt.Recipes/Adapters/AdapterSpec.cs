using Clt.Engine.Adapters;

namespace Clt.Recipes.Adapters;

/// <summary>
/// Small weights that are trained in place of the model's own, which stay as they are: <see cref="LoraSpec"/> or <see cref="BottleneckSpec"/>.
/// </summary>
public abstract record AdapterSpec
{
    /// <summary>The folder of a trained adapter that stays as it is below this one; null for none.</summary>
    public string? Above { get; init; }

    /// <summary>Whether it can become a part of the model's own weights.</summary>
    internal virtual bool Merges => true;

    /// <summary>Everything that can change numbers, for a cell's name; the adapter below besides.</summary>
    internal abstract IReadOnlyList<(string Key, object? Value)> Fields { get; }

    /// <summary>One line for the table of settings.</summary>
    internal string Text => Above is null ? Own : $"{Own}, above {Above}";

    /// <summary>The same of this one alone.</summary>
    internal abstract string Own { get; }

    /// <summary>How many weights it has on a model.</summary>
    /// <exception cref="InputException">A number is out of range, or it does not fit the model: all problems are listed.</exception>
    internal abstract long Parameters(ModelConfig model);

    /// <summary>Puts a fresh one on a model.</summary>
    internal abstract void AddTo(AdapterSet adapters, string name, Seed seed, string baseModel);
}
