namespace Clt.Engine.Training;

/// <summary>Losses of held-out examples.</summary>
/// <param name="Loss">Mean of a target.</param>
/// <param name="ByLanguage">The same of each language, by its code.</param>
internal sealed record ValidationResult(double Loss, IReadOnlyDictionary<string, double> ByLanguage);
