namespace Clt.Recipes.Studies;

/// <summary>What is measured on every trained model.</summary>
/// <param name="Languages">Languages of the test items.</param>
/// <param name="Items">
/// Most items a language of the source's test split; the same for all runs, and for all languages of an aligned source.
/// </param>
/// <param name="Metrics">Names of metrics; null for the task's own.</param>
public sealed record EvaluateSpec(LanguageSet Languages, int Items, IReadOnlyList<string>? Metrics)
{
    /// <summary>Few-shot exemplars that the study asks for, whatever its task; null for none.</summary>
    public FewShot? Shots { get; init; }

    /// <summary>What becomes of prompts that are too long.</summary>
    public PromptLengths Lengths { get; init; } = PromptLengths.Usual;

    /// <summary>The few-shot exemplars of a task's prompts: the study's, in the task's own form, else the task's own.</summary>
    public FewShot? FewShotOf(TaskInfo task) =>
        (Shots, task.FewShot) switch
        {
            (null, var own) => own,
            (var asked, null) => asked,
            (var asked, { } own) => asked with { Format = own.Format, Separator = own.Separator },
        };
}
