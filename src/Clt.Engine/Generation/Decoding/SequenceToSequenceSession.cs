using Clt.Engine.Data;
using Clt.Engine.Layers;
using Clt.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation;

/// <summary>An encoder-decoder in the middle of writing targets. Sources are read once, when their item joins.</summary>
internal sealed class SequenceToSequenceSession : IDecodingSession
{
    private readonly SequenceToSequenceModel _model;
    private readonly IReadOnlyList<int[]> _sources;
    private readonly GenerationSettings _settings;
    private readonly int _start;
    private readonly KeyValueCache _cache;
    private readonly SourceCache _encoded = new();
    private readonly Tensor? _bias;

    /// <summary>Of each live sequence: its tokens in the cache, and its source among those in <see cref="_encoded"/>, in rising order.</summary>
    private List<(int Length, int Source)> _live = [];

    /// <param name="model">The model.</param>
    /// <param name="sources">At least one, none empty.</param>
    /// <param name="start">The token that every target begins with.</param>
    /// <param name="settings">Beams, and the sizes of batches.</param>
    public SequenceToSequenceSession(SequenceToSequenceModel model, IReadOnlyList<int[]> sources, int start, GenerationSettings settings)
    {
        (_model, _sources, _start, _settings) = (model, sources, start, settings);
        var decoder = model.Config.Decoder;
        var length = Math.Min(decoder.ContextLength, settings.MaxNewTokens);
        _cache = new KeyValueCache(decoder, Math.Min(settings.BatchSize, sources.Count) * settings.Beams, length, model.HeadWeight.dtype);
        using var noGrad = no_grad();
        _bias = model.DecoderBias(length)?.DetachFromDisposeScope();
    }

    public IReadOnlyList<int> Order => [.. Enumerable.Range(0, _sources.Count)];

    public int Admits(IReadOnlyList<int> waiting)
    {
        var budget = _settings.PrefillTokens;
        var places = Math.Min(waiting.Count, (_cache.Slots - _live.Count) / _settings.Beams);
        var count = 0;
        while (count < places && (count == 0 || _sources[waiting[count]].Length <= budget)) budget -= _sources[waiting[count++]].Length;
        return count;
    }

    public Tensor Enter(IReadOnlyList<int> items)
    {
        var known = _encoded.Lengths.Count;
        using (var batch = PackedBatch.Of([.. items.Select(i => _sources[i])])) _encoded.Add(_model.Encode(batch), items.Select(i => _sources[i].Length));
        using var starts = PackedBatch.Of([.. items.Select(_ => new[] { _start })]);
        var rows = tensor(items.Select((_, i) => Row(_live.Count + i, 0)).ToArray());
        var attention = new PackedSelfAttention(starts, _cache, rows, _bias);
        var hidden = _model.Decode(starts.Ids, starts.Positions, attention, Cross([.. items.Select((_, i) => known + i)]));
        _live.AddRange(items.Select((_, i) => (1, known + i)));
        return _model.Logits(hidden);
    }

    public Tensor Step(IReadOnlyList<int> tokens)
    {
        var positions = tensor(_live.Select(s => (long)s.Length).ToArray());
        var rows = tensor(_live.Select((s, slot) => Row(slot, s.Length)).ToArray());
        _live = [.. _live.Select(s => s with { Length = s.Length + 1 })];
        var attention = new CachedAttention(_cache, rows, tensor(_live.Select(s => s.Length).ToArray()), _bias);
        var ids = tensor(tokens.Select(t => (long)t).ToArray());
        return _model.Logits(_model.Decode(ids, positions, attention, Cross([.. _live.Select(s => s.Source)])));
    }

    public void Keep(IReadOnlyList<int> places)
    {
        _cache.Reorder(places, [.. _live.Select(s => s.Length)]);
        _live = [.. places.Select(p => _live[p])];
        var runs = new List<int>();
        var run = new int[_live.Count];
        for (var i = 0; i < _live.Count; i++)
        {
            if (i == 0 || _live[i].Source != _live[i - 1].Source) runs.Add(_live[i].Source);
            run[i] = runs.Count - 1;
        }

        // Sources without a sequence cost memory only, so they go when they are the larger part.
        var rising = runs.Zip(runs.Skip(1)).All(pair => pair.First < pair.Second);
        if (rising && runs.Sum(s => _encoded.Lengths[s]) * 2L >= _encoded.Lengths.Sum(l => (long)l)) return;
        _encoded.Keep(runs);
        _live = [.. _live.Select((s, i) => s with { Source = run[i] })];
    }

    public void Dispose()
    {
        _cache.Dispose();
        _encoded.Dispose();
        _bias?.Dispose();
    }

    /// <summary>The sequences' sources, in rising order, as the boundaries of their queries.</summary>
    private CrossInput Cross(IReadOnlyList<int> sources)
    {
        var starts = new int[_encoded.Lengths.Count + 1];
        foreach (var source in sources) starts[source + 1]++;
        for (var i = 0; i < _encoded.Lengths.Count; i++) starts[i + 1] += starts[i];
        return new CrossInput(_encoded, tensor(starts));
    }

    private long Row(int slot, int position) => (long)slot * _cache.Length + position;
}
