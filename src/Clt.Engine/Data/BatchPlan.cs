namespace Clt.Engine.Data;

/// <summary>
/// Which examples make up each optimiser step: a function of seed, epoch and step only, so that a resumed run needs nothing else.
/// </summary>
/// <remarks>Every epoch is a fresh seeded shuffle of all examples; the last step of an epoch takes what is left.</remarks>
public sealed class BatchPlan
{
    /// <summary>Batches within which examples are sorted by length, as in transformers' group_by_length.</summary>
    private const int Stretch = 50;

    private readonly int _count;
    private readonly int _batch;
    private readonly Seed? _seed;
    private readonly IReadOnlyList<int>? _lengths;
    private (int Epoch, int[] Order) _current = (-1, []);

    /// <param name="count">Number of examples, at least 1.</param>
    /// <param name="batch">Examples an optimiser step.</param>
    /// <param name="seed">Shuffles; null keeps the given order.</param>
    /// <param name="lengths">Of each example, to put those of about one length into a batch; null leaves them mixed.</param>
    public BatchPlan(int count, int batch, Seed? seed, IReadOnlyList<int>? lengths = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        (_count, _batch, _seed, _lengths) = (count, batch, seed?.Stream("data"), lengths);
        StepsPerEpoch = (count + batch - 1) / batch;
    }

    public int StepsPerEpoch { get; }

    /// <summary>Indices of the examples of optimiser step <paramref name="step"/> (0-based, counted over all epochs).</summary>
    public ReadOnlySpan<int> Step(int step)
    {
        var (epoch, within) = Math.DivRem(step, StepsPerEpoch);
        if (_current.Epoch != epoch)
            _current = (epoch, Order(epoch));
        var start = within * _batch;
        return _current.Order.AsSpan(start, Math.Min(_batch, _count - start));
    }

    private int[] Order(int epoch)
    {
        var order = new int[_count];
        for (var i = 0; i < _count; i++)
            order[i] = i;
        _seed?.Stream($"epoch {epoch}").Generator().Shuffle<int>(order);
        return _lengths is null ? order : GroupByLength(order, epoch);
    }

    /// <summary>
    /// Sorts within stretches of batches, so that neighbours have about one length, then shuffles the batches; a short one stays last.
    /// </summary>
    private int[] GroupByLength(int[] order, int epoch)
    {
        var sorted = order.Chunk(Stretch * _batch).SelectMany(stretch => stretch.OrderByDescending(i => _lengths![i]));
        var batches = sorted.Chunk(_batch).ToArray();
        var whole = batches.AsSpan(0, batches[^1].Length == _batch ? batches.Length : batches.Length - 1);
        _seed?.Stream($"batches of epoch {epoch}").Generator().Shuffle(whole);
        return [.. batches.SelectMany(b => b)];
    }
}
