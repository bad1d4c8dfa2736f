namespace Clt.Plugins.Metrics.Style;

/// <summary>Makes the metrics of style transfer that are functions of sums from their signatures; the others are means of items.</summary>
public sealed class StyleMetricReader : IMetricReader
{
    /// <inheritdoc/>
    public IMetric? Read(string signature)
    {
        var name = signature.Split('|')[0];
        if (name == CopiedBleu.Name)
            return new CopiedBleu();
        foreach (var of in Enum.GetValues<StyleHarmonicOf>())
        {
            if (name == StyleHarmonicMean.NameOf(of))
                return new StyleHarmonicMean(of, null, signature);
        }

        return null;
    }
}
