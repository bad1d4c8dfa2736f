using System.Runtime.InteropServices;
using Clt.Engine.Data;
using Clt.Engine.Layers;
using Clt.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation;

/// <summary>The sequences being generated together: new ones enter, ended ones leave, without padding.</summary>
internal sealed class GenerationBatch(LanguageModel model, int slots, int capacity) : IDisposable
{
    private readonly KeyValueCache _cache = new(model.Config, slots, capacity);

    /// <summary>Slot i of the cache belongs to sequence i.</summary>
    public List<ActiveSequence> Active { get; } = [];

    public int Slots => slots;

    public int Free => slots - Active.Count;

    /// <summary>How many sequences the last <see cref="Enter"/> added.</summary>
    public int Entered { get; private set; }

    /// <summary>Reads the prompts of new sequences in one packed pass and draws their first tokens.</summary>
    public void Enter(List<ActiveSequence> sequences, GenerationSettings settings)
    {
        using var scope = NewDisposeScope();
        using var batch = PackedBatch.Of([.. sequences.Select(s => s.Prompt)]);
        var rows = new long[batch.Tokens];
        for (var i = 0; i < sequences.Count; i++)
        {
            for (var t = batch.Starts[i]; t < batch.Starts[i + 1]; t++) rows[t] = Row(Active.Count + i, t - batch.Starts[i]);
        }

        var attention = new PackedSelfAttention(batch, _cache, tensor(rows));
        var hidden = model.Forward(batch.Ids, batch.Positions, attention);
        var last = tensor(batch.Starts.Skip(1).Select(end => end - 1L).ToArray());
        Draw(sequences, hidden.index_select(0, last), settings);
        Active.AddRange(sequences);
        Entered = sequences.Count;
    }

    /// <summary>Reads the newest token of every sequence and draws the next.</summary>
    public void Advance(GenerationSettings settings)
    {
        using var scope = NewDisposeScope();
        var ids = Active.Select(s => (long)s.Last).ToArray();
        var positions = Active.Select(s => s.Length - 1L).ToArray();
        var rows = Active.Select((s, slot) => Row(slot, s.Length - 1)).ToArray();
        var lengths = Active.Select(s => s.Length).ToArray();
        var attention = new CachedAttention(_cache, tensor(rows), tensor(lengths));
        Draw(Active, model.Forward(tensor(ids), tensor(positions), attention), settings);
    }

    /// <summary>Takes ended sequences out; the last ones move into their slots.</summary>
    /// <returns>How many left.</returns>
    public int Leave(Func<ActiveSequence, bool> ended)
    {
        var left = 0;
        for (var slot = Active.Count - 1; slot >= 0; slot--)
        {
            if (!ended(Active[slot])) continue;
            var last = Active.Count - 1;
            if (slot < last)
            {
                // The newest token of the moved sequence is not in the cache yet.
                _cache.Move(last, slot, Active[last].Length - 1);
                Active[slot] = Active[last];
            }

            Active.RemoveAt(last);
            left++;
        }

        return left;
    }

    public void Dispose() => _cache.Dispose();

    private long Row(int slot, int position) => (long)slot * capacity + position;

    private void Draw(List<ActiveSequence> sequences, Tensor hidden, GenerationSettings settings)
    {
        var logits = model.Logits(hidden);
        var values = MemoryMarshal.Cast<byte, float>(logits.bytes);
        var vocabulary = (int)logits.shape[1];
        for (var i = 0; i < sequences.Count; i++) sequences[i].Take(values.Slice(i * vocabulary, vocabulary), settings);
    }
}
