namespace Clt;

/// <summary>An answer of a model or service.</summary>
/// <param name="Text">What it said.</param>
/// <param name="PromptTokens">Tokens that it read.</param>
/// <param name="AnswerTokens">Tokens that it wrote.</param>
public sealed record TextAnswer(string Text, int PromptTokens, int AnswerTokens);
