using Clt.Engine.Data;
using Clt.Engine.Models.Seq2Seq;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation;

/// <summary>Log-likelihoods of given targets under an encoder-decoder; each source is encoded once, however many targets it has.</summary>
public static class SequenceToSequenceScorer
{
    /// <summary>The natural log-probability of every label of every target.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sources">Token ids; none empty.</param>
    /// <param name="targets">The place of a target's source, and its labels; none empty.</param>
    /// <returns>In the order of the targets and their labels.</returns>
    /// <exception cref="InputException">A source or target is empty or longer than the context.</exception>
    public static IReadOnlyList<float[]> LogLikelihoods(
        SequenceToSequenceModel model,
        IReadOnlyList<int[]> sources,
        IReadOnlyList<(int Source, int[] Labels)> targets
    )
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var batch = SequenceToSequenceBatch.Of(model.Config, [.. targets.Select(t => new SequencePair(sources[t.Source], t.Labels))]);
        using var read = PackedBatch.Of([.. sources]);
        var states = model.Encode(read);
        var rows = tensor(Rows(sources, targets), device: states.device);
        var hidden = model.Decode(states.index_select(0, rows), batch, null);
        var losses = HostValues.Of<float>(model.TokenLosses(hidden, batch.Target.Targets!));
        var scores = new float[targets.Count][];
        for (var (i, at) = (0, 0); i < targets.Count; at += targets[i++].Labels.Length)
            scores[i] = [.. losses.Skip(at).Take(targets[i].Labels.Length).Select(loss => -loss)];
        return scores;
    }

    /// <summary>Of each target, the places of its source's states among those of all sources.</summary>
    private static long[] Rows(IReadOnlyList<int[]> sources, IReadOnlyList<(int Source, int[] Labels)> targets)
    {
        var starts = new int[sources.Count];
        for (var i = 1; i < starts.Length; i++)
            starts[i] = starts[i - 1] + sources[i - 1].Length;
        return [.. targets.SelectMany(t => Enumerable.Range(starts[t.Source], sources[t.Source].Length)).Select(row => (long)row)];
    }
}
