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
    int Tokens = 0
)
{
    /// <summary>The options of a multiple-choice item with their scores, in the item's order; empty for other tasks.</summary>
    public IReadOnlyList<ScoredChoice> Choices { get; init; } = [];
}

/// <summary>The log-likelihood of one option of a multiple-choice item.</summary>
/// <param name="Text">The option, without what parts it from the prompt.</param>
/// <param name="LogLikelihood">Sum of the natural log-probabilities of its tokens after the prompt.</param>
/// <param name="Tokens">How many these are.</param>
/// <param name="Unconditional">The same sum after a prompt without the question, where the task measures it.</param>
public sealed record ScoredChoice(string Text, double LogLikelihood, int Tokens, double? Unconditional = null);
