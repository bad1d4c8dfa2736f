using Clt.Engine.Adapters;

namespace Clt.Studies;

/// <summary>Small weights that are trained in place of the model's own, which stay as they are: <see cref="LoraSpec"/> or <see cref="BottleneckSpec"/>.</summary>
public abstract record AdapterSpec
{
    /// <summary>Everything that can change numbers, for a cell's name.</summary>
    internal abstract IReadOnlyList<(string Key, object? Value)> Fields { get; }

    /// <summary>One line for the table of settings.</summary>
    internal abstract string Text { get; }

    /// <summary>How many weights it has on a model.</summary>
    /// <exception cref="InputException">A number is out of range, or it does not fit the model: all problems are listed.</exception>
    internal abstract long Parameters(ModelConfig model);

    /// <summary>Puts a fresh one on a model.</summary>
    internal abstract void AddTo(AdapterSet adapters, string name, Seed seed, string baseModel);
}
