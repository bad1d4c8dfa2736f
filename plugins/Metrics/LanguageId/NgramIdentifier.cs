using System.Text;

namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>
/// Language identification by character n-grams (Dunning 1994): naive Bayes over runs of one to four characters of lower-case words, with
/// the same prior for every language.
/// </summary>
internal sealed class NgramIdentifier
{
    private const int Longest = 4;

    /// <summary>Counted where a language never had an n-gram (Lidstone's rule).</summary>
    private const double Unseen = 0.1;

    private readonly Dictionary<string, Dictionary<string, int>> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);
    private readonly HashSet<string> _all = new(StringComparer.Ordinal);

    /// <summary>Learns from a text.</summary>
    /// <param name="language">What the text is in: any name.</param>
    /// <param name="text">The text.</param>
    public void Add(string language, string text)
    {
        if (!_counts.TryGetValue(language, out var counts))
            _counts[language] = counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var ngram in Ngrams(text))
        {
            counts[ngram] = counts.GetValueOrDefault(ngram) + 1;
            _sums[language] = _sums.GetValueOrDefault(language) + 1;
            _all.Add(ngram);
        }
    }

    /// <summary>The most probable language of a text; null where it has no letter.</summary>
    public string? Of(string text)
    {
        var ngrams = Ngrams(text).ToList();
        if (ngrams.Count == 0 || _counts.Count == 0)
            return null;
        return _counts.Keys.Order(StringComparer.Ordinal).MaxBy(language => Score(language, ngrams));
    }

    private double Score(string language, List<string> ngrams)
    {
        var (counts, all) = (_counts[language], Math.Log(_sums.GetValueOrDefault(language) + (Unseen * _all.Count)));
        return ngrams.Sum(n => Math.Log(counts.GetValueOrDefault(n) + Unseen) - all);
    }

    /// <summary>Runs of characters within words, of which a space at either end is a part.</summary>
    private static IEnumerable<string> Ngrams(string text)
    {
        foreach (var word in Words(text))
        {
            for (var at = 0; at < word.Length; at++)
            {
                for (var length = 1; length <= Longest && at + length <= word.Length; length++)
                {
                    if (length > 1 || word[at] != ' ')
                        yield return word.Substring(at, length);
                }
            }
        }
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder(" ");
        foreach (var c in text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Append(' '))
        {
            if (
                char.IsLetter(c)
                || char.IsSurrogate(c)
                || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            )
            {
                word.Append(c);
                continue;
            }

            if (word.Length > 1)
                yield return word.Append(' ').ToString();
            word.Clear().Append(' ');
        }
    }
}
