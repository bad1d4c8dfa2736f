using System.Runtime.InteropServices;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Training;

/// <summary>Counts a corpus's words as a tokenizer's normaliser and pre-tokeniser make them.</summary>
internal static class NormalisedWords
{
    /// <returns>Words with their counts, in ordinal order, so that nothing depends on the order of the texts.</returns>
    public static List<(string Word, long Count)> Count(IEnumerable<string> texts, TokenizerParts parts)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var words = new List<AlignedText>();
        foreach (var text in texts)
        {
            var clean = CodePoints.Clean(text);
            var aligned = new AlignedText(clean, 0, clean.Length);
            if (parts.Normalizer is not null)
                aligned = parts.Normalizer.Normalize(aligned);
            if (aligned.Length == 0)
                continue;
            words.Clear();
            if (parts.PreTokenizer is null)
                words.Add(aligned);
            else
                parts.PreTokenizer.Split(aligned, words);
            foreach (var word in words.Where(w => w.Length > 0))
                CollectionsMarshal.GetValueRefOrAddDefault(counts, word.ToString(), out _)++;
        }

        return [.. counts.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => (w.Key, w.Value))];
    }
}
