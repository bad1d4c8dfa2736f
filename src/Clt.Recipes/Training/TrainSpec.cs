using Clt.Engine.Adapters;
using Clt.Engine.Data;
using Clt.Engine.Optimizers;
using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Recipes.Models;
using Clt.Recipes.Training.Objectives;

namespace Clt.Recipes.Training;

/// <summary>
/// Training hyperparameters at one point of the grid: their defaults here, the rest of each in <see cref="TrainSettings"/>.
/// </summary>
/// <param name="Batch">Effective batch size: examples (or packed rows) an optimiser step.</param>
/// <param name="Rate">Learning-rate schedule.</param>
public sealed record TrainSpec(int Batch, ISchedule Rate)
{
    /// <summary>Passes over the mixture.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>How examples are laid into batches.</summary>
    public Packing Packing { get; init; } = Packing.None;

    /// <summary>Whether a step is a number of rows of the context's length.</summary>
    internal bool IsInRows => Packing is Packing.Rows or Packing.Wrapped or Packing.LanguageRows;

    /// <summary>Steps between checkpoints (and measurements of the validation loss).</summary>
    public Cadence CheckpointEvery { get; init; } = new(100);

    /// <summary>Which checkpoint is evaluated.</summary>
    public SelectBy SelectBy { get; init; } = SelectBy.ValidationLoss;

    /// <summary>Decoupled weight decay of matrices.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Gradient clipping: the largest norm of the gradient.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>Held-out examples a training language for the validation loss.</summary>
    public int Validation { get; init; } = 50;

    /// <summary>Whether validation losses decide anything: which checkpoint is taken, when the run ends, or the rate.</summary>
    public bool MeasuresValidation => SelectBy == SelectBy.ValidationLoss || Patience > 0 || Rate.Info.FollowsValidation;

    public IOptimizer Optimizer { get; init; } = new AdamWSettings();

    /// <summary>What it computes with; in a cell never <see cref="Precision.Auto"/>.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Share of the old in the moving average of the weights; 0 for none.</summary>
    public double Average { get; init; }

    /// <summary>Early stopping: validation losses in a row that may fail to fall before the run ends; 0 for no early end.</summary>
    public int Patience { get; init; }

    /// <summary>Activation checkpointing: which blocks keep no activations; memory and time, never the numbers.</summary>
    public ActivationCheckpointing Recompute { get; init; } = ActivationCheckpointing.None;

    /// <summary>A loss so many times what was usual is reported with its items; 0 reports none. No number depends on it.</summary>
    public double SpikeFactor { get; init; } = 3;

    /// <summary>Steps between measurements while it is trained, whose figures go into the log and decide nothing; null for none.</summary>
    public Cadence? MeasureEvery { get; init; }

    /// <summary>Most held-out items a language of those measurements.</summary>
    public int MeasureItems { get; init; } = 20;

    /// <summary>Which of the model's weights are trained, and how.</summary>
    public WeightRules Weights { get; init; } = WeightRules.None;

    /// <summary>What is minimised.</summary>
    public IObjectiveSpec Objective { get; init; } = CrossEntropySpec.Default;

    /// <summary>What is trained in place of the model's own weights; null for these.</summary>
    public IAdapterSpec? Adapter { get; init; }

    /// <summary>Maximum sequence length: most tokens of an example, special tokens included; null for the model's context.</summary>
    public int? MaxLength { get; init; }

    /// <summary>What becomes of longer examples.</summary>
    public Overlong Overlong { get; init; } = Overlong.Refuse;

    /// <summary>A limit to read examples with.</summary>
    internal LengthLimit Limit() => new(Overlong, MaxLength);

    /// <summary>Languages whose held-out losses are followed besides those that are trained on.</summary>
    public LanguageSet Watched { get; init; } = new([]);

    /// <summary>What plugins may give of it: their code is part of a cell's name.</summary>
    internal IEnumerable<object> Components
    {
        get
        {
            List<object> parts = [Rate, Optimizer];
            for (var objective = Objective; objective is not null; objective = objective.Info.Within)
                parts.Add(objective);
            if (Adapter is not null)
                parts.Add(Adapter);
            return parts;
        }
    }

    /// <summary>What the model computes with; null for the dtype of its files.</summary>
    internal Dtype? Dtype =>
        Precision switch
        {
            Precision.BFloat16 => Engine.Parameters.Dtype.BFloat16,
            Precision.Stored => null,
            Precision.Float32 => Engine.Parameters.Dtype.Float32,
            _ => throw new InvalidOperationException($"A cell trains in a precision of its own, but this one is {Precision}."),
        };

    /// <summary>The engine's settings but for the run's end.</summary>
    /// <param name="context">The model's context, the length of packed rows.</param>
    /// <param name="threads">Threads to compute with.</param>
    internal TrainingSettings Settings(int context, int threads) =>
        new()
        {
            Batch = Batch,
            Schedule = Rate,
            Optimizer = Optimizer,
            AverageDecay = Average,
            Patience = Patience,
            WeightDecay = WeightDecay,
            ClipNorm = Clip,
            CheckpointEvery = CheckpointEvery.Every,
            SelectBy = SelectBy,
            PackedLength = IsInRows ? context : null,
            WrapPacked = Packing is Packing.Wrapped or Packing.LanguageRows,
            WrapByLanguage = Packing == Packing.LanguageRows,
            GroupByLength = Packing == Packing.ByLength,
            SpikeFactor = SpikeFactor,
            Checkpointing = Recompute,
            EvaluateEvery = MeasureEvery?.Every ?? 0,
            Threads = threads,
        };
}

/// <summary>How often something happens in a run.</summary>
/// <param name="Every">Optimiser steps between two times; at least 1.</param>
public sealed record Cadence(int Every);

/// <summary>
/// How examples are laid into optimiser steps. Forward passes are always packed; only <see cref="Wrapped"/> changes an example's loss.
/// </summary>
public enum Packing
{
    /// <summary>A step is a fixed number of examples, whatever their lengths.</summary>
    None,

    /// <summary>Examples are packed into rows of the context's length, each seeing itself only; a step is a fixed number of rows.</summary>
    Rows,

    /// <summary>
    /// As <see cref="None"/>, of examples of about one length, shuffled otherwise: how trainers that pad make their batches.
    /// </summary>
    ByLength,

    /// <summary>
    /// All examples are laid end to end and cut into rows of the context's length: examples of a row see each other, and one may be cut in
    /// two, which changes the numbers. A step is a fixed number of rows.
    /// </summary>
    Wrapped,

    /// <summary>
    /// As <see cref="Wrapped"/>, but the examples of each language are a stream of their own, so that no row mixes languages: how encoders
    /// are pre-trained (Conneau and Lample 2019, section 3.3).
    /// </summary>
    LanguageRows,
}

/// <summary>What a model computes with while it is trained.</summary>
public enum Precision
{
    Float32,

    /// <summary>Products in bf16; master weights, norms, softmax and losses in fp32.</summary>
    BFloat16,

    /// <summary>
    /// The faster of the two on this machine, by a measurement that is made once. What was chosen is part of a cell's name.
    /// </summary>
    Auto,

    /// <summary>
    /// What the base's files have, for bf16 with fp32 master weights; without another word so for adapters, whose base stays as it is.
    /// </summary>
    Stored,
}
