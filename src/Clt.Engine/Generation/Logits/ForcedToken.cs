using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Generation.Logits;

/// <summary>Leaves only one token where a sequence has a given length, and makes it certain.</summary>
/// <param name="token">That token.</param>
/// <param name="isDue">Whether the next token is the forced one.</param>
internal sealed class ForcedToken(int token, Func<LiveSequence, bool> isDue) : ILogitsProcessor
{
    public void Process(LiveSequence sequence, Span<float> scores)
    {
        if (!isDue(sequence))
            return;
        scores.Fill(float.NegativeInfinity);
        scores[token] = 0;
    }
}
