using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>Sources for many decoding steps: each layer's keys and values of them are made once. Not differentiable.</summary>
internal sealed class SourceCache : ICrossSources, IDisposable
{
    private readonly Dictionary<int, Tensor> _made = [];
    private List<int> _lengths = [];
    private Tensor? _states;
    private Tensor? _starts;

    /// <summary>Tokens of each source.</summary>
    public IReadOnlyList<int> Lengths => _lengths;

    public Tensor Starts => _starts ??= tensor(Sums(_lengths)).DetachFromDisposeScope();

    /// <summary>Adds sources behind those that are there; every layer must ask for its keys and values before <see cref="Keep"/>.</summary>
    /// <param name="states">[S, D]; is taken over.</param>
    /// <param name="lengths">Tokens of each.</param>
    public void Add(Tensor states, IEnumerable<int> lengths)
    {
        Replace(ref _states, _states is null ? states : cat([_states, states], 0));
        Lay([.. _lengths, .. lengths]);
    }

    /// <summary>Source i becomes what source <paramref name="sources"/>[i] was; those not named are forgotten.</summary>
    public void Keep(IReadOnlyList<int> sources)
    {
        var starts = Sums(_lengths);
        var rows = tensor(
            sources.SelectMany(s => Enumerable.Range(starts[s], _lengths[s])).Select(row => (long)row).ToArray(),
            device: _states!.device
        );
        Replace(ref _states, _states.index_select(0, rows));
        foreach (var (layer, made) in _made.ToArray())
        {
            _made[layer] = made.index_select(0, rows).DetachFromDisposeScope();
            made.Dispose();
        }

        Lay([.. sources.Select(s => _lengths[s])]);
    }

    public Tensor KeysAndValues(int layer, CrossAttention attention)
    {
        var before = _made.GetValueOrDefault(layer);
        var have = before?.shape[0] ?? 0;
        if (before is not null && have == _states!.shape[0])
            return before;
        var added = attention.Project(_states!.narrow(0, have, _states.shape[0] - have));
        _made[layer] = (before is null ? added : cat([before, added], 0)).DetachFromDisposeScope();
        before?.Dispose();
        return _made[layer];
    }

    public void Dispose()
    {
        foreach (var made in _made.Values)
            made.Dispose();
        _states?.Dispose();
        _starts?.Dispose();
    }

    private static int[] Sums(IReadOnlyList<int> lengths)
    {
        var sums = new int[lengths.Count + 1];
        for (var i = 0; i < lengths.Count; i++)
            sums[i + 1] = sums[i] + lengths[i];
        return sums;
    }

    private static void Replace(ref Tensor? held, Tensor value)
    {
        held?.Dispose();
        held = value.DetachFromDisposeScope();
    }

    private void Lay(List<int> lengths)
    {
        _lengths = lengths;
        _starts?.Dispose();
        _starts = null;
    }
}
