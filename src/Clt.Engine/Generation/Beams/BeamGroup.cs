using Clt.Engine.Generation.Decoding;
using Clt.Engine.Generation.Logits;

namespace Clt.Engine.Generation.Beams;

/// <summary>The beams of one item, and its finished sequences.</summary>
internal sealed class BeamGroup(int item, IReadOnlyList<int> prompt, int mostNew, GenerationSettings settings)
{
    private readonly List<BeamHypothesis> _finished = [];
    private List<(LiveSequence Sequence, double Score)> _running = [(new LiveSequence(item, prompt), 0)];

    public int Item => item;

    /// <summary>Best first.</summary>
    public IReadOnlyList<(LiveSequence Sequence, double Score)> Running => _running;

    /// <summary>Best first; complete once the search has ended.</summary>
    public IReadOnlyList<BeamHypothesis> Finished => _finished;

    /// <summary>Extends the beams by a token each.</summary>
    /// <param name="logits">[running · V].</param>
    /// <param name="processors">Change scores.</param>
    /// <param name="stop">Says which sequences end.</param>
    /// <param name="ends">How many tokens can end a sequence: each may take a place among the best.</param>
    /// <returns>For each beam, the number of the one it continues; empty when the search has ended.</returns>
    public IReadOnlyList<int> Extend(ReadOnlySpan<float> logits, IReadOnlyList<ILogitsProcessor> processors, StopRule stop, int ends)
    {
        var candidates = BeamCandidates.Best(_running, logits, processors, Math.Max(2, 1 + ends) * settings.Beams);
        var (running, parents) = (new List<(LiveSequence, double)>(), new List<int>());
        for (var rank = 0; rank < candidates.Count; rank++)
        {
            var candidate = candidates[rank];
            var sequence = _running[candidate.Beam].Sequence.With(candidate.Token, candidate.LogProbability);
            if (stop.Check(sequence) is { } text)
            {
                // Only what is among the best may finish; the candidates behind them are there to go on with.
                if (rank < settings.Beams)
                    _finished.Add(new BeamHypothesis(text, candidate.Score / Length(sequence.NewIds.Length)));
            }
            else if (running.Count < settings.Beams)
            {
                running.Add((sequence, candidate.Score));
                parents.Add(candidate.Beam);
            }
        }

        _finished.Sort((a, b) => b.Score.CompareTo(a.Score));
        if (_finished.Count > settings.Beams)
            _finished.RemoveRange(settings.Beams, _finished.Count - settings.Beams);
        _running = running;
        return GoesOn() ? parents : [];
    }

    private bool GoesOn()
    {
        if (_running.Count == 0)
            return false;
        if (_finished.Count < settings.Beams)
            return true;
        if (settings.BeamStopping == BeamStopping.Immediate)
            return false;
        var (best, score) = _running[0];
        var longest = settings.BeamStopping == BeamStopping.Never && settings.LengthPenalty > 0 ? mostNew : best.NewIds.Length;
        return score / Length(longest) > _finished[^1].Score;
    }

    private double Length(int tokens) => Math.Pow(tokens, settings.LengthPenalty);
}

/// <summary>A finished sequence of a beam search.</summary>
/// <param name="Text">The sequence.</param>
/// <param name="Score">
/// Sum of its tokens' log-probabilities, after repetition penalties and the like, over (new tokens)^length penalty.
/// </param>
public sealed record BeamHypothesis(GeneratedText Text, double Score);

/// <summary>When a beam search ends, as transformers' <c>early_stopping</c>.</summary>
public enum BeamStopping
{
    /// <summary>When the best running beam, at its length now, would not beat the worst finished one (<c>False</c>).</summary>
    Heuristic,

    /// <summary>As soon as there are as many finished sequences as beams (<c>True</c>).</summary>
    Immediate,

    /// <summary>When no running beam can beat the worst finished one at any length (<c>"never"</c>).</summary>
    Never,
}
