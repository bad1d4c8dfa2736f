namespace Clt.Results.Scores;

/// <summary>An average as a table prints it, over all its languages, English included.</summary>
public sealed record PrintedMean(string Task, string Model, string Setting, LanguageSet Trained, double Samples, double Value);
