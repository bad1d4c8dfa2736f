using Clt.Engine.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>Examples of an encoder laid end to end.</summary>
public sealed class EncoderBatch : IDisposable
{
    /// <param name="examples">At least one; all with numbers as targets, or none. Targets may be empty where none is needed.</param>
    /// <param name="apart">Whether examples are pairs whose texts are read apart.</param>
    /// <exception cref="InputException">They are to be read apart, and one is no pair.</exception>
    public EncoderBatch(IReadOnlyList<EncoderExample> examples, bool apart = false)
    {
        if (apart)
        {
            Pairs = [.. examples.Select(PairOf)];
            Second = PackedBatch.Of([.. Pairs.Select(p => p.Second)]);
        }

        Packed = PackedBatch.Of([.. apart ? Pairs.Select(p => p.First) : examples.Select(e => e.Ids)]);
        if (!apart && examples.Any(e => e.TokenTypes is not null))
            TokenTypes = tensor(examples.SelectMany(e => e.TokenTypes ?? new int[e.Ids.Length]).Select(t => (long)t).ToArray())
                .DetachFromDisposeScope();
        Targets = examples.All(e => e.Numbers is not null) ? EncoderTargets.Rows([.. examples.Select(e => e.Numbers!)]) : Labels(examples);
    }

    /// <summary>The sequences; of pairs that are read apart the first texts.</summary>
    public PackedBatch Packed { get; }

    /// <summary>The second texts of pairs that are read apart; null where they are joined.</summary>
    public PackedBatch? Second { get; }

    /// <summary>Pairs that are read apart.</summary>
    internal IReadOnlyList<(int[] First, int[] Second)> Pairs { get; } = [];

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

    private static (int[] First, int[] Second) PairOf(EncoderExample example) =>
        example.Pair
        ?? throw new InputException(
            "it is one text, and the cross-attention that is plugged in reads two",
            $"{example}",
            "Label pairs: Classification(…, second: …); or plug it out."
        );

    public void Dispose()
    {
        Packed.Dispose();
        Second?.Dispose();
        TokenTypes?.Dispose();
        Targets.Dispose();
    }
}
