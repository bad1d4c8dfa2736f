namespace Clt;

/// <summary>A model's output for an item. A metric sees text, never logits.</summary>
/// <param name="ItemId">The item; the same for its translations.</param>
/// <param name="Language">The language the output should be in.</param>
/// <param name="Prompt">What the model was asked.</param>
/// <param name="Output">What it said, without the prompt and special tokens.</param>
/// <param name="References">Gold answers.</param>
/// <param name="LogLikelihood">Sum of log-probabilities (natural) of the completion, where the task measures it.</param>
/// <param name="Tokens">Tokens generated or scored.</param>
public sealed record Prediction(
    string ItemId,
    Language Language,
    string Prompt,
    string Output,
    IReadOnlyList<string> References,
    double? LogLikelihood = null,
    int Tokens = 0);
