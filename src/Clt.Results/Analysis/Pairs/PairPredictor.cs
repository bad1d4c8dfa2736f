namespace Clt.Results.Analysis.Pairs;

/// <summary>A predictor of transfer by a function, such as the logarithm of the pre-training tokens of the target language.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Value">The value for a source and a target language; NaN where it is not known.</param>
public sealed record PairPredictor(string Name, Func<Language, Language, double> Value) : IPairPredictor
{
    public double Of(Language source, Language target) => Value(source, target);
}
