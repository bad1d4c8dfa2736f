namespace Clt.Plugins.Metrics.Parsing;

/// <summary>Counts of right attachments, summable over sentences.</summary>
/// <param name="Uas">Right heads.</param>
/// <param name="LasFull">Right heads with the whole relation.</param>
/// <param name="LasMain">Right heads with the relation up to a colon: what universal dependencies call LAS.</param>
/// <param name="Labels">Right relations, whatever the head.</param>
/// <param name="Words">Words counted.</param>
public readonly record struct Attachments(int Uas, int LasFull, int LasMain, int Labels, int Words)
{
    /// <summary>Counts the words that a test keeps.</summary>
    public static Attachments Count(IEnumerable<DependencyWord> sentence, Func<DependencyWord, bool>? keep = null)
    {
        var (uas, full, main, labels, words) = (0, 0, 0, 0, 0);
        foreach (var word in sentence.Where(w => keep is null || keep(w)))
        {
            words++;
            var head = word.GoldHead == word.PredictedHead;
            var relation = word.GoldRelation == word.PredictedRelation;
            if (relation)
                labels++;
            if (!head)
                continue;
            uas++;
            if (relation)
                full++;
            if (word.MainRelations.Gold == word.MainRelations.Predicted)
                main++;
        }

        return new(uas, full, main, labels, words);
    }

    public static Attachments operator +(Attachments a, Attachments b) =>
        new(a.Uas + b.Uas, a.LasFull + b.LasFull, a.LasMain + b.LasMain, a.Labels + b.Labels, a.Words + b.Words);
}
