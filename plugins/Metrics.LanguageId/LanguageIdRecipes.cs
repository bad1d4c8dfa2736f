namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class LanguageIdRecipes
{
    /// <summary>
    /// Share of outputs all of whose lines are in the right language, by a fastText model whose labels are two-letter codes (lid.176).
    /// </summary>
    /// <param name="modelPath">The model file; its content's hash is part of the metric's signature.</param>
    /// <exception cref="InputException">The model is missing or damaged.</exception>
    public static IMetric LinePassRate(string modelPath)
    {
        var model = FastTextModel.Load(modelPath);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(modelPath)))[..12];
        return new LinePassRate(model, language => language.Short.Split('-')[0], hash);
    }
}
