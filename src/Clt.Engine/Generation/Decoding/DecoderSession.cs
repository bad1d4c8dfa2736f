using Clt.Engine.Data;
using Clt.Engine.Layers;
using Clt.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation;

/// <summary>A decoder in the middle of continuing prompts, without padding.</summary>
internal sealed class DecoderSession : IDecodingSession
{
    private readonly LanguageModel _model;
    private readonly IReadOnlyList<int[]> _prompts;
    private readonly GenerationSettings _settings;
    private readonly KeyValueCache _cache;

    /// <summary>Tokens in the cache, by slot.</summary>
    private List<int> _lengths = [];

    /// <param name="model">The model.</param>
    /// <param name="prompts">At least one, none empty, all shorter than the context.</param>
    /// <param name="settings">Beams, and the sizes of batches.</param>
    public DecoderSession(LanguageModel model, IReadOnlyList<int[]> prompts, GenerationSettings settings)
    {
        (_model, _prompts, _settings) = (model, prompts, settings);
        var length = (int)Math.Min(model.Config.ContextLength, prompts.Max(p => (long)p.Length) + settings.MaxNewTokens);
        _cache = new KeyValueCache(model.Config, Math.Min(settings.BatchSize, prompts.Count) * settings.Beams, length, model.HeadWeight.dtype);
    }

    public int Admits(IReadOnlyList<int> waiting)
    {
        var budget = _settings.PrefillTokens;
        var places = Math.Min(waiting.Count, (_cache.Slots - _lengths.Count) / _settings.Beams);
        var count = 0;
        while (count < places && (count == 0 || _prompts[waiting[count]].Length <= budget)) budget -= _prompts[waiting[count++]].Length;
        return count;
    }

    public Tensor Enter(IReadOnlyList<int> items)
    {
        using var batch = PackedBatch.Of([.. items.Select(i => _prompts[i])]);
        var rows = new long[batch.Tokens];
        for (var i = 0; i < items.Count; i++)
        {
            for (var t = batch.Starts[i]; t < batch.Starts[i + 1]; t++) rows[t] = Row(_lengths.Count + i, t - batch.Starts[i]);
        }

        var hidden = _model.Forward(batch.Ids, batch.Positions, new PackedSelfAttention(batch, _cache, tensor(rows)));
        _lengths.AddRange(items.Select(i => _prompts[i].Length));
        return _model.Logits(hidden.index_select(0, tensor(batch.Starts.Skip(1).Select(end => end - 1L).ToArray())));
    }

    public Tensor Step(IReadOnlyList<int> tokens)
    {
        var positions = tensor(_lengths.Select(l => (long)l).ToArray());
        var rows = tensor(_lengths.Select((length, slot) => Row(slot, length)).ToArray());
        for (var slot = 0; slot < _lengths.Count; slot++) _lengths[slot]++;
        var attention = new CachedAttention(_cache, rows, tensor(_lengths.ToArray()));
        return _model.Logits(_model.Forward(tensor(tokens.Select(t => (long)t).ToArray()), positions, attention));
    }

    public void Keep(IReadOnlyList<int> places)
    {
        _cache.Reorder(places, _lengths);
        _lengths = [.. places.Select(p => _lengths[p])];
    }

    public void Dispose() => _cache.Dispose();

    private long Row(int slot, int position) => (long)slot * _cache.Length + position;
}
