namespace Clt.Engine.Generation.Beams;

/// <summary>A finished sequence of a beam search.</summary>
/// <param name="Text">The sequence.</param>
/// <param name="Score">Sum of its tokens' log-probabilities, after repetition penalties and the like, over (new tokens)^length penalty.</param>
public sealed record BeamHypothesis(GeneratedText Text, double Score);
