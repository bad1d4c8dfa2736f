using Clt.Engine.Checkpoints;
using Clt.Engine.Data;

namespace Clt.Engine.Verification;

/// <summary>A padded reference batch as the sequences in it, and where their tokens stand in the padded arrays.</summary>
internal sealed class ReferenceRows
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

    /// <summary>For each token of the packed batch, its place in the padded one.</summary>
    public List<int> Places { get; } = [];

    /// <summary>The largest magnitude of the padded reference at its meaningful places.</summary>
    public double Largest(ReadOnlySpan<float> padded, int width)
    {
        var max = 0.0;
        foreach (var place in Places)
        {
            foreach (var value in padded.Slice(place * width, width)) max = Math.Max(max, Math.Abs(value));
        }

        return max;
    }

    /// <summary>
    /// The largest absolute difference (NaN where any is) between packed values [N, width] and the padded reference at its meaningful
    /// places.
    /// </summary>
    public double MaxDifference(ReadOnlySpan<float> packed, ReadOnlySpan<float> padded, int width)
    {
        var max = 0.0;
        for (var token = 0; token < Places.Count; token++)
        {
            for (var d = 0; d < width; d++)
            {
                var difference = Math.Abs(packed[token * width + d] - padded[Places[token] * width + d]);
                if (float.IsNaN(difference)) return double.NaN;
                max = Math.Max(max, difference);
            }
        }

        return max;
    }
}
