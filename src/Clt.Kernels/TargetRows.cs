using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>The rows that have a target; others are never projected.</summary>
internal sealed class TargetRows
{
    /// <summary>The target of a row that has none.</summary>
    private const long Ignored = -100;

    private readonly long[] _places;
    private readonly long[] _targets;

    private TargetRows(long[] places, long[] targets) => (_places, _targets) = (places, targets);

    internal int Count => _places.Length;

    /// <summary>Reads targets, which waits for their device once. On the meta device tensors have no content: every row counts.</summary>
    /// <param name="targets">[N] int64.</param>
    /// <param name="vocabulary">They lie below it.</param>
    /// <exception cref="ArgumentException">A target lies outside the vocabulary.</exception>
    internal static TargetRows Of(Tensor targets, long vocabulary)
    {
        if (targets.device_type == DeviceType.META)
            return new TargetRows([.. Rows(targets.NumberOfElements)], new long[targets.NumberOfElements]);
        using var scope = NewDisposeScope();
        var all = targets.to(ScalarType.Int64, CPU).contiguous().data<long>().ToArray();
        long[] places = [.. Rows(all.Length).Where(i => all[i] != Ignored)];
        foreach (var i in places)
            if (all[i] < 0 || all[i] >= vocabulary)
                throw new ArgumentException($"target {all[i]} at row {i} is outside the vocabulary of {vocabulary}");
        return new TargetRows(places, [.. places.Select(i => all[i])]);
    }

    /// <summary>A chunk of them.</summary>
    internal Chunk Take(int first, int count) => new(_places.AsSpan(first, count).ToArray(), _targets.AsSpan(first, count).ToArray());

    private static IEnumerable<long> Rows(long count)
    {
        for (var i = 0L; i < count; i++)
            yield return i;
    }

    /// <summary>Some of the rows.</summary>
    /// <param name="Places">Their places, rising.</param>
    /// <param name="Targets">Their targets.</param>
    internal sealed record Chunk(long[] Places, long[] Targets)
    {
        private bool IsDense => Places[^1] - Places[0] == Places.Length - 1;

        /// <summary>These rows of a tensor: where they lie, if they are neighbours.</summary>
        internal Tensor From(Tensor all) =>
            IsDense ? all.narrow(0, Places[0], Places.Length) : all.index_select(0, tensor(Places, device: all.device));

        /// <summary>Puts rows in these places.</summary>
        internal void Put(Tensor rows, Tensor all)
        {
            if (IsDense)
                all.narrow(0, Places[0], Places.Length).copy_(rows);
            else
                all.index_copy_(0, tensor(Places, device: all.device), rows);
        }
    }
}
