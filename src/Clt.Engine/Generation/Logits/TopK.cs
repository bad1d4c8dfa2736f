using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Generation.Logits;

/// <summary>Leaves the k likeliest tokens, and those that equal the last of them (Fan et al. 2018).</summary>
internal sealed class TopK(int count) : ILogitsProcessor
{
    public void Process(LiveSequence sequence, Span<float> scores)
    {
        if (count >= scores.Length)
            return;
        var best = new PriorityQueue<int, float>(count + 1);
        for (var i = 0; i < scores.Length; i++)
        {
            if (best.Count < count)
                best.Enqueue(i, scores[i]);
            else if (scores[i] > scores[best.Peek()])
                best.EnqueueDequeue(i, scores[i]);
        }

        var least = scores[best.Peek()];
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] < least)
                scores[i] = float.NegativeInfinity;
        }
    }
}
