namespace Clt;

/// <summary>What a task is and how it is scored.</summary>
/// <param name="Name">Short name, such as <c>number-arithmetic</c>.</param>
/// <param name="Description">One line for <c>clt list</c>.</param>
/// <param name="Settings">Everything that was set and changes examples or scores, in canonical text: part of a cell's hash.</param>
/// <param name="Scoring">How outputs are made.</param>
/// <param name="Metrics">Names of the default metrics, the first is the headline.</param>
/// <param name="MaxNewTokens">Most tokens to generate for an item.</param>
public sealed record TaskInfo(
    string Name,
    string Description,
    IReadOnlyDictionary<string, string> Settings,
    Scoring Scoring,
    IReadOnlyList<string> Metrics,
    int MaxNewTokens = 0
)
{
    /// <summary>The solved examples of its prompts in evaluation; null for none.</summary>
    public FewShot? FewShot { get; init; }

    /// <summary>
    /// The labels of <see cref="Scoring.Label"/> and <see cref="Scoring.Tag"/>, without spaces in them for tags; all that can occur,
    /// whatever is trained on: part of a cell's hash. Empty for other tasks.
    /// </summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The tags of <see cref="Scoring.Joint"/>, beside its labels. Part of a cell's hash.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Texts at which a generated answer ends; they are no part of it. Part of a cell's hash.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];
}
