using Clt.Engine.Layers;
using Clt.Engine.Models;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Generation.Prefixes;

/// <summary>Spans of tokens to be read in one forward pass, each behind a path of shared prefixes.</summary>
internal sealed class SpanBatch
{
    private readonly List<long> _ids = [];
    private readonly List<long> _positions = [];
    private readonly List<long> _rows = [];
    private readonly List<KeyRun> _runs = [];

    /// <summary>Of each prefix, its last run of queries so far.</summary>
    private readonly Dictionary<PrefixNode, int> _shared = [];

    /// <summary>Tokens so far.</summary>
    public int Tokens => _ids.Count;

    /// <summary>Adds a span.</summary>
    /// <param name="ids">Its tokens; may be none.</param>
    /// <param name="position">Of the first.</param>
    /// <param name="before">The prefix before it; those above are seen, too.</param>
    /// <param name="row">Where the tokens of the span and those that went before in the same run are stored.</param>
    /// <param name="stored">How many went before.</param>
    /// <returns>The first token's place in the batch.</returns>
    public int Add(ReadOnlySpan<int> ids, int position, PrefixNode? before, long row, int stored = 0)
    {
        var place = _ids.Count;
        if (ids.Length == 0)
            return place;
        for (var i = 0; i < ids.Length; i++)
        {
            _ids.Add(ids[i]);
            _positions.Add(position + i);
            _rows.Add(row + stored + i);
        }

        for (var node = before; node is not null; node = node.Parent)
            See(node, place, ids.Length);
        _runs.Add(new KeyRun(place, ids.Length, row, stored + ids.Length, position - stored));
        return place;
    }

    /// <summary>Reads them.</summary>
    /// <returns>[N, D]: hidden states after the final norm.</returns>
    public Tensor Forward(LanguageModel model, KeyValuePool pool)
    {
        var device = model.HeadWeight.device;
        var attention = new PooledAttention(pool, tensor(_rows.ToArray(), device: device), KeyRun.Table(_runs));
        return model.Forward(tensor(_ids.ToArray(), device: device), tensor(_positions.ToArray(), device: device), attention);
    }

    /// <summary>Spans beside each other see a prefix together.</summary>
    private void See(PrefixNode node, int place, int count)
    {
        if (_shared.TryGetValue(node, out var at) && _runs[at].FirstQuery + _runs[at].Queries == place)
        {
            _runs[at] = _runs[at] with { Queries = _runs[at].Queries + count };
            return;
        }

        _shared[node] = _runs.Count;
        _runs.Add(new KeyRun(place, count, node.Row!.Value, node.Length, node.Start));
    }
}
