using Clt.Engine.Generation.Decoding;
using Clt.Engine.Generation.Logits;

namespace Clt.Engine.Generation.Beams;

/// <summary>The best continuations by one token of an item's beams.</summary>
internal static class BeamCandidates
{
    /// <summary>A beam with one more token.</summary>
    /// <param name="Beam">Its number among the item's.</param>
    /// <param name="Token">The token.</param>
    /// <param name="LogProbability">Of the token under the model's own distribution.</param>
    /// <param name="Score">Sum of the tokens' scores.</param>
    internal readonly record struct Candidate(int Beam, int Token, double LogProbability, double Score);

    /// <summary>The best, best first.</summary>
    /// <param name="beams">Sequences and their scores so far.</param>
    /// <param name="logits">[beams · V].</param>
    /// <param name="processors">Applied to the log-probabilities, as transformers does.</param>
    /// <param name="count">At most so many.</param>
    public static IReadOnlyList<Candidate> Best(
        IReadOnlyList<(LiveSequence Sequence, double Score)> beams,
        ReadOnlySpan<float> logits,
        IReadOnlyList<ILogitsProcessor> processors,
        int count
    )
    {
        var width = logits.Length / beams.Count;
        var best = new PriorityQueue<Candidate, double>();
        var scores = new float[width];
        for (var beam = 0; beam < beams.Count; beam++)
        {
            var row = logits.Slice(beam * width, width);
            var total = LogitRow.LogSumExp(row);
            for (var token = 0; token < width; token++)
                scores[token] = (float)(row[token] - total);
            foreach (var processor in processors)
                processor.Process(beams[beam].Sequence, scores);
            for (var token = 0; token < width; token++)
            {
                var score = beams[beam].Score + scores[token];
                if (double.IsNegativeInfinity(score))
                    continue;
                if (best.Count == count && (!best.TryPeek(out _, out var least) || score <= least))
                    continue;
                if (best.Count == count)
                    best.Dequeue();
                best.Enqueue(new Candidate(beam, token, row[token] - total, score), score);
            }
        }

        return
        [
            .. best
                .UnorderedItems.OrderByDescending(c => c.Priority)
                .ThenBy(c => c.Element.Beam)
                .ThenBy(c => c.Element.Token)
                .Select(c => c.Element),
        ];
    }
}
