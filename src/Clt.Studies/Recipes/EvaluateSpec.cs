namespace Clt.Studies;

/// <summary>What is measured on every trained model.</summary>
/// <param name="Languages">Languages of the test items.</param>
/// <param name="Items">Most items a language, the first of the source's test split.</param>
/// <param name="Metrics">Names of metrics; null for the task's own.</param>
public sealed record EvaluateSpec(LanguageSet Languages, int Items, IReadOnlyList<string>? Metrics);
