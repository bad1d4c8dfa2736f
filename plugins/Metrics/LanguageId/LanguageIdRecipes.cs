namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class LanguageIdRecipes
{
    /// <summary>
    /// Share of outputs all of whose lines are in the right language, by a fastText model whose labels are codes of languages (lid.176).
    /// </summary>
    /// <param name="modelPath">The model file; its content's hash is part of the metric's signature.</param>
    /// <exception cref="InputException">The model is missing or damaged.</exception>
    public static IMetric LinePassRate(string modelPath) => Lines(modelPath);

    /// <summary>Of the outputs in the right language, the share without an English word; for languages not in Latin script.</summary>
    /// <param name="modelPath">As for <see cref="LinePassRate"/>.</param>
    /// <param name="words">A list of English words, one a line; its content's hash is part of the metric's signature.</param>
    /// <exception cref="InputException">The model or the list is missing or damaged.</exception>
    public static IMetric WordPassRate(string modelPath, string words) => new WordPassRate(Lines(modelPath), new EnglishWords(words));

    private static LinePassRate Lines(string modelPath)
    {
        var model = FastTextModel.Load(modelPath);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(modelPath)))[..12];
        return new LinePassRate(model, hash);
    }
}
