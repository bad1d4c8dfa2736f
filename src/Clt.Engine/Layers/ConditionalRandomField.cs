using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>
/// A linear-chain conditional random field over labels (Lafferty et al. 2001): the score of a sequence is
/// start[y₀] + Σ emission[t, yₜ] + Σ transition[yₜ₋₁, yₜ] + end[y_last].
/// </summary>
/// <param name="transitions">[C, C]: from row to column.</param>
/// <param name="start">[C].</param>
/// <param name="end">[C].</param>
internal sealed class ConditionalRandomField(Tensor transitions, Tensor start, Tensor end)
{
    /// <summary>[B]: log-likelihoods of the labels given the emissions, in nats; differentiable in all tensors.</summary>
    /// <param name="emissions">[N, C]: the labelled tokens of all sequences, one sequence behind the other.</param>
    /// <param name="labels">[N], int64.</param>
    /// <param name="lengths">Labelled tokens of each sequence, each at least 1.</param>
    public Tensor LogLikelihood(Tensor emissions, Tensor labels, IReadOnlyList<int> lengths) =>
        Scores(emissions, labels, lengths) - LogPartition(emissions, lengths);

    /// <summary>[B]: the scores of given labels.</summary>
    public Tensor Scores(Tensor emissions, Tensor labels, IReadOnlyList<int> lengths)
    {
        using var scope = NewDisposeScope();
        var firsts = Firsts(lengths);
        var lasts = Index(lengths.Select((length, b) => firsts[b] + length - 1L));
        long[] later = [.. lengths.SelectMany((length, b) => Enumerable.Range((int)firsts[b] + 1, length - 1)).Select(t => (long)t)];
        var steps = Index(later);
        var perToken = emissions.gather(1, labels.unsqueeze(1)).squeeze(1);
        var moves = transitions
            .flatten()
            .index_select(0, labels.index_select(0, steps - 1) * transitions.shape[0] + labels.index_select(0, steps));
        var sums = zeros(lengths.Count, dtype: emissions.dtype, device: emissions.device)
            .index_add(0, Rows(lengths, 0), perToken, 1)
            .index_add(0, Rows(lengths, 1), moves.to_type(emissions.dtype), 1);
        var ends = start.index_select(0, labels.index_select(0, Index(firsts))) + end.index_select(0, labels.index_select(0, lasts));
        return (sums + ends).MoveToOuterDisposeScope();
    }

    /// <summary>[B]: log of the sum over all labellings of exp(score), by the forward algorithm.</summary>
    public Tensor LogPartition(Tensor emissions, IReadOnlyList<int> lengths)
    {
        using var scope = NewDisposeScope();
        var firsts = Index(Firsts(lengths));
        var alpha = start.unsqueeze(0) + emissions.index_select(0, firsts);
        for (var t = 1; t < lengths.Max(); t++)
        {
            // A sequence that has ended keeps its sums; the emission read for it is not used.
            var goesOn = tensor(lengths.Select(l => t < l).ToArray(), device: start.device).unsqueeze(1);
            var at = Index(lengths.Select(l => (long)Math.Min(t, l - 1)));
            var next = (alpha.unsqueeze(2) + transitions.unsqueeze(0)).logsumexp(1) + emissions.index_select(0, firsts + at);
            alpha = torch.where(goesOn, next, alpha);
        }

        return (alpha + end.unsqueeze(0)).logsumexp(1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The labels of the highest score of each sequence, and that score, by Viterbi's algorithm; of equal ones the lowest ids.
    /// </summary>
    public IReadOnlyList<(int[] Labels, double Score)> Best(Tensor emissions, IReadOnlyList<int> lengths)
    {
        var (scores, moves, first, last) = (Numbers(emissions), Numbers(transitions), Numbers(start), Numbers(end));
        var results = new List<(int[], double)>();
        var (at, count) = (0, first.Length);
        foreach (var length in lengths)
        {
            results.Add(Best(scores.AsSpan(at * count, length * count), moves, first, last));
            at += length;
        }

        return results;
    }

    private static (int[] Labels, double Score) Best(ReadOnlySpan<double> emissions, double[] moves, double[] first, double[] last)
    {
        var (count, length) = (first.Length, emissions.Length / first.Length);
        var (best, cameFrom) = (new double[count], new int[length, count]);
        for (var c = 0; c < count; c++)
            best[c] = first[c] + emissions[c];
        for (var t = 1; t < length; t++)
        {
            var next = new double[count];
            for (var to = 0; to < count; to++)
            {
                var from = Largest(count, i => best[i] + moves[i * count + to]);
                cameFrom[t, to] = from;
                next[to] = best[from] + moves[from * count + to] + emissions[t * count + to];
            }

            best = next;
        }

        var labels = new int[length];
        labels[^1] = Largest(count, i => best[i] + last[i]);
        for (var t = length - 1; t > 0; t--)
            labels[t - 1] = cameFrom[t, labels[t]];
        return (labels, best[labels[^1]] + last[labels[^1]]);
    }

    private static int Largest(int count, Func<int, double> value)
    {
        var best = 0;
        for (var i = 1; i < count; i++)
        {
            if (value(i) > value(best))
                best = i;
        }

        return best;
    }

    private static long[] Firsts(IReadOnlyList<int> lengths)
    {
        var firsts = new long[lengths.Count];
        for (var b = 1; b < firsts.Length; b++)
            firsts[b] = firsts[b - 1] + lengths[b - 1];
        return firsts;
    }

    /// <summary>The sequence of each token but the first <paramref name="without"/> of each.</summary>
    private Tensor Rows(IReadOnlyList<int> lengths, int without) =>
        Index(lengths.SelectMany((length, b) => Enumerable.Repeat((long)b, length - without)));

    private Tensor Index(IEnumerable<long> places) => tensor(places.ToArray(), dtype: ScalarType.Int64, device: start.device);

    private static double[] Numbers(Tensor x)
    {
        using var wide = x.detach().to_type(ScalarType.Float64);
        return HostValues.Of<double>(wide);
    }
}
