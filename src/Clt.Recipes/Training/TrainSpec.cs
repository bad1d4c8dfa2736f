using Clt.Engine.Optimizers;
using Clt.Engine.Training;
using Clt.Recipes.Adapters;
using Clt.Recipes.Models;
using Clt.Recipes.Objectives;

namespace Clt.Recipes.Training;

/// <summary>How a model is trained, at one point of the grid.</summary>
/// <param name="Batch">Examples (or packed rows) an optimiser step.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="Epochs">Passes over the mixture.</param>
/// <param name="Packing">How examples are laid into batches.</param>
/// <param name="CheckpointEvery">Steps between checkpoints (and measurements of the validation loss).</param>
/// <param name="SelectBy">Which checkpoint is evaluated.</param>
/// <param name="WeightDecay">AdamW's decoupled decay of matrices.</param>
/// <param name="Clip">Largest norm of the gradient.</param>
/// <param name="Validation">Held-out examples a training language for the validation loss.</param>
public sealed record TrainSpec(
    int Batch,
    LearningRate Rate,
    int Epochs,
    Packing Packing,
    Cadence CheckpointEvery,
    Selection SelectBy,
    double WeightDecay,
    double Clip,
    int Validation)
{
    public OptimizerSettings Optimizer { get; init; } = new AdamWSettings();

    /// <summary>What it computes with; in a cell never <see cref="Precision.Auto"/>.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>A loss so many times what was usual is reported with its items; 0 reports none. No number depends on it.</summary>
    public double SpikeFactor { get; init; } = 3;

    /// <summary>Which blocks keep no activations: memory and time, never the numbers.</summary>
    public ActivationCheckpointing Recompute { get; init; } = ActivationCheckpointing.None;

    /// <summary>How it is measured while it is trained, or null.</summary>
    public CurveSpec? Curve { get; init; }

    /// <summary>Which of the model's weights are trained, and how.</summary>
    public WeightRules Weights { get; init; } = WeightRules.None;

    /// <summary>What is minimised.</summary>
    public ObjectiveSpec Objective { get; init; } = ObjectiveSpec.Default;

    /// <summary>What is trained in place of the model's own weights; null for these.</summary>
    public AdapterSpec? Adapter { get; init; }

    /// <summary>Languages whose held-out losses are followed besides those that are trained on.</summary>
    public LanguageSet Watched { get; init; } = new([]);

    /// <summary>Share of the old in the moving average of the weights; 0 for none.</summary>
    public double Average { get; init; }

    /// <summary>Validation losses in a row that may fail to fall before the run ends; 0 for no early end.</summary>
    public int Patience { get; init; }
}
