using Clt.Engine.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>Examples of an encoder laid end to end.</summary>
public sealed class EncoderBatch : IDisposable
{
    /// <param name="examples">At least one; all with numbers as targets, or none. Targets may be empty where none is needed.</param>
    public EncoderBatch(IReadOnlyList<EncoderExample> examples)
    {
        Packed = PackedBatch.Of([.. examples.Select(e => e.Ids)]);
        if (examples.Any(e => e.TokenTypes is not null))
            TokenTypes = tensor(examples.SelectMany(e => e.TokenTypes ?? new int[e.Ids.Length]).Select(t => (long)t).ToArray())
                .DetachFromDisposeScope();
        Targets = examples.All(e => e.Numbers is not null) ? EncoderTargets.Rows([.. examples.Select(e => e.Numbers!)]) : Labels(examples);
    }

    public PackedBatch Packed { get; }

    /// <summary>[N], int64, or null for all 0.</summary>
    public Tensor? TokenTypes { get; }

    public EncoderTargets Targets { get; }

    /// <summary>Where one example has soft targets, the labels of the others are one-hot.</summary>
    private static EncoderTargets Labels(IReadOnlyList<EncoderExample> examples)
    {
        long[] ids = [.. examples.SelectMany(e => e.Targets)];
        if (examples.All(e => e.Relations is not null))
            return EncoderTargets.Trees(ids, [.. examples.SelectMany(e => e.Relations!)]);
        if (examples.All(e => e.Label is not null))
            return EncoderTargets.Joint(ids, [.. examples.Select(e => e.Label!.Value)]);
        if (examples.FirstOrDefault(e => e.Soft is { Count: > 0 })?.Soft![0].Length is not { } labels)
            return EncoderTargets.Ids(ids);
        var rows = examples.SelectMany(e =>
            e.Soft ?? e.Targets.Where(t => t != PackedBatch.Ignored).Select(t => SoftTargets.OneHot(t, labels))
        );
        return EncoderTargets.Soft(ids, [.. rows]);
    }

    public void Dispose()
    {
        Packed.Dispose();
        TokenTypes?.Dispose();
        Targets.Dispose();
    }
}
