using Clt.Engine.Models.Seq2Seq;
using Clt.Recipes.Mixtures;
using Clt.Recipes.States;
using Clt.Recipes.Training;
using Clt.Results.Store;

namespace Clt.Recipes.Cells;

/// <summary>A model to be fine-tuned on a mixture and measured: a stage of a study.</summary>
public sealed record FinetuneCell(StartingPoint Start, MixtureSpec Mixture, TrainSpec Train, Measurement Measurement, long RunSeed) : Cell
{
    /// <summary>The training whose weights are measured.</summary>
    public required TrainingIdentity Training { get; init; }

    /// <summary>The name of the stage; empty where the study has one training without a name.</summary>
    public string Stage { get; init; } = "";

    /// <summary>
    /// What has become of the encoder that the base is, before this stage or one before it trained it; null for a model of its base's kind.
    /// </summary>
    public WarmStart? Into { get; init; }

    /// <summary>
    /// The task whose examples it learns from, and whose head an encoder has: the one that is measured, but for measures of states and
    /// for further pre-training.
    /// </summary>
    public ITask Learnt =>
        Measurement.Task is StatesTask || Train.Objective.Info.Pretrains
            ? Mixture.Parts.FirstOrDefault(p => p.Task is not null)?.Task ?? Measurement.Task
            : Measurement.Task;

    /// <summary>Whether its weights can be measured: further pre-training leaves no head for labels.</summary>
    public bool IsMeasured =>
        !Train.Objective.Info.Pretrains || Measurement.Task is StatesTask || Measurement.Task.Info.Scoring == Scoring.Retrieve;

    /// <summary>The stages up to this one, in order.</summary>
    public IEnumerable<FinetuneCell> Chain => Start.Before is { } before ? before.Chain.Append(this) : [this];

    /// <summary>The model that it learns from, or null.</summary>
    public StartingPoint? Teacher { get; init; }

    /// <summary>The stage before of each language whose items are answered with its adapter; none where the own one stays.</summary>
    internal IReadOnlyList<(Language Language, FinetuneCell Before)> Exchanged { get; init; } = [];

    /// <summary>What models have written of its mixture; empty for data alone.</summary>
    public IReadOnlyList<AnswersUse> Answers { get; init; } = [];

    public override CellKind Kind => CellKind.Finetune;

    public override long Seed => RunSeed;

    public override IReadOnlyList<Cell> Needs =>
        [.. Start.Needs.Union(Teacher?.Needs ?? []).Union(Answers.SelectMany(a => a.Cells)).Union(Exchanged.Select(e => e.Before))];

    /// <summary>The cell as a language's items are answered.</summary>
    /// <param name="code">The language's.</param>
    internal FinetuneCell AnsweringIn(string code) =>
        Exchanged.FirstOrDefault(e => e.Language.Code == code).Before is { } before
            ? this with
            {
                Start = Start with { Before = before },
            }
            : this;
}
