using Clt.Results.Statistics.Regression;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Analysis.Pairs;

/// <summary>Cluster bootstrap over the members of pairs: a language brings all its pairs, as source and as target.</summary>
internal static class MemberBootstrap
{
    private const int Resamples = 2000;

    /// <summary>The interval of a coefficient; the intercept is 0.</summary>
    public static Interval Of(DyadicModel model, int coefficient)
    {
        var random = new Random(1);
        var replicates = new List<double>();
        for (var i = 0; i < Resamples; i++)
        {
            var drawn = new int[model.Members];
            for (var k = 0; k < model.Members; k++)
                drawn[random.Next(model.Members)]++;
            var value = model.Resample(drawn)[coefficient];
            if (double.IsFinite(value))
                replicates.Add(value);
        }

        var estimate = model.Coefficients[coefficient];
        var variance =
            (model.Members - 1.0)
            / model.Members
            * Enumerable.Range(0, model.Members).Sum(m => Math.Pow(model.Without(m)[coefficient] - estimate, 2));
        var chance = new SourcesOfChance(variance, 0, model.Members, 1);
        return IntervalPolicy.Resampled(estimate, replicates, chance, "languages") with
        {
            Undefined = 1 - ((double)replicates.Count / Resamples),
        };
    }
}
