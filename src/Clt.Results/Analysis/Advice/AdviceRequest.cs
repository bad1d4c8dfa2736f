using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Advice;

/// <summary>What advice is asked for.</summary>
/// <param name="Task">The task, by its name in the scores.</param>
/// <param name="Model">The model, or null for the one with most mixtures.</param>
/// <param name="Budget">Examples that can be had besides English; with prices, money.</param>
/// <param name="Served">The languages that matter; empty for all that were measured but English.</param>
/// <param name="Prices">Of an example, by language code; 1 where a language has none.</param>
public sealed record AdviceRequest(
    string Task,
    string? Model,
    double Budget,
    LanguageSet Served,
    IReadOnlyDictionary<string, double> Prices
);

/// <summary>A way to spend the budget: a mixture that was measured, with so many samples of each of its languages.</summary>
/// <param name="Curve">The runs that it rests on.</param>
/// <param name="Samples">Samples of each training language.</param>
/// <param name="Cost">What they cost.</param>
/// <param name="Mean">Predicted mean over the served languages.</param>
/// <param name="Scores">Predicted score of each served language.</param>
public sealed record AdviceOption(
    TransferCurve Curve,
    double Samples,
    double Cost,
    Interval Mean,
    IReadOnlyList<(Language Language, Interval Score)> Scores
)
{
    /// <summary>Such as <c>1,250 each of es fr ja zh</c>.</summary>
    public string Name => Samples < 1 ? "English alone" : $"{Format.Count((long)Samples)} each of {TransferCurve.Short(Curve.Trained)}";
}
