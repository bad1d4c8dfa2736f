using Clt.Engine.Generation.Prefixes;
using Clt.Engine.Layers;
using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Generation.Decoding;

/// <summary>
/// A decoder in the middle of continuing prompts. There is no padding, and what prompts have in common at their beginnings is computed and
/// kept once.
/// </summary>
internal sealed class DecoderSession : IDecodingSession
{
    private readonly LanguageModel _model;
    private readonly IReadOnlyList<int[]> _prompts;
    private readonly GenerationSettings _settings;
    private readonly KeyValuePool _pool;
    private readonly PrefixTree _tree;
    private readonly PrefixCache _prefixes;
    private readonly int[] _liveOfItem;
    private List<Place> _live = [];

    /// <param name="model">The model.</param>
    /// <param name="prompts">At least one, none empty, all shorter than the context.</param>
    /// <param name="settings">Beams, and the sizes of batches.</param>
    public DecoderSession(LanguageModel model, IReadOnlyList<int[]> prompts, GenerationSettings settings)
    {
        (_model, _settings) = (model, settings);
        // Beams of an item share its prompt, which a second copy of it tells the tree.
        _prompts = settings.Beams == 1 ? prompts : [.. prompts, .. prompts];
        _liveOfItem = new int[prompts.Count];
        _tree = new PrefixTree(_prompts);
        var most = Math.Min(
            settings.CacheTokens,
            _prompts.Sum(p => (long)p.Length) + (long)prompts.Count * settings.Beams * settings.MaxNewTokens
        );
        _pool = new KeyValuePool(model.Config, most, model.HeadWeight.dtype, model.HeadWeight.device);
        _prefixes = new PrefixCache(_pool, _tree, _prompts);
    }

    public IReadOnlyList<int> Order => [.. _tree.Order.Where(i => i < _liveOfItem.Length)];

    /// <summary>Tokens whose keys and values are kept, those that live sequences may still need included.</summary>
    public long Used => _pool.Used;

    public int Admits(IReadOnlyList<int> waiting)
    {
        var (read, kept) = (0L, _pool.Used);
        var counted = new HashSet<PrefixNode>();
        var count = 0;
        foreach (var item in waiting)
        {
            var missing = _prefixes.Missing(item).Where(counted.Add).Sum(n => (long)n.Length);
            read += missing + _prompts[item].Length - Depth(item);
            kept += missing + (long)Capacity(item) * _settings.Beams;
            // One item joins whatever its length when nothing is live; a first one need not fit into a pass, which it then has to itself.
            if (count > 0 && read > _settings.PrefillTokens || count + _live.Count > 0 && kept > _settings.CacheTokens)
                break;
            count++;
        }

        return count;
    }

    public Tensor Enter(IReadOnlyList<int> items)
    {
        var batch = new SpanBatch();
        var last = new List<long>();
        foreach (var item in items)
        {
            _prefixes.Add(batch, item);
            var place = new Place(item, _tree.Leaf(item), _pool.Take(Capacity(item)), Capacity(item), _prompts[item].Length);
            batch.Add(_prompts[item].AsSpan(place.Start), place.Start, place.Before, place.Row);
            last.Add(batch.Tokens - 1);
            _liveOfItem[item] = 1;
            _live.Add(place);
        }

        return _model.Logits(batch.Forward(_model, _pool).index_select(0, tensor(last.ToArray(), device: _model.HeadWeight.device)));
    }

    public Tensor Step(IReadOnlyList<int> tokens)
    {
        var batch = new SpanBatch();
        for (var i = 0; i < _live.Count; i++)
        {
            var place = _live[i];
            batch.Add([tokens[i]], place.Length, place.Before, place.Row, place.Length - place.Start);
            place.Length++;
        }

        return _model.Logits(batch.Forward(_model, _pool));
    }

    public void Keep(IReadOnlyList<int> places)
    {
        var before = _live;
        var taken = new bool[before.Count];
        foreach (var place in places)
            taken[place] = true;
        for (var i = 0; i < before.Count; i++)
        {
            if (!taken[i])
                End(before[i]);
        }

        Array.Clear(taken);
        var (from, to) = (new List<long>(), new List<long>());
        _live =
        [
            .. places.Select(place =>
            {
                if (taken[place])
                    return Copy(before[place], from, to);
                taken[place] = true;
                return before[place];
            }),
        ];
        if (from.Count > 0)
        {
            using var scope = NewDisposeScope();
            _pool.Copy(from, to);
        }
    }

    public void Dispose() => _pool.Dispose();

    private int Depth(int item) => _tree.Leaf(item)?.End ?? 0;

    /// <summary>Rows that a sequence of an item may need; the last token's are never asked for.</summary>
    private int Capacity(int item) => Math.Min(_model.Config.ContextLength, _prompts[item].Length + _settings.MaxNewTokens) - Depth(item);

    private Place Copy(Place source, List<long> from, List<long> to)
    {
        var copy = new Place(source.Item, source.Before, _pool.Take(source.Capacity), source.Capacity, source.Length);
        for (var i = 0; i < source.Length - source.Start; i++)
        {
            from.Add(source.Row + i);
            to.Add(copy.Row + i);
        }

        _liveOfItem[source.Item]++;
        return copy;
    }

    private void End(Place place)
    {
        _pool.Return(place.Row, place.Capacity);
        if (--_liveOfItem[place.Item] > 0)
            return;
        _prefixes.Release(place.Item);
        if (_settings.Beams > 1)
            _prefixes.Release(place.Item + _liveOfItem.Length);
    }

    /// <summary>A live sequence: its own tokens stand in rows [Row, Row + Capacity), behind the prefixes before them.</summary>
    private sealed record Place(int Item, PrefixNode? Before, long Row, int Capacity, int Prompt)
    {
        /// <summary>Tokens read, those of prefixes included.</summary>
        public int Length { get; set; } = Prompt;

        /// <summary>Position of the first own token.</summary>
        public int Start => Before?.End ?? 0;
    }
}
