using Clt.Engine.Adapters;
using Clt.Engine.Parameters;

namespace Clt.Engine.Models;

/// <summary>
/// A model as the trainer sees it: weights that are updated, saved and put back. How they make a loss is an objective's affair.
/// </summary>
public interface ITrainableModel : IDisposable
{
    /// <summary>Its context and vocabulary bound what it is trained on.</summary>
    ModelConfig Config { get; }

    /// <summary>All weights.</summary>
    FlatParameters Parameters { get; }

    /// <summary>In what its files differ from it without being wrong, a line each.</summary>
    IReadOnlyList<string> Notes => [];

    /// <summary>The weights that the trainer updates: all, or those of an adapter.</summary>
    FlatParameters Trained => Parameters;

    /// <summary>The model that computes, where this one stands for an adapter on it.</summary>
    ITrainableModel Whole => this;

    /// <summary>Adapters on it, or null for a model that takes none.</summary>
    AdapterSet? Adapters => null;

    /// <summary>
    /// Lets the first of every so many blocks keep no activations, so that the backward pass computes it again; 0 lets none.
    /// </summary>
    /// <exception cref="InputException">The model cannot.</exception>
    void RecomputeEvery(int blocks)
    {
        if (blocks > 0)
            throw new InputException("the model keeps all its activations", "training settings, activation checkpointing", "Ask for none.");
    }

    /// <summary>Writes configuration and weights into a folder.</summary>
    /// <returns>SHA-256 of the weights' file.</returns>
    string Save(string folder);

    /// <summary>Overwrites the weights with those of a folder that <see cref="Save"/> wrote.</summary>
    void LoadWeights(string folder);
}
