using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Generation.Logits;

/// <summary>Divides logits: above 1 evens the probabilities out, below 1 sharpens them.</summary>
internal sealed class Temperature(double temperature) : ILogitsProcessor
{
    public void Process(LiveSequence sequence, Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
            scores[i] = (float)(scores[i] / temperature);
    }
}
