namespace Clt;

/// <summary>How a task's outputs are made from a model.</summary>
public enum Scoring
{
    /// <summary>The model continues the prompt; metrics compare the text.</summary>
    Generate,

    /// <summary>Only the log-likelihood of the completion is measured (perplexity).</summary>
    LogLikelihood,

    /// <summary>The text before the answer gets one of <see cref="TaskInfo.Labels"/>; the answer is that label.</summary>
    Label,

    /// <summary>
    /// Each word gets one of <see cref="TaskInfo.Labels"/>; the answer is the tags with spaces between (<see cref="Example.Tagged"/>).
    /// </summary>
    Tag,

    /// <summary>
    /// The answer is found among those of all test items of the language, by the nearest embedding: the text before it is a text, the
    /// answer its translation.
    /// </summary>
    Retrieve,

    /// <summary>
    /// Multiple choice: the options of <see cref="Example.Choices"/> are ranked by their log-likelihood after the prompt. The answer is the
    /// likeliest.
    /// </summary>
    Choices,

    /// <summary>
    /// The words get a dependency tree whose relations are <see cref="TaskInfo.Labels"/> (<see cref="Example.Parsed"/>): the answer has a
    /// word a line, its part of speech (<c>_</c> where it is not predicted), head and relation with tabs between.
    /// </summary>
    Parse,

    /// <summary>
    /// The text gets one of <see cref="TaskInfo.Labels"/> and each word one of <see cref="TaskInfo.Tags"/> (<see cref="Example.Joint"/>):
    /// the answer is the label and the tags, all with spaces between.
    /// </summary>
    Joint,

    /// <summary>
    /// Each of some pairs of words gets one of <see cref="TaskInfo.Labels"/>: the answer is <c>2-5=label</c> for each, words counted from
    /// 1, with spaces between. For linear probes of hidden states; no model answers it by itself.
    /// </summary>
    Pairs,

    /// <summary>Nothing is answered: what is measured is the model's hidden states.</summary>
    States,
}
