using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>An encoder's states of several sources laid end to end, and, while decoding, each layer's keys and values of them.</summary>
/// <param name="states">[S, D].</param>
/// <param name="starts">[sources + 1], int32: where each source starts.</param>
/// <param name="keep">Keys and values are made once and kept: for decoding, where every step asks for them again.</param>
internal sealed class EncodedSources(Tensor states, Tensor starts, bool keep = false) : IDisposable
{
    private readonly Dictionary<int, (Tensor Key, Tensor Value)> _kept = [];

    /// <summary>[sources + 1], int32.</summary>
    public Tensor Starts => starts;

    /// <summary>Keys and values of a layer, each [S, Hkv, Dh].</summary>
    public (Tensor Key, Tensor Value) KeysAndValues(int layer, CrossAttention attention)
    {
        if (!keep) return attention.Project(states);
        if (!_kept.TryGetValue(layer, out var made))
        {
            var (key, value) = attention.Project(states);
            _kept[layer] = made = (key.DetachFromDisposeScope(), value.DetachFromDisposeScope());
        }

        return made;
    }

    /// <summary>Frees what was kept; the states and starts are the caller's.</summary>
    public void Dispose()
    {
        foreach (var (key, value) in _kept.Values)
        {
            key.Dispose();
            value.Dispose();
        }
    }
}
