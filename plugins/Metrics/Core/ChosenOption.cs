namespace Clt.Plugins.Metrics.Core;

/// <summary>
/// Predicted option: the place, from 1, of the option that an accuracy of ranked choices takes for the answer, right or not. Its mean says
/// whether first or last places are preferred; the places themselves, whether languages agree (<c>CrossLingualConsistency</c>).
/// </summary>
/// <param name="accuracy">Which option is taken.</param>
public abstract class ChosenOption(ChoiceAccuracy accuracy) : MeanMetric
{
    public override MetricInfo Info { get; } =
        new(
            accuracy.Info.Name.Replace("acc", "choice", StringComparison.Ordinal),
            accuracy.Info.Signature.Replace("acc", "choice", StringComparison.Ordinal),
            $"Place of the option that {accuracy.Info.Name} takes, from 1; options that score alike: the first"
        )
        {
            Range = MetricRange.Positive,
        };

    /// <exception cref="InputException">The item has no ranked choices.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var where = $"metric {Info.Name}, item {prediction.ItemId} ({prediction.Language.Code})";
        return new ItemScore(accuracy.Best(prediction, where) + 1 ?? double.NaN);
    }
}

/// <summary>The option that <c>acc</c> takes.</summary>
public sealed class Choice() : ChosenOption(new ChoiceAcc());

/// <summary>The option that <c>acc-norm</c> takes.</summary>
public sealed class ChoiceNorm() : ChosenOption(new ChoiceAccNorm());

/// <summary>The option that <c>acc-mutual-info</c> takes.</summary>
public sealed class ChoiceMutualInfo() : ChosenOption(new ChoiceAccMutualInfo());
