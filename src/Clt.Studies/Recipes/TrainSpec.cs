namespace Clt.Studies;

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
    int Validation);
