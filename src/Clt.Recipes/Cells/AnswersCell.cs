using Clt.Results.Store;

namespace Clt.Recipes.Cells;

/// <summary>Answers of a model to a task's items in a language, to be trained on.</summary>
/// <param name="Start">The base of the model.</param>
/// <param name="Stage">The stage that trains the model; null for a base or folder as it is.</param>
/// <param name="Task">What is asked.</param>
/// <param name="Language">In which language.</param>
/// <param name="Items">Most items of the training part.</param>
public sealed record AnswersCell(StartingPoint Start, FinetuneCell? Stage, ITask Task, Language Language, int Items) : Cell
{
    /// <summary>Most held-out items, for validation losses of what is trained on the answers.</summary>
    public const int HeldOut = 50;

    /// <summary>Labels whose probabilities are kept of each answer; 0 for the answers alone.</summary>
    public int Soft { get; init; }

    public override CellKind Kind => CellKind.Answers;

    /// <summary>That of the model: nothing is drawn, since answers are greedy.</summary>
    public override long Seed => Stage?.Seed ?? Start.Trained?.Seed ?? 0;

    public override IReadOnlyList<Cell> Needs => Stage is null ? Start.Needs : [Stage];

    /// <summary>In words.</summary>
    public string Title => $"{Task.Info.Name} in {Language.Short} by {(Stage is null ? "the model as it is" : $"stage = {Stage.Stage}")}";

    /// <summary>As something that is measured, for estimates of its cost.</summary>
    internal Measurement Asked => new(Task, new LanguageSet([Language]), Items + HeldOut, []);
}
