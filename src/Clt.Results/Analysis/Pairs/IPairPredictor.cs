namespace Clt.Results.Analysis.Pairs;

/// <summary>
/// Extension point: a predictor of zero-shot transfer, one number for each ordered pair of a source and a target language.
/// </summary>
public interface IPairPredictor
{
    /// <summary>Its name in tables, such as <c>syntax</c>.</summary>
    string Name { get; }

    /// <summary>Its value; NaN where it is not known, and the pair is left out.</summary>
    double Of(Language source, Language target);
}
