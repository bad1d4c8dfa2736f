using Clt.Engine.Data;
using Clt.Engine.Optimizers;

namespace Clt.Engine.Training;

/// <summary>How a model is trained. Exactly one of <see cref="Epochs"/>, <see cref="Steps"/> and <see cref="Tokens"/> is given.</summary>
public sealed record TrainingSettings
{
    /// <summary>Tokens of a forward pass where nothing else is asked for.</summary>
    public const int UsualMicroBatch = 4096;

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

    /// <summary>
    /// Fill packed rows by cutting one stream of all examples, which then see each other (<see cref="SequencePacking"/>).
    /// </summary>
    public bool WrapPacked { get; init; }

    /// <summary>Each language is a stream of its own, so that no row mixes languages; only with <see cref="WrapPacked"/>.</summary>
    public bool WrapByLanguage { get; init; }

    /// <summary>Most tokens of a forward pass (memory, never the numbers): a step's examples are split over several.</summary>
    public int MicroBatchTokens { get; init; } = UsualMicroBatch;

    public required ISchedule Schedule { get; init; }

    public IOptimizer Optimizer { get; init; } = new AdamWSettings();

    /// <summary>Weight decay of matrices, for most optimisers decoupled (Loshchilov and Hutter 2019); norms and biases have none.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Gradients are scaled down to this L2 norm; 0 for no clipping.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Steps between checkpoints; 0 for none but the result.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>Steps between measurements of the validation loss besides those at checkpoints; 0 for none.</summary>
    public int ValidateEvery { get; init; }

    /// <summary>Steps between runs of the job's own evaluation; 0 for none.</summary>
    public int EvaluateEvery { get; init; }

    /// <summary>Validation losses in a row that may fail to fall before the run ends; 0 lets it go on to its end.</summary>
    public int Patience { get; init; }

    /// <summary>How much lower a validation loss must be to count as fallen.</summary>
    public double LeastFall { get; init; }

    /// <summary>
    /// Share of the old in the exponential moving average of the weights, in (0, 1), such as 0.999: the average is validated and is the
    /// result. 0 keeps none.
    /// </summary>
    public double AverageDecay { get; init; }

    /// <summary>A loss so many times the median of the last 64 is reported with its items; 0 reports none.</summary>
    public double SpikeFactor { get; init; } = 3;

    /// <summary>Put examples of about one length into a batch (deterministic, shuffled otherwise), as trainers with padding do.</summary>
    public bool GroupByLength { get; init; }

    public SelectBy SelectBy { get; init; }

    /// <summary>How many of the newest checkpoints are kept, besides the best.</summary>
    public int KeepLast { get; init; } = 2;

    /// <summary>Keep the checkpoints when the run is done, not only its result.</summary>
    public bool KeepCheckpoints { get; init; }

    /// <summary>Whether each epoch is shuffled (seeded); false keeps the given order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Which blocks keep no activations (memory and time, never the numbers).</summary>
    public ActivationCheckpointing Checkpointing { get; init; } = ActivationCheckpointing.None;

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
        Require(!WrapPacked || PackedLength is not null, "wrapping", "there is no length of packed rows", "Give it.");
        Require(WrapPacked || !WrapByLanguage, "wrapping by language", "rows are not wrapped", "Ask for wrapping.");
        Require(MicroBatchTokens >= 1, "micro-batch tokens", $"it is {MicroBatchTokens}", "Give at least 1.");
        problems.AddRange(Schedule.Problems());
        problems.AddRange(Optimizer.Problems());
        Require(WeightDecay >= 0, "weight decay", $"it is {WeightDecay}", "Give 0 or more.");
        Require(ClipNorm >= 0, "clip norm", $"it is {ClipNorm}", "Give 0 (off) or more.");
        Require(
            CheckpointEvery >= 0 && ValidateEvery >= 0 && EvaluateEvery >= 0 && KeepLast >= 1 && Threads >= 0,
            "counts",
            "one is negative, or no checkpoint is kept",
            "Mend it."
        );
        Require(
            SelectBy != SelectBy.ValidationLoss || hasValidation,
            "select by",
            "the validation loss selects, but there are no validation examples",
            "Give validation examples, or select the last weights."
        );
        Require(AverageDecay is >= 0 and < 1, "average decay", $"it is {AverageDecay}", "Give a number in [0, 1), such as 0.999.");
        Require(SpikeFactor is 0 or > 1, "spike factor", $"it is {SpikeFactor}", "Give a number above 1, or 0 to report none.");
        Require(Patience >= 0 && LeastFall >= 0, "patience", "it, or the least fall, is negative", "Give 0 or more.");
        Require(
            Patience == 0 || hasValidation,
            "patience",
            "the validation loss ends the run, but there are no validation examples",
            "Give validation examples, or no patience."
        );
        Require(
            Patience == 0 || CheckpointEvery > 0 || ValidateEvery > 0,
            "patience",
            "the validation loss is never measured before the end",
            "Give the steps between validations or checkpoints."
        );
        Require(
            !Schedule.Info.FollowsValidation || (hasValidation && (CheckpointEvery > 0 || ValidateEvery > 0)),
            "schedule",
            "it follows the validation loss, which is never measured",
            "Give validation examples and the steps between validations."
        );
        Require(
            !GroupByLength || PackedLength is null,
            "group by length",
            "examples are packed into rows of one length",
            "Give one of the two."
        );
        if (problems.Count > 0)
            throw new InputException(problems);

        void Require(bool condition, string where, string what, string mend)
        {
            if (!condition)
                problems.Add(new Problem(what, $"training settings, {where}", mend));
        }
    }
}

/// <summary>Which weights a run ends with.</summary>
public enum SelectBy
{
    /// <summary>Those after the last step.</summary>
    Last,

    /// <summary>Those with the lowest validation loss among the checkpoints and the last step; the earliest of equals.</summary>
    ValidationLoss,
}
