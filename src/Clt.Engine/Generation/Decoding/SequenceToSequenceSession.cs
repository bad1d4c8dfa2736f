using Clt.Engine.Data;
using Clt.Engine.Layers;
using Clt.Engine.Models.Seq2Seq;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation.Decoding;

/// <summary>An encoder-decoder in the middle of writing targets. Sources are read once, when their item joins.</summary>
internal sealed class SequenceToSequenceSession : IDecodingSession
{
    private readonly SequenceToSequenceModel _model;
    private readonly IReadOnlyList<int[]> _sources;
    private readonly GenerationSettings _settings;
    private readonly int _start;
    private readonly int _capacity;
    private readonly KeyValuePool _pool;
    private readonly SourceCache _encoded = new();
    private readonly Tensor? _bias;
    private List<Place> _live = [];

    /// <param name="model">The model.</param>
    /// <param name="sources">At least one, none empty.</param>
    /// <param name="start">The token that every target begins with.</param>
    /// <param name="settings">Beams, and the sizes of batches.</param>
    public SequenceToSequenceSession(SequenceToSequenceModel model, IReadOnlyList<int[]> sources, int start, GenerationSettings settings)
    {
        (_model, _sources, _start, _settings) = (model, sources, start, settings);
        _capacity = Math.Min(model.Config.Decoder.ContextLength, settings.MaxNewTokens);
        var most = Math.Min(settings.CacheTokens, (long)sources.Count * settings.Beams * _capacity);
        _pool = new KeyValuePool(model.Config.Decoder, most, model.HeadWeight.dtype, model.HeadWeight.device);
        using var noGrad = no_grad();
        _bias = model.DecoderBias(_capacity)?.DetachFromDisposeScope();
    }

    public IReadOnlyList<int> Order => [.. Enumerable.Range(0, _sources.Count)];

    public int Admits(IReadOnlyList<int> waiting)
    {
        var (read, kept, count) = (0L, _pool.Used, 0);
        foreach (var item in waiting)
        {
            read += _sources[item].Length;
            kept += (long)_capacity * _settings.Beams;
            // One item joins whatever its length when nothing is live; a first one need not fit into a pass, which it then has to itself.
            if (count > 0 && read > _settings.PrefillTokens || count + _live.Count > 0 && kept > _settings.CacheTokens)
                break;
            count++;
        }

        return count;
    }

    public Tensor Enter(IReadOnlyList<int> items)
    {
        var (known, before) = (_encoded.Lengths.Count, _live.Count);
        using (var batch = PackedBatch.Of([.. items.Select(i => _sources[i])]))
            _encoded.Add(_model.Encode(batch), items.Select(i => _sources[i].Length));
        _live.AddRange(items.Select((_, i) => new Place(known + i, _pool.Take(_capacity), 0)));
        return Read([.. items.Select(_ => _start)], before);
    }

    public Tensor Step(IReadOnlyList<int> tokens) => Read(tokens, 0);

    public void Keep(IReadOnlyList<int> places)
    {
        var before = _live;
        var (from, to) = (new List<long>(), new List<long>());
        var taken = new HashSet<int>();
        _live = [.. places.Select(place => taken.Add(place) ? before[place] : Copy(before[place], from, to))];
        if (from.Count > 0)
            _pool.Copy(from, to);
        for (var i = 0; i < before.Count; i++)
        {
            if (!taken.Contains(i))
                _pool.Return(before[i].Row, _capacity);
        }

        KeepSources();
    }

    public void Dispose()
    {
        _pool.Dispose();
        _encoded.Dispose();
        _bias?.Dispose();
    }

    /// <summary>The logits after a new token of each place from <paramref name="first"/> on.</summary>
    private Tensor Read(IReadOnlyList<int> tokens, int first)
    {
        var live = _live[first..];
        var device = _model.HeadWeight.device;
        var positions = tensor(live.Select(p => (long)p.Length).ToArray(), device: device);
        var rows = tensor(live.Select(p => p.Row + p.Length).ToArray(), device: device);
        foreach (var place in live)
            place.Length++;
        var runs = KeyRun.Table([.. live.Select((p, i) => new KeyRun(i, 1, p.Row, p.Length, 0))]);
        var ids = tensor(tokens.Select(t => (long)t).ToArray(), device: device);
        return _model.Logits(_model.Decode(ids, positions, new PooledAttention(_pool, rows, runs, _bias), Cross(live)));
    }

    /// <summary>The boundaries of the places' queries by source; sources rise with the places.</summary>
    private CrossInput Cross(IReadOnlyList<Place> live)
    {
        var starts = new int[_encoded.Lengths.Count + 1];
        foreach (var place in live)
            starts[place.Source + 1]++;
        for (var i = 0; i < _encoded.Lengths.Count; i++)
            starts[i + 1] += starts[i];
        return new CrossInput(_encoded, tensor(starts));
    }

    /// <summary>Brings the sources into the order of the places, and forgets those without any when they are the larger part.</summary>
    private void KeepSources()
    {
        var runs = new List<int>();
        var numbers = new List<int>();
        foreach (var place in _live)
        {
            if (runs.Count == 0 || runs[^1] != place.Source)
                runs.Add(place.Source);
            numbers.Add(runs.Count - 1);
        }

        var rising = runs.Zip(runs.Skip(1)).All(pair => pair.First < pair.Second);
        if (rising && runs.Sum(s => _encoded.Lengths[s]) * 2L >= _encoded.Lengths.Sum(l => (long)l))
            return;
        _encoded.Keep(runs);
        foreach (var (place, number) in _live.Zip(numbers))
            place.Source = number;
    }

    private Place Copy(Place source, List<long> from, List<long> to)
    {
        var copy = new Place(source.Source, _pool.Take(_capacity), source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            from.Add(source.Row + i);
            to.Add(copy.Row + i);
        }

        return copy;
    }

    /// <summary>A live sequence: its tokens stand in rows [Row, Row + capacity).</summary>
    private sealed class Place(int source, long row, int length)
    {
        /// <summary>Its source among those encoded.</summary>
        public int Source { get; set; } = source;

        public long Row => row;

        /// <summary>Tokens read.</summary>
        public int Length { get; set; } = length;
    }
}
