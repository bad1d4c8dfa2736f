using Clt.Engine.Generation.Decoding;
using Clt.Engine.Generation.Logits;

namespace Clt.Engine.Generation;

/// <summary>Chooses the next token of a sequence: the likeliest, or by lot.</summary>
internal sealed class Sampler(IReadOnlyList<ILogitsProcessor> processors, bool greedy)
{
    private float[] _scores = [];

    /// <summary>A token and its log-probability under the model's own distribution.</summary>
    /// <param name="sequence">The sequence so far.</param>
    /// <param name="logits">[V].</param>
    /// <param name="rng">Draws; not used by a greedy choice.</param>
    public (int Token, double LogProbability) Choose(LiveSequence sequence, ReadOnlySpan<float> logits, Rng rng)
    {
        var scores = logits;
        if (processors.Count > 0)
        {
            if (_scores.Length != logits.Length)
                _scores = new float[logits.Length];
            logits.CopyTo(_scores);
            foreach (var processor in processors)
                processor.Process(sequence, _scores);
            scores = _scores;
        }

        var token = greedy ? LogitRow.Largest(scores) : Draw(scores, rng);
        return (token, logits[token] - LogitRow.LogSumExp(logits));
    }

    private static int Draw(ReadOnlySpan<float> scores, Rng rng)
    {
        var max = scores[LogitRow.Largest(scores)];
        var point = rng.NextDouble() * Math.Exp(LogitRow.LogSumExp(scores) - max);
        var last = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (float.IsNegativeInfinity(scores[i]))
                continue;
            last = i;
            point -= Math.Exp(scores[i] - max);
            if (point < 0)
                break;
        }

        return last;
    }
}
