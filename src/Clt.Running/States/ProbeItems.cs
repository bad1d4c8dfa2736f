using Clt.Engine.States;
using Clt.Recipes.States;
using Clt.Results.Store;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Running.States;

/// <summary>Items of one language that probes read: their texts, what is labelled in them, and the features of each label.</summary>
internal sealed class ProbeItems
{
    private readonly IReadOnlyList<ProbeItem> _items;

    /// <summary>Of each label: its item, and the rows of the states it is read from.</summary>
    private readonly (int Item, long First, long Second)[] _places;

    /// <param name="items">At least one; all read alike.</param>
    /// <param name="words">How a word's state is made; that of a text is the mean.</param>
    public ProbeItems(IReadOnlyList<ProbeItem> items, PieceState words)
    {
        _items = items;
        var isText = items[0].Texts[0].Pieces.Count == 1 && items[0].Places.Count == 1;
        Texts = new StateTexts([.. items.SelectMany(i => i.Texts)], isText ? PieceState.Mean : words);
        var (places, start) = (new List<(int, long, long)>(), 0L);
        for (var i = 0; i < items.Count; i++)
        {
            places.AddRange(items[i].Places.Select(p => (i, start + p.First, start + p.Second)));
            start += items[i].Texts.Sum(t => t.Pieces.Count);
        }

        _places = [.. places];
        Labels = [.. items.SelectMany(i => i.Labels)];
    }

    /// <summary>The texts whose states are read.</summary>
    public StateTexts Texts { get; }

    /// <summary>The gold label of each row of features.</summary>
    public long[] Labels { get; }

    /// <summary>[labels, F]: what a probe reads for each label.</summary>
    /// <param name="states">Those of <see cref="Texts"/>.</param>
    public Tensor Features(StateRows states)
    {
        using var scope = NewDisposeScope();
        var all = states.Tensor();
        var first = all.index_select(0, tensor(_places.Select(p => p.First).ToArray()));
        Tensor Second() => all.index_select(0, tensor(_places.Select(p => p.Second).ToArray()));
        var features = _items[0].Input switch
        {
            ProbeInput.One => first,
            ProbeInput.Words => Words(first, Second()),
            ProbeInput.Texts => Pair(first, Second()),
            var other => throw new InvalidOperationException($"{other} is nothing that probes read."),
        };
        return features.MoveToOuterDisposeScope();
    }

    /// <summary>The rows of features of some items.</summary>
    public long[] RowsOf(IReadOnlySet<string> ids) =>
        [.. Enumerable.Range(0, _places.Length).Where(r => ids.Contains(_items[_places[r].Item].Example.ItemId)).Select(r => (long)r)];

    /// <summary>What a probe says of the items, for metrics.</summary>
    /// <param name="labels">For each row of features.</param>
    /// <param name="task">Names the labels.</param>
    public IReadOnlyList<PredictionLine> Lines(long[] labels, TaskInfo task)
    {
        var of = labels.Select((l, r) => (Label: task.Labels[(int)l], _places[r].Item)).ToLookup(l => l.Item, l => l.Label);
        return
        [
            .. _items.Select(
                (item, i) =>
                    new PredictionLine(
                        item.Example.ItemId,
                        item.Example.Prompt,
                        item.Answer(of[i]),
                        item.Example.References,
                        null,
                        item.Places.Count
                    )
            ),
        ];
    }

    private static Tensor Words(Tensor a, Tensor b) => cat([a, b, a * b], 1);

    private static Tensor Pair(Tensor a, Tensor b) => cat([a, b, (a - b).abs(), a * b], 1);
}
