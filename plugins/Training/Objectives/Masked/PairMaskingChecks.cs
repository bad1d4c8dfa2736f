using Clt.Engine.Objectives;
using Clt.Recipes.Models;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>What objectives that hide tokens in pairs of texts ask for.</summary>
internal static class PairMaskingChecks
{
    /// <summary>What is wrong with the masks.</summary>
    /// <param name="masking">Which tokens are hidden.</param>
    /// <param name="word">The objective's, for messages.</param>
    public static IEnumerable<Problem> OfMasks(MaskingSpec masking, string word)
    {
        foreach (var problem in masking.Problems())
            yield return problem with
            {
                Where = word,
            };
        if (masking.WholeWords)
            yield return new Problem("words of pairs are not known", $"{word}, wholeWords", "Hide tokens: leave wholeWords out.");
    }

    /// <summary>What is wrong with the place: it is for encoders that can have the head, on pairs of texts.</summary>
    /// <param name="site">Where it is to train.</param>
    /// <param name="word">The objective's, for messages.</param>
    /// <param name="text">It in words.</param>
    /// <param name="head">Gives an encoder the head.</param>
    public static IReadOnlyList<Problem> OfSite(ObjectiveSite site, string word, string text, Func<EncoderConfig, EncoderConfig> head)
    {
        var problems = new Problems();
        if (site.Model is EncoderConfig encoder && site.Task.Scoring == Scoring.Retrieve)
            problems.Try(() => head(encoder));
        else
            problems.Add(
                $"{text} is for encoders and pairs of texts",
                word,
                "Train an encoder on them: Fixed(languages, count, Translations(on: …))."
            );
        return problems.All;
    }
}
