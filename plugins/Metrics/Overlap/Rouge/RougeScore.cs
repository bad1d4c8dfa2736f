using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Precision, recall and F1 of a ROUGE measure (Lin 2004), as rouge-score computes them.</summary>
public readonly record struct RougeScore(double Precision, double Recall, double F1)
{
    /// <summary>From matches and the sizes of both sides; an empty side gives zero.</summary>
    public static RougeScore From(int matches, int predicted, int target)
    {
        var precision = matches / (double)Math.Max(predicted, 1);
        var recall = matches / (double)Math.Max(target, 1);
        return new(precision, recall, precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0);
    }

    /// <summary>ROUGE-N: common n-grams.</summary>
    public static RougeScore Ngrams(IReadOnlyList<string> target, IReadOnlyList<string> prediction, int n)
    {
        var numbers = new WordNumbers();
        var targetNumbers = numbers.Of(target);
        Span<int> matches = stackalloc int[n];
        NgramMatches.Count(numbers.Of(prediction), [targetNumbers], matches);
        return From(matches[n - 1], Math.Max(0, prediction.Count - n + 1), Math.Max(0, target.Count - n + 1));
    }

    /// <summary>ROUGE-L: the longest common subsequence.</summary>
    public static RougeScore Longest(IReadOnlyList<string> target, IReadOnlyList<string> prediction) =>
        From(CommonSubsequence.Length(target, prediction), prediction.Count, target.Count);

    /// <summary>
    /// ROUGE-Lsum: for each sentence of the target, the union of its common subsequences with all sentences of the prediction.
    /// </summary>
    public static RougeScore Summary(IReadOnlyList<List<string>> target, IReadOnlyList<List<string>> prediction)
    {
        var left = target.SelectMany(s => s).CountBy(t => t).ToDictionary();
        var leftPrediction = prediction.SelectMany(s => s).CountBy(t => t).ToDictionary();
        var matches = 0;
        foreach (var sentence in target)
        {
            var union = new SortedSet<int>(prediction.SelectMany(p => UnionSubsequence.Indices(sentence, p)));
            foreach (var token in union.Select(i => sentence[i]))
            {
                if (left.GetValueOrDefault(token) == 0 || leftPrediction.GetValueOrDefault(token) == 0)
                    continue;
                matches++;
                left[token]--;
                leftPrediction[token]--;
            }
        }

        return From(matches, prediction.Sum(s => s.Count), target.Sum(s => s.Count));
    }
}

/// <summary>ROUGE-1 as the rouge-score tool computes it, with Porter stems: for English texts (<see cref="Rouge"/>).</summary>
public sealed class RougeScoreOne() : Rouge(RougeKind.One, RougeTokenizer.EnglishStemmed);

/// <summary>ROUGE-2 as the rouge-score tool computes it, with Porter stems: for English texts (<see cref="Rouge"/>).</summary>
public sealed class RougeScoreTwo() : Rouge(RougeKind.Two, RougeTokenizer.EnglishStemmed);

/// <summary>ROUGE-l as the rouge-score tool computes it, with Porter stems: for English texts (<see cref="Rouge"/>).</summary>
public sealed class RougeScoreL() : Rouge(RougeKind.L, RougeTokenizer.EnglishStemmed);

/// <summary>ROUGE-lsum as the rouge-score tool computes it, with Porter stems: for English texts (<see cref="Rouge"/>).</summary>
public sealed class RougeScoreLsum() : Rouge(RougeKind.Lsum, RougeTokenizer.EnglishStemmed);
