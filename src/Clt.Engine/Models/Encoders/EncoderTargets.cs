using Clt.Engine.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>What an encoder's head should say.</summary>
/// <remarks>
/// Masked tokens and labels of tokens: [N], int64, <see cref="PackedBatch.Ignored"/> where there is none. Sequences: [B], int64 labels;
/// with several right labels [B, C], fp32 of 0 and 1; a regression [B, C], fp32.
/// </remarks>
public sealed class EncoderTargets : IDisposable
{
    private EncoderTargets(Tensor values, int count)
    {
        Values = values.DetachFromDisposeScope();
        Count = count;
    }

    public Tensor Values { get; }

    /// <summary>Soft targets of the ids that are not ignored, [<see cref="Count"/>, C], fp32; null for hard ones.</summary>
    public Tensor? Shares { get; private set; }

    /// <summary>
    /// What the head's second part should say: relations of words, as <see cref="Values"/> has their heads, or labels of sequences beside
    /// tags.
    /// </summary>
    public IReadOnlyList<long> Beside { get; private init; } = [];

    /// <summary>What the summed loss is divided by: targets that are not ignored; of [B, C] all B · C; of tags beside labels B.</summary>
    public int Count { get; }

    /// <summary>Ids: of tokens, of labels of tokens, or of the label of each sequence.</summary>
    public static EncoderTargets Ids(ReadOnlySpan<long> ids)
    {
        var all = ids.ToArray();
        return new EncoderTargets(tensor(all), all.Count(id => id != PackedBatch.Ignored));
    }

    /// <summary>The same with soft targets: what the loss is measured by in place of the ids that are not ignored.</summary>
    /// <param name="ids">As for <see cref="Ids"/>.</param>
    /// <param name="rows">Probabilities over the C labels for each id that is not ignored, in their order.</param>
    public static EncoderTargets Soft(ReadOnlySpan<long> ids, IReadOnlyList<float[]> rows)
    {
        var targets = Ids(ids);
        if (rows.Count != targets.Count)
            throw new ArgumentException($"{rows.Count} distributions for {targets.Count} targets.", nameof(rows));
        targets.Shares = tensor(rows.SelectMany(r => r).ToArray(), [rows.Count, rows[0].Length]).DetachFromDisposeScope();
        return targets;
    }

    /// <summary>Heads of words, 1 and up, 0 for the root, and their relations: [N] each, ignored but for words' first tokens.</summary>
    public static EncoderTargets Trees(ReadOnlySpan<long> heads, IReadOnlyList<long> relations)
    {
        var all = heads.ToArray();
        return new EncoderTargets(tensor(all), all.Count(h => h != PackedBatch.Ignored)) { Beside = relations };
    }

    /// <summary>Tags of tokens, [N], and a label of each sequence, [B].</summary>
    public static EncoderTargets Joint(ReadOnlySpan<long> tags, IReadOnlyList<long> labels) =>
        new(tensor(tags.ToArray()), labels.Count) { Beside = labels };

    /// <summary>Numbers, or zeros and ones, of each sequence.</summary>
    /// <param name="rows">One a sequence, all of C entries.</param>
    public static EncoderTargets Rows(IReadOnlyList<IReadOnlyList<float>> rows)
    {
        var all = rows.SelectMany(r => r).ToArray();
        if (rows.Count == 0 || rows.Any(r => r.Count != rows[0].Count))
            throw new ArgumentException("Rows are of different lengths, or none.", nameof(rows));
        return new EncoderTargets(tensor(all, [rows.Count, rows[0].Count]), all.Length);
    }

    public void Dispose()
    {
        Values.Dispose();
        Shares?.Dispose();
    }
}
