using Clt.Engine.Data;
using Clt.Engine.Parameters;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>
/// Biaffine dependency parsing (Dozat and Manning 2017): scores of every word as the head of every other, and of relations between a word
/// and its head. The root is the state of the sequence's first token.
/// </summary>
internal sealed class BiaffineArcs
{
    private readonly Linear _arcDependents;
    private readonly Linear _arcHeads;
    private readonly Linear _relationDependents;
    private readonly Linear _relationHeads;
    private readonly Tensor _arcScores;
    private readonly Tensor _relationScores;
    private readonly Dropout _dropout;
    private readonly int _relations;

    /// <param name="config">Its labels are the relations.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="dropout">Of what the scores read.</param>
    public BiaffineArcs(EncoderConfig config, FlatParameters parameters, Dropout dropout)
    {
        (_relations, _dropout) = (config.Labels.Count, dropout);
        (_arcDependents, _arcHeads) = (new Linear(parameters, TensorNames.ArcDependents), new Linear(parameters, TensorNames.ArcHeads));
        _relationDependents = new Linear(parameters, TensorNames.RelationDependents);
        _relationHeads = new Linear(parameters, TensorNames.RelationHeads);
        (_arcScores, _relationScores) = (parameters[TensorNames.ArcScores], parameters[TensorNames.RelationScores]);
    }

    /// <summary>The sum over words of the cross-entropy of their heads and of their relations to the right heads.</summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="heads">
    /// [N], for each word's first token its head, 1 and up, 0 for the root; else <see cref="PackedBatch.Ignored"/>.
    /// </param>
    /// <param name="relations">[N], the same of relations.</param>
    public Tensor Loss(Tensor hidden, PackedBatch batch, ReadOnlySpan<long> heads, ReadOnlySpan<long> relations)
    {
        var words = WordGrid.OfTargets(batch, heads);
        var (rightHeads, rightRelations) = (words.Read(heads, 0), words.Read(relations, PackedBatch.Ignored));
        var states = words.States(hidden);
        var arcs = Arcs(states, words).index_select(0, words.Real(hidden.device));
        using var wanted = tensor(words.OnlyReal(rightHeads), dtype: ScalarType.Int64, device: hidden.device);
        using var kinds = tensor(words.OnlyReal(rightRelations), dtype: ScalarType.Int64, device: hidden.device);
        var related = Relations(states, words, rightHeads).index_select(0, words.Real(hidden.device));
        return nn.functional.cross_entropy(arcs, wanted, reduction: nn.Reduction.Sum)
            + nn.functional.cross_entropy(related, kinds, reduction: nn.Reduction.Sum);
    }

    /// <summary>
    /// The heads of the likeliest tree with one root (Chu-Liu-Edmonds), and the likeliest relation of each word to its head.
    /// </summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="places">The place of each word's first token in its sequence.</param>
    public IReadOnlyList<(int Head, int Relation)[]> Trees(Tensor hidden, PackedBatch batch, IReadOnlyList<IReadOnlyList<int>> places)
    {
        var words = new WordGrid(batch, places);
        var states = words.States(hidden);
        var scores = HostValues.Of<float>(Arcs(states, words).log_softmax(1));
        var heads = new long[words.Sequences * words.Width];
        for (var b = 0; b < words.Sequences; b++)
        {
            var n = places[b].Count;
            if (n == 0)
                continue;
            var table = new double[n + 1, n + 1];
            for (var d = 0; d < n; d++)
            {
                var row = ((b * words.Width) + d) * (words.Width + 1);
                for (var h = 0; h <= n; h++)
                    table[d + 1, h] = scores[row + h];
            }

            var found = SpanningTree.Heads(table, singleRoot: true);
            for (var d = 0; d < n; d++)
                heads[(b * words.Width) + d] = found[d];
        }

        var relations = HostValues.Of<long>(Relations(states, words, heads).argmax(1));
        return
        [
            .. places.Select(
                (p, b) => Enumerable.Range(b * words.Width, p.Count).Select(i => ((int)heads[i], (int)relations[i])).ToArray()
            ),
        ];
    }

    /// <summary>[B · L, L + 1]: of every word as dependent, the scores of the root and of the words; no word is its own head.</summary>
    private Tensor Arcs(Tensor states, WordGrid words)
    {
        var dependents = Projected(_arcDependents, words.Dependents(states));
        var heads = Projected(_arcHeads, states);
        var scores = WithOne(dependents).matmul(_arcScores).bmm(heads.transpose(1, 2)).to_type(ScalarType.Float32);
        return (scores + words.Forbidden(states.device)).reshape(-1, words.Width + 1);
    }

    /// <summary>[B · L, C]: scores of every word's relations to a given head.</summary>
    private Tensor Relations(Tensor states, WordGrid words, long[] heads)
    {
        var dependents = WithOne(Projected(_relationDependents, words.Dependents(states)));
        var all = Projected(_relationHeads, states);
        using var index = tensor(heads, [words.Sequences, words.Width, 1], dtype: ScalarType.Int64, device: states.device);
        var chosen = WithOne(all.gather(1, index.expand(-1, -1, all.shape[2])));
        var width = chosen.shape[2];
        var weighed = dependents.matmul(_relationScores.t()).view(words.Sequences, words.Width, _relations, width);
        return weighed.matmul(chosen.unsqueeze(3)).squeeze(3).to_type(ScalarType.Float32).view(-1, _relations);
    }

    private Tensor Projected(Linear linear, Tensor states) => _dropout.Of(linear.Of(states).relu());

    private static Tensor WithOne(Tensor x) => cat([x, ones(x.shape[0], x.shape[1], 1, dtype: x.dtype, device: x.device)], 2);
}
