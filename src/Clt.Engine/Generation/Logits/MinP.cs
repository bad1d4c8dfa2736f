using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Generation.Logits;

/// <summary>Leaves out tokens less probable than a share of the likeliest (Nguyen et al. 2024).</summary>
internal sealed class MinP(double share) : ILogitsProcessor
{
    public void Process(LiveSequence sequence, Span<float> scores)
    {
        var least = scores[LogitRow.Largest(scores)] + Math.Log(share);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] < least)
                scores[i] = float.NegativeInfinity;
        }
    }
}
