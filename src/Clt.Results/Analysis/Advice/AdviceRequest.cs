namespace Clt.Results.Analysis.Advice;

/// <summary>What advice is asked for.</summary>
/// <param name="Task">The task, by its name in the scores.</param>
/// <param name="Model">The model, or null for the one with most mixtures.</param>
/// <param name="Budget">Examples that can be had besides English; with prices, money.</param>
/// <param name="Served">The languages that matter; empty for all that were measured but English.</param>
/// <param name="Prices">Of an example, by language code; 1 where a language has none.</param>
public sealed record AdviceRequest(string Task, string? Model, double Budget, LanguageSet Served, IReadOnlyDictionary<string, double> Prices);
