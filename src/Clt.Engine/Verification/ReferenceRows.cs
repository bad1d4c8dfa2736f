using Clt.Engine.Data;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Verification;

/// <summary>A padded reference batch as the sequences in it, and where their tokens stand in the padded arrays.</summary>
internal sealed class ReferenceRows : PaddedRows
{
    private readonly long[]? _labels;

    /// <param name="file">The reference.</param>
    /// <param name="side">Empty for the right-padded batch, <c>left_</c> for its twin, which has no labels.</param>
    public ReferenceRows(SafetensorsFile file, string side = "")
    {
        // A reference of one generated sequence has its ids only.
        var name = file.Has($"{side}input_ids") ? $"{side}input_ids" : "greedy_ids";
        var width = (int)file[name].Shape[^1];
        var ids = file.Values<long>(name).ToArray();
        var mask = file.Has($"{side}attention_mask") ? file.Values<long>($"{side}attention_mask").ToArray() : [.. ids.Select(_ => 1L)];
        _labels =
            side.Length == 0 && file.Has("labels") && file["labels"].Type == TensorType.I64 ? file.Values<long>("labels").ToArray() : null;
        for (var row = 0; row < ids.Length / width; row++)
        {
            var at = Enumerable.Range(row * width, width).Where(i => mask[i] == 1).ToArray();
            Places.AddRange(at);
            Sequences.Add([.. at.Select(i => (int)ids[i])]);
        }
    }

    /// <summary>The token ids of each row.</summary>
    public List<int[]> Sequences { get; } = [];

    /// <summary>Values of the padded batch in the order of the packed tokens.</summary>
    public long[] Packed(ReadOnlySpan<long> padded)
    {
        var values = padded.ToArray();
        return [.. Places.Select(place => values[place])];
    }

    /// <summary>The rows as a decoder is trained on them: their labels are its targets; without labels all tokens are.</summary>
    public IReadOnlyList<TokenizedExample> Examples()
    {
        var next = 0;
        return
        [
            .. Sequences.Select(
                (ids, row) =>
                {
                    var places = Places.GetRange(next, ids.Length);
                    next += ids.Length;
                    bool[] targets = [.. places.Select((place, i) => _labels is null ? i > 0 : _labels[place] != PackedBatch.Ignored)];
                    return new TokenizedExample($"row {row}", new Language("und", "Zyyy"), "reference", ids, targets);
                }
            ),
        ];
    }
}
