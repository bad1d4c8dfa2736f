using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>A matrix of fp32 in memory: its rows lie dense, or its columns.</summary>
/// <param name="Data">The first element.</param>
/// <param name="Rows">How many.</param>
/// <param name="Columns">How many.</param>
/// <param name="Stride">From one row to the next, or from one column to the next.</param>
/// <param name="IsAcross">Columns lie dense.</param>
internal readonly unsafe record struct MatrixBlock(nint Data, long Rows, long Columns, long Stride, bool IsAcross)
{
    /// <summary>The memory of a tensor that is kept alive by the caller; null where neither lies dense.</summary>
    internal static MatrixBlock? Of(Tensor x)
    {
        long rows = x.size(0),
            columns = x.size(1);
        var data = (nint)TensorMemory.Pointer<float>(x);
        if (x.stride(1) == 1 && x.stride(0) >= columns)
            return new(data, rows, columns, x.stride(0), false);
        return x.stride(0) == 1 && x.stride(1) >= rows ? new(data, rows, columns, x.stride(1), true) : null;
    }

    /// <summary>The same memory seen across.</summary>
    internal MatrixBlock Turned => new(Data, Columns, Rows, Stride, !IsAcross);

    /// <summary>No gaps between what lies dense.</summary>
    internal bool IsWhole => Stride == (IsAcross ? Rows : Columns);

    /// <summary>A part of it.</summary>
    internal MatrixBlock Part(long row, long rows, long column, long columns) =>
        new((nint)At(row, column), rows, columns, Stride, IsAcross);

    internal float* At(long row, long column) => (float*)Data + (IsAcross ? column * Stride + row : row * Stride + column);

    /// <summary>Itself where it lies row by row without gaps, else a copy that does, in memory of the thread.</summary>
    internal float* RowByRow(int slot)
    {
        if (!IsAcross && IsWhole)
            return (float*)Data;
        var to = Scratch.Floats(slot, Rows * Columns);
        CopyTo(new((nint)to, Rows, Columns, Columns, false));
        return to;
    }

    /// <summary>Copies it to a matrix of the same size whose rows lie dense.</summary>
    internal void CopyTo(MatrixBlock to)
    {
        if (IsAcross)
            Transposition.Across((float*)Data, Columns, Rows, Stride, (float*)to.Data, to.Stride);
        else
            for (var row = 0L; row < Rows; row++)
                new ReadOnlySpan<float>(At(row, 0), (int)Columns).CopyTo(new Span<float>(to.At(row, 0), (int)Columns));
    }

    /// <summary>Adds it to a matrix of the same size whose rows lie dense.</summary>
    internal void AddTo(MatrixBlock to, int slot)
    {
        var from = this with { Data = (nint)RowByRow(slot), Stride = IsAcross || IsWhole ? Columns : Stride, IsAcross = false };
        for (var row = 0L; row < Rows; row++)
            Sums.Add(from.At(row, 0), Columns, to.At(row, 0));
    }
}
