using Clt.Engine.Data;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Verification;

/// <summary>A padded reference batch of an encoder-decoder as the pairs in it, and where their tokens stand in the padded arrays.</summary>
internal sealed class PairRows
{
    /// <param name="file">Has <c>input_ids</c> and <c>attention_mask</c>, [B, T], and <c>labels</c>, [B, Td], padded with −100.</param>
    public PairRows(SafetensorsFile file)
    {
        long[] ids = Values("input_ids"),
            mask = Values("attention_mask"),
            labels = Values("labels");
        var (rows, width) = ((int)file["input_ids"].Shape[0], (int)file["input_ids"].Shape[1]);
        var longest = (int)file["labels"].Shape[1];
        for (var row = 0; row < rows; row++)
        {
            var source = Enumerable.Range(row * width, width).Where(i => mask[i] == 1).ToArray();
            var target = Enumerable.Range(row * longest, longest).Where(i => labels[i] != PackedBatch.Ignored).ToArray();
            Source.Places.AddRange(source);
            Target.Places.AddRange(target);
            Pairs.Add(new SequencePair([.. source.Select(i => (int)ids[i])], [.. target.Select(i => (int)labels[i])]));
        }

        long[] Values(string name) => file.Values<long>(name).ToArray();
    }

    public List<SequencePair> Pairs { get; } = [];

    /// <summary>The places of the sources' tokens.</summary>
    public PaddedRows Source { get; } = new();

    /// <summary>The places of the labels.</summary>
    public PaddedRows Target { get; } = new();
}
