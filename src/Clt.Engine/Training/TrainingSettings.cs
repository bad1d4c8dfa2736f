using Clt.Engine.Optimizers;

namespace Clt.Engine.Training;

/// <summary>How a model is trained. Exactly one of <see cref="Epochs"/>, <see cref="Steps"/> and <see cref="Tokens"/> is given.</summary>
public sealed record TrainingSettings
{
    /// <summary>Examples, or packed rows, an optimiser step.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Passes over the training examples.</summary>
    public int? Epochs { get; init; }

    /// <summary>Optimiser steps.</summary>
    public int? Steps { get; init; }

    /// <summary>Tokens, prompts included: the run ends with the step that reaches them.</summary>
    public long? Tokens { get; init; }

    /// <summary>
    /// Joins examples into rows of at most so many tokens (best-fit decreasing), so that steps have about as many tokens each; null leaves
    /// each example a row of its own. Either way no example attends to another, and there is no padding.
    /// </summary>
    public int? PackedLength { get; init; }

    /// <summary>Most tokens of a forward pass (memory, never the numbers): a step's examples are split over several.</summary>
    public int MicroBatchTokens { get; init; } = 4096;

    public required Schedule Schedule { get; init; }

    public OptimizerSettings Optimizer { get; init; } = new AdamWSettings();

    /// <summary>Weight decay of matrices, for most optimisers decoupled (Loshchilov and Hutter 2019); norms and biases have none.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Gradients are scaled down to this L2 norm; 0 for no clipping.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Steps between checkpoints; 0 for none but the result.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>Steps between measurements of the validation loss besides those at checkpoints; 0 for none.</summary>
    public int ValidateEvery { get; init; }

    public SelectBy SelectBy { get; init; }

    /// <summary>How many of the newest checkpoints are kept, besides the best.</summary>
    public int KeepLast { get; init; } = 2;

    /// <summary>Keep the checkpoints when the run is done, not only its result.</summary>
    public bool KeepCheckpoints { get; init; }

    /// <summary>Whether each epoch is shuffled (seeded); false keeps the given order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Threads of libtorch; 0 leaves them as they are.</summary>
    public int Threads { get; init; }

    /// <exception cref="InputException">Settings contradict each other or are out of range: all are listed.</exception>
    public void Check(bool hasValidation)
    {
        var problems = new List<Problem>();
        var ends = new[] { Epochs is not null, Steps is not null, Tokens is not null }.Count(given => given);
        Require(ends == 1, "the end", $"{ends} of epochs, steps and tokens are given", "Give exactly one.");
        Require((Epochs ?? 1) >= 1 && (Steps ?? 1) >= 1 && (Tokens ?? 1) >= 1, "the end", "it is below 1", "Give at least 1.");
        Require(Batch >= 1, "batch", $"it is {Batch}", "Give at least 1 example a step.");
        Require(PackedLength is null or >= 2, "packed length", $"it is {PackedLength}", "Give at least 2 tokens, or none.");
        Require(MicroBatchTokens >= 1, "micro-batch tokens", $"it is {MicroBatchTokens}", "Give at least 1.");
        problems.AddRange(Optimizer.Problems());
        Require(WeightDecay >= 0, "weight decay", $"it is {WeightDecay}", "Give 0 or more.");
        Require(ClipNorm >= 0, "clip norm", $"it is {ClipNorm}", "Give 0 (off) or more.");
        Require(
            CheckpointEvery >= 0 && ValidateEvery >= 0 && KeepLast >= 1 && Threads >= 0, "counts",
            "one is negative, or no checkpoint is kept", "Mend it.");
        Require(
            SelectBy != SelectBy.ValidationLoss || hasValidation, "select by", "the validation loss selects, but there are no validation examples",
            "Give validation examples, or select the last weights.");
        if (problems.Count > 0) throw new InputException(problems);

        void Require(bool condition, string where, string what, string mend)
        {
            if (!condition) problems.Add(new Problem(what, $"training settings, {where}", mend));
        }
    }
}
