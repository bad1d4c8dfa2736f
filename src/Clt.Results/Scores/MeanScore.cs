namespace Clt.Results.Scores;

/// <summary>The mean score of one cell in one language: what a study measured, or a number of a published table.</summary>
/// <param name="Task">The task that was measured, such as <c>MR</c> or <c>arithmetic</c>.</param>
/// <param name="Model">The model or base.</param>
/// <param name="Setting">
/// What else tells runs apart: <c>single</c> or <c>multi</c> for one or several tasks in the mixture, and values of other axes.
/// </param>
/// <param name="Trained">Languages besides English that the mixture names, also those with no example at 0 samples.</param>
/// <param name="Samples">Examples of the task in each of them; NaN for a base as it is.</param>
/// <param name="Language">The language that was measured.</param>
/// <param name="Seed">The run's seed; 1 for a table without seeds.</param>
/// <param name="Value">The mean score, on the task's own scale.</param>
public sealed record MeanScore(
    string Task,
    string Model,
    string Setting,
    LanguageSet Trained,
    double Samples,
    Language Language,
    long Seed,
    double Value
)
{
    /// <summary>English examples of the task in the mixture; NaN where that is not known.</summary>
    public double English { get; init; } = double.NaN;

    /// <summary>Whether it is a base before any training of the study.</summary>
    public bool IsBase => double.IsNaN(Samples);
}
