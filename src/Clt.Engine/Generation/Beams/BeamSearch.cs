using Clt.Engine.Generation.Decoding;
using Clt.Engine.Generation.Logits;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation.Beams;

/// <summary>Searches for each item's best sequences with several beams, as transformers does. Items join as others end.</summary>
internal sealed class BeamSearch
{
    private readonly DecodingTask _task;
    private readonly GenerationSettings _settings;
    private readonly IReadOnlyList<ILogitsProcessor> _processors;
    private readonly StopRule _stop;
    private readonly WaitingQueue _waiting;
    private readonly int _ends;
    private List<BeamGroup> _live = [];

    /// <param name="task">Items and model.</param>
    /// <param name="settings">How; checked.</param>
    public BeamSearch(DecodingTask task, GenerationSettings settings)
    {
        (_task, _settings) = (task, settings);
        _processors = LogitsProcessors.Of(settings, task);
        _stop = new StopRule(task, settings);
        _waiting = new WaitingQueue(task, settings);
        _ends = settings.StopTokens.Count + (settings.StopAtEos ? task.Ends.Count : 0);
    }

    public bool IsDone => _waiting.IsEmpty && _live.Count == 0;

    /// <summary>Reads the prompts of items that join, or the newest token of every beam, and extends these beams.</summary>
    /// <param name="ended">Is given every item that ends, its sequences best first.</param>
    /// <returns>Tokens chosen.</returns>
    public int Advance(Action<int, IReadOnlyList<BeamHypothesis>> ended)
    {
        using var scope = NewDisposeScope();
        var joining = _waiting.Join(_live.Count);
        var before = joining.Length > 0 ? _live.Sum(g => g.Running.Count) : 0;
        var first = joining.Length > 0 ? _live.Count : 0;
        var logits =
            joining.Length > 0
                ? _task.Session.Enter(joining)
                : _task.Session.Step([.. _live.SelectMany(g => g.Running).Select(b => b.Sequence.Ids[^1])]);
        _live.AddRange(joining.Select(item => new BeamGroup(item, _task.Prompts[item], _task.MostNew(item, _settings), _settings)));
        Extend(logits, first, before, ended);
        return (int)logits.shape[0];
    }

    /// <param name="logits">[beams, V] of the groups from <paramref name="first"/> on.</param>
    /// <param name="first">Groups before it wait.</param>
    /// <param name="before">Sequences of those groups.</param>
    /// <param name="ended">Is given every item that ends.</param>
    private void Extend(Tensor logits, int first, int before, Action<int, IReadOnlyList<BeamHypothesis>> ended)
    {
        var width = (int)logits.shape[1];
        var values = HostValues.Floats(logits);
        var places = Enumerable.Range(0, before).ToList();
        var staying = _live[..first];
        var place = before;
        foreach (var group in _live[first..])
        {
            var beams = group.Running.Count;
            var parents = group.Extend(values.Slice((place - before) * width, beams * width), _processors, _stop, _ends);
            if (parents.Count > 0)
                staying.Add(group);
            else
                ended(group.Item, group.Finished);
            foreach (var parent in parents)
                places.Add(place + parent);
            place += beams;
        }

        _live = staying;
        _task.Session.Keep(places);
    }
}
