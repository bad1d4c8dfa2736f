using System.Diagnostics;
using System.Text;

namespace Clt.Formats.Tokenization;

/// <summary>How fast a tokenizer encodes, in megabytes of UTF-8 a second.</summary>
public static class TokenizerSpeed
{
    /// <summary>
    /// Encodes the texts on one thread <paramref name="runs"/> times after one run that warms up; the speeds in order of the runs.
    /// </summary>
    /// <param name="tokenizer">What is measured.</param>
    /// <param name="texts">Documents; a few megabytes together.</param>
    /// <param name="runs">At least 1.</param>
    /// <param name="threads">Threads that share the documents; the speeds are those of all together.</param>
    public static IReadOnlyList<double> MegabytesPerSecond(
        HubTokenizer tokenizer,
        IReadOnlyList<string> texts,
        int runs = 3,
        int threads = 1
    )
    {
        var megabytes = texts.Sum(t => (double)Encoding.UTF8.GetByteCount(t)) / 1e6;
        tokenizer.EncodeMany(texts, threads: threads);
        var speeds = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            tokenizer.EncodeMany(texts, threads: threads);
            speeds.Add(megabytes / watch.Elapsed.TotalSeconds);
        }

        return speeds;
    }
}
