namespace Clt.Plugins.Metrics.Parsing;

/// <summary>
/// CLAS and MLAS of the CoNLL 2018 shared task (Zeman et al. 2018): attachment of content words, alone and with tags and function words.
/// </summary>
public static class ContentScores
{
    private static readonly HashSet<string> Content =
    [
        "nsubj",
        "obj",
        "iobj",
        "csubj",
        "ccomp",
        "xcomp",
        "obl",
        "vocative",
        "expl",
        "dislocated",
        "advcl",
        "advmod",
        "discourse",
        "nmod",
        "appos",
        "nummod",
        "acl",
        "amod",
        "conj",
        "fixed",
        "flat",
        "compound",
        "list",
        "parataxis",
        "orphan",
        "goeswith",
        "reparandum",
        "root",
        "dep",
    ];

    private static readonly HashSet<string> Functional = ["aux", "cop", "mark", "det", "clf", "case", "cc"];

    /// <summary>Right, gold and predicted content words of a sentence; F1 is 2 × right / (gold + predicted) over all sentences.</summary>
    /// <param name="withFunctionWords">
    /// MLAS: tags and the words' functional children must be right too (features are not looked at).
    /// </param>
    public static (int Right, int Gold, int Predicted) Count(IReadOnlyList<DependencyWord> sentence, bool withFunctionWords)
    {
        var (right, gold, predicted) = (0, 0, 0);
        for (var i = 0; i < sentence.Count; i++)
        {
            var (goldRelation, predictedRelation) = sentence[i].MainRelations;
            if (Content.Contains(predictedRelation))
                predicted++;
            if (!Content.Contains(goldRelation))
                continue;
            gold++;
            if (sentence[i].GoldHead != sentence[i].PredictedHead || goldRelation != predictedRelation)
                continue;
            if (
                !withFunctionWords
                || Children(sentence, i, w => w.GoldHead, w => w.MainRelations.Gold)
                    .SequenceEqual(Children(sentence, i, w => w.PredictedHead, w => w.MainRelations.Predicted))
            )
                right++;
        }

        return (right, gold, predicted);
    }

    private static IEnumerable<(int, string)> Children(
        IReadOnlyList<DependencyWord> sentence,
        int word,
        Func<DependencyWord, int> head,
        Func<DependencyWord, string> relation
    ) =>
        sentence
            .Index()
            .Where(w => head(w.Item) == word + 1 && Functional.Contains(relation(w.Item)))
            .Select(w => (w.Index, relation(w.Item)));
}
