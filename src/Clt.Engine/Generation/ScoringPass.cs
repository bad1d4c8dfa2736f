using Clt.Engine.Generation.Prefixes;
using Clt.Engine.Layers;
using Clt.Engine.Models;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation;

/// <summary>Scoring in the middle of its pairs: as many at a time as a forward pass may have tokens.</summary>
internal sealed class ScoringPass : IDisposable
{
    private readonly LanguageModel _model;
    private readonly IReadOnlyList<(int[] Context, int[] Continuation)> _pairs;
    private readonly int[][] _sequences;
    private readonly int _mostTokens;
    private readonly KeyValuePool _pool;
    private readonly PrefixTree _tree;
    private readonly PrefixCache _prefixes;
    private readonly double[] _sums;
    private int _next;

    public ScoringPass(LanguageModel model, IReadOnlyList<(int[] Context, int[] Continuation)> pairs, int mostTokens)
    {
        (_model, _pairs, _mostTokens) = (model, pairs, mostTokens);
        _sequences = [.. pairs.Select(p => (int[])[.. p.Context, .. p.Continuation])];
        _sums = new double[pairs.Count];
        _tree = new PrefixTree(_sequences);
        var rows = Math.Min(2L * mostTokens, _sequences.Sum(s => (long)s.Length));
        _pool = new KeyValuePool(model.Config, rows, model.HeadWeight.dtype, model.HeadWeight.device);
        _prefixes = new PrefixCache(_pool, _tree, _sequences);
    }

    public bool IsDone => _next == _sequences.Length;

    /// <summary>In the order of the pairs; complete when done.</summary>
    public IReadOnlyList<double> Sums => _sums;

    /// <summary>Reads the next pairs.</summary>
    /// <param name="scored">Is given each of them.</param>
    public void Advance(Action<int, double> scored)
    {
        using var scope = NewDisposeScope();
        var (batch, wanted, own, first) = (new SpanBatch(), new List<Wanted>(), new List<(int Pair, long Row, int Rows)>(), _next);
        while (!IsDone && (_next == first || batch.Tokens + Cost(_tree.Order[_next]) <= _mostTokens))
        {
            var pair = _tree.Order[_next++];
            foreach (var (node, place) in _prefixes.Add(batch, pair))
            {
                for (var user = node.First; user < node.First + node.Users; user++)
                    Want(_tree.Order[user], node.Start, node.End, place, wanted);
            }

            // The last token is a target only: nothing follows it.
            var (start, end) = (_tree.Leaf(pair)?.End ?? 0, _sequences[pair].Length - 1);
            var row = _pool.Take(end - start);
            Want(pair, start, end, batch.Add(_sequences[pair].AsSpan(start, end - start), start, _tree.Leaf(pair), row), wanted);
            own.Add((pair, row, end - start));
        }

        Sum(batch, wanted);
        foreach (var (pair, row, rows) in own)
        {
            _pool.Return(row, rows);
            _prefixes.Release(pair);
            scored(pair, _sums[pair]);
        }
    }

    public void Dispose() => _pool.Dispose();

    private int Cost(int pair) => _prefixes.Missing(pair).Sum(n => n.Length) + _sequences[pair].Length - 1 - (_tree.Leaf(pair)?.End ?? 0);

    /// <summary>
    /// Notes which tokens of a pair are predicted from positions [start, end), which stand at <paramref name="place"/> of the batch.
    /// </summary>
    private void Want(int pair, int start, int end, int place, List<Wanted> wanted)
    {
        for (
            var position = Math.Max(start, _pairs[pair].Context.Length - 1);
            position < Math.Min(end, _sequences[pair].Length - 1);
            position++
        )
            wanted.Add(new Wanted(pair, place + position - start, _sequences[pair][position + 1]));
    }

    private void Sum(SpanBatch batch, List<Wanted> wanted)
    {
        if (batch.Tokens == 0)
            return;
        var hidden = batch.Forward(_model, _pool);
        if (wanted.Count == 0)
            return;
        var device = hidden.device;
        var states = hidden.index_select(0, tensor(wanted.Select(w => (long)w.State).ToArray(), device: device));
        var losses = HostValues.Of<float>(_model.TokenLosses(states, tensor(wanted.Select(w => (long)w.Token).ToArray(), device: device)));
        for (var i = 0; i < losses.Length; i++)
            _sums[wanted[i].Pair] -= losses[i];
    }

    /// <summary>A token of a pair, predicted from a state of the batch.</summary>
    private readonly record struct Wanted(int Pair, int State, int Token);
}
