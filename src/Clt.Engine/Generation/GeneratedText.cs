namespace Clt.Engine.Generation;

/// <summary>A generated sequence.</summary>
/// <param name="Text">Decoded, without end token and stop string.</param>
/// <param name="Ids">New token ids, the end token included.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="LogProbability">
/// Sum of the natural log-probabilities of <paramref name="Ids"/> under the model's own distribution (temperature 1, nothing left out).
/// </param>
public sealed record GeneratedText(string Text, IReadOnlyList<int> Ids, FinishReason Reason, double LogProbability);
