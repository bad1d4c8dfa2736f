namespace Clt.Recipes.Studies;

/// <summary>What is measured on every trained model.</summary>
/// <param name="Languages">Languages of the test items.</param>
/// <param name="Items">Most items a language of the source's test split; the same for all runs, and for all languages of an aligned source.</param>
/// <param name="Metrics">Names of metrics; null for the task's own.</param>
public sealed record EvaluateSpec(LanguageSet Languages, int Items, IReadOnlyList<string>? Metrics);
