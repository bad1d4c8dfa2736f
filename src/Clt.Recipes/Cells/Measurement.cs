using Clt.Recipes.Identity;
using Clt.Recipes.Studies;

namespace Clt.Recipes.Cells;

/// <summary>
/// What is measured on a model: a task's test items in some languages, scored by metrics. The first metric is the headline.
/// </summary>
public sealed record Measurement(ITask Task, LanguageSet Languages, int Items, IReadOnlyList<IMetric> Metrics)
{
    /// <summary>The few-shot exemplars of its prompts; by default the task's own.</summary>
    public FewShot? FewShot { get; init; } = Task.Info.FewShot;

    /// <summary>What becomes of prompts that are too long.</summary>
    public PromptLengths Lengths { get; init; } = PromptLengths.Usual;

    /// <summary>A hash of all that decides its prompts but for the model's folder; set where cells are made.</summary>
    internal string Asks { get; init; } = "";

    /// <summary>A name for its prompts as a model's tokenizer reads them.</summary>
    internal string Key(StartingPoint root) => Canonical.Hash($"{root.Identity}\n{Asks}");

    /// <summary>What a cell measures; null for a tokenizer or a base.</summary>
    public static Measurement? Of(Cell cell) =>
        cell switch
        {
            FinetuneCell f => f.Measurement,
            ReferenceCell r => r.Measurement,
            TokenizerCell or BaseCell or AnswersCell => null,
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };
}
