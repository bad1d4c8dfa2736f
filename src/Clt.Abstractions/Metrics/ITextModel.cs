namespace Clt;

/// <summary>A language model that answers prompts, for metrics that ask one.</summary>
public interface ITextModel : IDisposable
{
    /// <summary>Changes with the weights: part of the key under which answers are kept.</summary>
    string Identity { get; }

    /// <summary>Greedy answers, one a prompt; in the model's chat format where it has one.</summary>
    /// <param name="prompts">What the user says.</param>
    /// <param name="maxTokens">Most tokens of an answer.</param>
    /// <param name="cancel">Ends it early.</param>
    IReadOnlyList<TextAnswer> Answer(IReadOnlyList<string> prompts, int maxTokens, CancellationToken cancel);
}

/// <summary>An answer of a model or service.</summary>
/// <param name="Text">What it said.</param>
/// <param name="PromptTokens">Tokens that it read.</param>
/// <param name="AnswerTokens">Tokens that it wrote.</param>
public sealed record TextAnswer(string Text, int PromptTokens, int AnswerTokens);
