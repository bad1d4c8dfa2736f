namespace Clt;

/// <summary>How a task's outputs are made from a model.</summary>
public enum Scoring
{
    /// <summary>The model continues the prompt; metrics compare the text.</summary>
    Generate,

    /// <summary>Only the log-likelihood of the completion is measured (perplexity).</summary>
    LogLikelihood,
}
