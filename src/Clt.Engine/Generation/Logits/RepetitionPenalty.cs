using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Generation.Logits;

/// <summary>
/// Makes tokens that the sequence already has less likely (Keskar et al. 2019, CTRL; transformers' RepetitionPenaltyLogitsProcessor).
/// </summary>
internal sealed class RepetitionPenalty(double penalty) : ILogitsProcessor
{
    public void Process(LiveSequence sequence, Span<float> scores)
    {
        var seen = new HashSet<int>();
        foreach (var id in sequence.Ids)
        {
            if (!seen.Add(id) || id >= scores.Length)
                continue;
            scores[id] = (float)(scores[id] < 0 ? scores[id] * penalty : scores[id] / penalty);
        }
    }
}
