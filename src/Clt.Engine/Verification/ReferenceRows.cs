using Clt.Engine.Checkpoints;
using Clt.Engine.Data;

namespace Clt.Engine.Verification;

/// <summary>A padded reference batch as the sequences in it, and where their tokens stand in the padded arrays.</summary>
internal sealed class ReferenceRows : PaddedRows
{
    /// <param name="file">The reference.</param>
    /// <param name="side">Empty for the right-padded batch, <c>left_</c> for its twin, which has no labels.</param>
    public ReferenceRows(SafetensorsFile file, string side = "")
    {
        // A reference of one generated sequence has its ids only.
        var name = file.Has($"{side}input_ids") ? $"{side}input_ids" : "greedy_ids";
        var width = (int)file[name].Shape[^1];
        var ids = file.Values<long>(name).ToArray();
        var mask = file.Has($"{side}attention_mask") ? file.Values<long>($"{side}attention_mask").ToArray() : [.. ids.Select(_ => 1L)];
        var labels = side.Length == 0 && file.Has("labels") ? file.Values<long>("labels").ToArray() : null;
        for (var row = 0; row < ids.Length / width; row++)
        {
            var at = Enumerable.Range(row * width, width).Where(i => mask[i] == 1).ToArray();
            Places.AddRange(at);
            var targets = at.Select(i => labels is not null && labels[i] != PackedBatch.Ignored).ToArray();
            if (labels is null) targets = [.. at.Select((_, i) => i > 0)];
            Sequences.Add(new TokenizedExample($"row {row}", new Language("und", "Zyyy"), "reference", [.. at.Select(i => (int)ids[i])], targets));
        }
    }

    public List<TokenizedExample> Sequences { get; } = [];
}
