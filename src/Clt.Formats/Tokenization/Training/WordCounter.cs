using System.Runtime.InteropServices;
using Clt.Formats.Tokenization.PreTokenizers;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Training;

/// <summary>Counts the words of a corpus.</summary>
internal static class WordCounter
{
    /// <returns>Words with their counts, in ordinal order, so that nothing depends on the order of the texts.</returns>
    public static List<(string Word, long Count)> Count(IEnumerable<string> texts, IWordScanner scanner)
    {
        var counts = new Dictionary<string, long>();
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in texts)
        {
            var span = CodePoints.Clean(text).AsSpan();
            for (var at = 0; at < span.Length; )
            {
                var end = scanner.End(span, at);
                CollectionsMarshal.GetValueRefOrAddDefault(lookup, span[at..end], out _)++;
                at = end;
            }
        }

        return counts.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => (w.Key, w.Value)).ToList();
    }
}
