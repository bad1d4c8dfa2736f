using Clt.Results.Store;

namespace Clt.Results.Analysis;

/// <summary>What is followed along training.</summary>
/// <param name="What">In sentences: <c>losses</c>, <c>scores (accuracy)</c>.</param>
/// <param name="Unit">In sentences, after a number.</param>
/// <param name="Axis">Of a figure.</param>
/// <param name="Value">A language's figure at a point; not a number where there is none.</param>
/// <param name="Behind">
/// 1 where a larger figure is worse, −1 where it is better: turns unseen less seen into how far unseen languages are behind.
/// </param>
internal sealed record CourseMeasure(string What, string Unit, string Axis, Func<CoursePoint, string, double> Value, int Behind)
{
    /// <summary>Losses of held-out examples.</summary>
    public static CourseMeasure Losses { get; } =
        new("losses", " nats", "nats a token", (point, language) => point.Losses.GetValueOrDefault(language, double.NaN), 1);

    /// <summary>Scores of held-out items.</summary>
    public static CourseMeasure Scores(string metric) =>
        new($"scores ({metric})", "", metric, (point, language) => point.Score(metric, language), -1);
}
