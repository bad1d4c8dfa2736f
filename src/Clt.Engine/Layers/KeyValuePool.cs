using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>Keys and values of tokens, in rows that runs of tokens take and give back. Grows when it is full.</summary>
internal sealed class KeyValuePool : IDisposable
{
    private readonly TransformerConfig _config;
    private readonly ScalarType _type;
    private readonly Device _device;
    private readonly RowAllocator _rows = new();
    private Tensor[] _keys;
    private Tensor[] _values;

    /// <param name="config">Sizes.</param>
    /// <param name="rows">Rows at first.</param>
    /// <param name="type">Of keys and values, the model's.</param>
    /// <param name="device">The model's.</param>
    public KeyValuePool(TransformerConfig config, long rows, ScalarType type, Device device)
    {
        (_config, _type, _device) = (config, type, device);
        (_keys, _values) = (Make(rows), Make(rows));
        _rows.Grow(rows);
    }

    /// <summary>Rows in use.</summary>
    public long Used => _rows.Used;

    /// <summary>The first of so many rows beside each other.</summary>
    public long Take(long count)
    {
        if (_rows.Take(count) is { } start)
            return start;
        Grow(Math.Max(2 * _rows.Capacity, _rows.Capacity + count));
        return _rows.Take(count)!.Value;
    }

    /// <summary>Gives rows back.</summary>
    public void Return(long start, long count) => _rows.Return(start, count);

    /// <summary>Stores the tokens' keys and values of a layer.</summary>
    /// <param name="layer">The block.</param>
    /// <param name="rows">[N], int64: each token's row.</param>
    /// <param name="key">[N, Hkv, Dh].</param>
    /// <param name="value">[N, Hkv, Dh].</param>
    public void Store(int layer, Tensor rows, Tensor key, Tensor value)
    {
        _keys[layer].index_copy_(0, rows, key);
        _values[layer].index_copy_(0, rows, value);
    }

    /// <summary>Attention of queries over runs of stored tokens.</summary>
    /// <param name="layer">The block.</param>
    /// <param name="query">[N, H, Dh].</param>
    /// <param name="positions">[N], int64.</param>
    /// <param name="runs">[R, 5], int64, on the host: <see cref="KeyRun.Table"/>.</param>
    /// <param name="options">Window, scale, cap and slopes of the layer.</param>
    /// <returns>[N, H, Dh].</returns>
    public Tensor Attend(int layer, Tensor query, Tensor positions, Tensor runs, AttentionOptions options) =>
        Ops.CascadeAttention(query, _keys[layer], _values[layer], positions, runs, options);

    /// <summary>Copies rows, in all layers.</summary>
    /// <param name="from">Rows.</param>
    /// <param name="to">As many: none of them among <paramref name="from"/>.</param>
    public void Copy(IEnumerable<long> from, IEnumerable<long> to)
    {
        using var sources = tensor(from.ToArray(), device: _device);
        using var places = tensor(to.ToArray(), device: _device);
        foreach (var held in _keys.Concat(_values))
        {
            using var rows = held.index_select(0, sources);
            held.index_copy_(0, places, rows);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _keys.Concat(_values))
            tensor.Dispose();
    }

    private void Grow(long rows)
    {
        using var scope = NewDisposeScope();
        var old = _rows.Capacity;
        (_keys, _values) = (Larger(_keys), Larger(_values));
        _rows.Grow(rows);

        Tensor[] Larger(Tensor[] tensors)
        {
            var made = Make(rows);
            for (var layer = 0; layer < tensors.Length; layer++)
            {
                made[layer].narrow(0, 0, old).copy_(tensors[layer]);
                tensors[layer].Dispose();
            }

            return made;
        }
    }

    /// <summary>Not zeroed: a row is read only after it was stored, and memory that is never touched costs nothing.</summary>
    private Tensor[] Make(long rows) =>
        [
            .. Enumerable
                .Range(0, _config.Layers)
                .Select(_ =>
                    empty([rows, _config.KeyValueHeads, _config.HeadSize], dtype: _type, device: _device).DetachFromDisposeScope()
                ),
        ];
}
