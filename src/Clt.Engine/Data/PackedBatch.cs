using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Data;

/// <summary>Several sequences laid end to end, without padding. They never attend to each other and each starts at position 0.</summary>
/// <remarks>
/// Its tensors lie on the host, whatever computes with them: a model takes ids and positions to its device by <see cref="On"/>; boundaries
/// and targets decide what is computed, so they are read where that is decided.
/// </remarks>
public sealed class PackedBatch : IDisposable
{
    /// <summary>The target of a token after which nothing is learnt.</summary>
    public const long Ignored = -100;

    private PackedBatch(long[] ids, long[] positions, int[] starts, long[]? targets)
    {
        Tokens = ids.Length;
        Sequences = starts.Length - 1;
        MaxLength = Enumerable.Range(0, Sequences).Max(i => starts[i + 1] - starts[i]);
        Starts = starts;
        Ids = tensor(ids).DetachFromDisposeScope();
        Positions = tensor(positions).DetachFromDisposeScope();
        CumulativeLengths = tensor(starts).DetachFromDisposeScope();
        Targets = targets is null ? null : tensor(targets).DetachFromDisposeScope();
        TargetCount = targets?.Count(t => t != Ignored) ?? 0;
    }

    /// <summary>Number N of tokens.</summary>
    public int Tokens { get; }

    /// <summary>Number B of sequences.</summary>
    public int Sequences { get; }

    /// <summary>Length of the longest sequence.</summary>
    public int MaxLength { get; }

    /// <summary>Where each sequence starts, and N at the end; B + 1 entries.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>[N], int64, on the host.</summary>
    public Tensor Ids { get; }

    /// <summary>[N], int64, on the host: each token's place in its own sequence.</summary>
    public Tensor Positions { get; }

    /// <summary>[B + 1], int32: <see cref="Starts"/>.</summary>
    public Tensor CumulativeLengths { get; }

    /// <summary>
    /// [N], int64: the token that follows where it is a target, else <see cref="Ignored"/>; null where nothing is trained.
    /// </summary>
    public Tensor? Targets { get; }

    /// <summary>How many targets there are.</summary>
    public int TargetCount { get; }

    /// <summary>A batch to train on.</summary>
    public static PackedBatch Of(IReadOnlyList<TokenizedExample> examples)
    {
        var (ids, positions, starts) = LayOut(examples.Count, i => examples[i].Ids);
        var targets = new long[ids.Length];
        Array.Fill(targets, Ignored);
        for (var i = 0; i < examples.Count; i++)
        {
            var example = examples[i];
            for (var t = 1; t < example.Ids.Length; t++)
            {
                if (example.Targets[t])
                    targets[starts[i] + t - 1] = example.Ids[t];
            }
        }

        return new PackedBatch(ids, positions, starts, targets);
    }

    /// <summary>A batch to train on whose targets are given.</summary>
    /// <param name="sequences">At least one, none empty.</param>
    /// <param name="targets">What each token predicts, one sequence behind another; <see cref="Ignored"/> is nothing.</param>
    public static PackedBatch Of(IReadOnlyList<IReadOnlyList<int>> sequences, IEnumerable<long> targets)
    {
        var (ids, positions, starts) = LayOut(sequences.Count, i => sequences[i]);
        long[] all = [.. targets];
        if (all.Length != ids.Length)
            throw new ArgumentException($"{all.Length} targets for {ids.Length} tokens.", nameof(targets));
        return new PackedBatch(ids, positions, starts, all);
    }

    /// <summary>A batch to read only.</summary>
    /// <param name="sequences">At least one, none empty.</param>
    public static PackedBatch Of(IReadOnlyList<IReadOnlyList<int>> sequences)
    {
        var (ids, positions, starts) = LayOut(sequences.Count, i => sequences[i]);
        return new PackedBatch(ids, positions, starts, null);
    }

    /// <summary>Ids and positions where a model computes; on the CPU the batch's own.</summary>
    public (Tensor Ids, Tensor Positions) On(Device device) =>
        device.type == DeviceType.CPU ? (Ids, Positions) : (Ids.to(device), Positions.to(device));

    public void Dispose()
    {
        Ids.Dispose();
        Positions.Dispose();
        CumulativeLengths.Dispose();
        Targets?.Dispose();
    }

    private static (long[] Ids, long[] Positions, int[] Starts) LayOut(int count, Func<int, IReadOnlyList<int>> sequence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var starts = new int[count + 1];
        for (var i = 0; i < count; i++)
            starts[i + 1] = starts[i] + sequence(i).Count;
        var (ids, positions) = (new long[starts[count]], new long[starts[count]]);
        for (var i = 0; i < count; i++)
        {
            var source = sequence(i);
            if (source.Count == 0)
                throw new ArgumentException($"Sequence {i} is empty.", nameof(sequence));
            for (var t = 0; t < source.Count; t++)
                (ids[starts[i] + t], positions[starts[i] + t]) = (source[t], t);
        }

        return (ids, positions, starts);
    }
}
