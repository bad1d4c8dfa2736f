namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>Identifies languages by a fastText model such as lid.176.ftz.</summary>
public sealed class FastTextIdentification : ILanguageIdentification
{
    public IMetric Read(string file) => LanguageIdRecipes.LinePassRate(file);
}
