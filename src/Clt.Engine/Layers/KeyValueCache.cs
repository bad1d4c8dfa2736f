using Clt.Engine.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>Keys and values of the sequences being generated. Active sequences are slots 0 to n-1.</summary>
internal sealed class KeyValueCache : IDisposable
{
    private readonly TransformerConfig _config;
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    /// <param name="config">Sizes.</param>
    /// <param name="slots">Most sequences at a time.</param>
    /// <param name="length">Most tokens of a sequence.</param>
    /// <param name="type">Element type of the model's weights.</param>
    public KeyValueCache(TransformerConfig config, int slots, int length, ScalarType type = ScalarType.Float32)
    {
        (_config, Slots, Length) = (config, slots, length);
        _keys = [.. Enumerable.Range(0, config.Layers).Select(_ => Make())];
        _values = [.. Enumerable.Range(0, config.Layers).Select(_ => Make())];

        Tensor Make() => zeros(slots * (long)length, config.KeyValueHeads * config.HeadSize, dtype: type).DetachFromDisposeScope();
    }

    public int Slots { get; }

    public int Length { get; }

    /// <summary>Stores the tokens' keys and values of a layer.</summary>
    /// <param name="layer">The block.</param>
    /// <param name="rows">[N], int64: slot × <see cref="Length"/> + position of each token.</param>
    /// <param name="key">[N, Hkv, Dh].</param>
    /// <param name="value">[N, Hkv, Dh].</param>
    public void Store(int layer, Tensor rows, Tensor key, Tensor value)
    {
        _keys[layer].index_copy_(0, rows, key.reshape(key.shape[0], -1));
        _values[layer].index_copy_(0, rows, value.reshape(value.shape[0], -1));
    }

    /// <summary>Attention of one new token of each active sequence over all its tokens so far.</summary>
    /// <param name="layer">The block.</param>
    /// <param name="query">[B, H, Dh].</param>
    /// <param name="lengths">[B], int32: tokens so far, the new one included.</param>
    /// <param name="options">Window, scale, cap and slopes of the layer.</param>
    public Tensor Attend(int layer, Tensor query, Tensor lengths, AttentionOptions options) =>
        Ops.KvAttention(query, Active(_keys[layer], query.shape[0]), Active(_values[layer], query.shape[0]), lengths, options);

    /// <summary>Slot i takes what slot <paramref name="slots"/>[i] has.</summary>
    /// <param name="slots">Slots named so far.</param>
    /// <param name="lengths">Tokens of each slot before.</param>
    public void Reorder(IReadOnlyList<int> slots, IReadOnlyList<int> lengths)
    {
        using var scope = NewDisposeScope();
        foreach (var cache in _keys.Concat(_values))
        {
            // All that move are read before any is written: they may change places.
            var moved = slots.Select((from, to) => (from, to)).Where(m => m.from != m.to)
                .Select(m => (m.to, Rows: cache.narrow(0, (long)m.from * Length, lengths[m.from]).clone())).ToList();
            foreach (var (to, rows) in moved) cache.narrow(0, (long)to * Length, rows.shape[0]).copy_(rows);
        }
    }

    public void Dispose()
    {
        foreach (var cache in _keys.Concat(_values)) cache.Dispose();
    }

    private Tensor Active(Tensor cache, long sequences) =>
        cache.narrow(0, 0, sequences * Length).view(sequences, Length, _config.KeyValueHeads, _config.HeadSize);
}
