using Clt.Engine.Generation.Decoding;
using Clt.Engine.Generation.Logits;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation;

/// <summary>Continues every item token by token, greedily or by lot. Items join as others end.</summary>
internal sealed class TokenSearch
{
    private readonly DecodingTask _task;
    private readonly Sampler _sampler;
    private readonly StopRule _stop;
    private readonly Seed _stream;
    private readonly List<(LiveSequence Sequence, Rng Rng)> _live = [];
    private readonly WaitingQueue _waiting;

    /// <param name="task">Items and model.</param>
    /// <param name="settings">How; checked.</param>
    /// <param name="seed">An item draws from a stream of its own, so that it does not depend on the others.</param>
    public TokenSearch(DecodingTask task, GenerationSettings settings, Seed seed)
    {
        (_task, _stream) = (task, seed.Stream("generation"));
        _sampler = new Sampler(LogitsProcessors.Of(settings, task), settings.Temperature == 0);
        _stop = new StopRule(task, settings);
        _waiting = new WaitingQueue(task, settings);
    }

    public bool IsDone => _waiting.IsEmpty && _live.Count == 0;

    /// <summary>The sequences that are being continued.</summary>
    public IEnumerable<LiveSequence> Live => _live.Select(l => l.Sequence);

    /// <summary>Reads the prompts of items that join, or the newest token of every sequence, and chooses what follows.</summary>
    /// <param name="ended">Is given every item that ends.</param>
    /// <returns>Tokens chosen.</returns>
    public int Advance(Action<int, GeneratedText> ended)
    {
        using var scope = NewDisposeScope();
        var joining = _waiting.Join(_live.Count);
        var first = joining.Length > 0 ? _live.Count : 0;
        var logits = joining.Length > 0 ? _task.Session.Enter(joining) : _task.Session.Step([.. _live.Select(l => l.Sequence.Ids[^1])]);
        _live.AddRange(joining.Select(item => (new LiveSequence(item, _task.Prompts[item]), _stream.Stream($"item {item}").Generator())));
        Choose(logits, first);
        Leave(ended);
        return (int)logits.shape[0];
    }

    private void Choose(Tensor logits, int first)
    {
        var width = (int)logits.shape[1];
        var values = HostValues.Floats(logits);
        for (var i = first; i < _live.Count; i++)
        {
            var (sequence, rng) = _live[i];
            var (token, logProbability) = _sampler.Choose(sequence, values.Slice((i - first) * width, width), rng);
            sequence.Add(token, logProbability);
        }
    }

    private void Leave(Action<int, GeneratedText> ended)
    {
        var staying = new List<int>();
        for (var i = 0; i < _live.Count; i++)
        {
            if (_stop.Check(_live[i].Sequence) is { } text)
                ended(_live[i].Sequence.Item, text);
            else
                staying.Add(i);
        }

        if (staying.Count == _live.Count)
            return;
        _task.Session.Keep(staying);
        var kept = staying.Select(i => _live[i]).ToList();
        _live.Clear();
        _live.AddRange(kept);
    }
}
