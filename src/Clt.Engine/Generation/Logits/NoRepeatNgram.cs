using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Generation.Logits;

/// <summary>
/// Leaves out tokens that would complete an n-gram the sequence already has (transformers' NoRepeatNGramLogitsProcessor).
/// </summary>
internal sealed class NoRepeatNgram(int size) : ILogitsProcessor
{
    public void Process(LiveSequence sequence, Span<float> scores)
    {
        var ids = sequence.Ids;
        if (ids.Length < size)
            return;
        var last = ids[(ids.Length - size + 1)..];
        for (var start = 0; start + size <= ids.Length; start++)
        {
            if (ids.Slice(start, size - 1).SequenceEqual(last))
                scores[ids[start + size - 1]] = float.NegativeInfinity;
        }
    }
}
