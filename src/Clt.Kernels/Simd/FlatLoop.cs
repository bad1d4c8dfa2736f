using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>
/// Optimiser steps over one flat buffer: every state is read and written once; behind the update a piece's gradient is cleared and its
/// mirror copied, while both are in the cache. Pieces are the same on any number of threads.
/// </summary>
internal static unsafe class FlatLoop
{
    /// <summary>Elements of a piece: with two moments 256 KiB, which a core's own cache holds.</summary>
    internal const long PieceSize = 1 << 14;

    private const int MostBuffers = 6;

    /// <summary>Runs a step.</summary>
    /// <param name="step">Its ranges and what they share.</param>
    /// <param name="update">The arithmetic of a range.</param>
    /// <param name="states">Of the optimiser, with their names; null ones are left out of the update's buffers.</param>
    /// <exception cref="ArgumentException">A tensor does not fit.</exception>
    internal static void Run(FlatStep step, Func<FlatRange, IFlatUpdate> update, params ReadOnlySpan<(Tensor? Tensor, string Name)> states)
    {
        step.Check(states);
        var buffers = new nint[MostBuffers];
        var count = 0;
        buffers[count++] = (nint)TensorMemory.Pointer<float>(step.Parameters);
        buffers[count++] = (nint)TensorMemory.Pointer<float>(step.Gradient);
        foreach (var (tensor, _) in states)
            if (tensor is not null)
                buffers[count++] = (nint)TensorMemory.Pointer<float>(tensor);
        var mirror = TensorMemory.PointerOrNull<Bf16>(step.Mirror);
        foreach (var range in step.Ranges)
        {
            var (own, end) = (update(range), range.Start + range.Length);
            ParallelLoop.For(
                (range.Length + PieceSize - 1) / PieceSize,
                range.Length * 16,
                piece =>
                {
                    var begin = range.Start + piece * PieceSize;
                    Piece(own, buffers.AsSpan(0, count), begin, Math.Min(PieceSize, end - begin), step.ClearGradient, mirror);
                }
            );
        }

        TensorMemory.KeepAlive(step.Parameters, step.Gradient, step.Mirror);
        foreach (var (tensor, _) in states)
            TensorMemory.KeepAlive(tensor);
    }

    /// <summary>Copies to bf16, rounded to nearest even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Mirror(float* from, Bf16* to, long count)
    {
        var whole = Lanes.RoundDown(count);
        for (var i = 0L; i < whole; i += Lanes.Count)
            Bf16.Store(to + i, Lanes.Load(from + i));
        for (var i = whole; i < count; i++)
            to[i] = Bf16.Store(from[i]);
    }

    private static void Piece(IFlatUpdate update, ReadOnlySpan<nint> all, long begin, long count, bool clear, Bf16* mirror)
    {
        var whole = Lanes.RoundDown(count);
        var buffers = stackalloc float*[MostBuffers];
        for (var i = 0; i < all.Length; i++)
            buffers[i] = (float*)all[i] + begin;
        update.Update(buffers, whole);
        if (whole < count)
            Last(update, buffers, all.Length, whole, (int)(count - whole));
        if (clear)
            new Span<float>(buffers[1], (int)count).Clear();
        if (mirror is not null)
            Mirror(buffers[0], mirror + begin, count);
    }

    /// <summary>The last elements, in copies that are a whole vector: so a slice of a buffer gives the bits of the whole.</summary>
    private static void Last(IFlatUpdate update, float** buffers, int number, long from, int count)
    {
        var memory = stackalloc float[MostBuffers * Lanes.Count];
        var copies = stackalloc float*[MostBuffers];
        for (var i = 0; i < number; i++)
        {
            copies[i] = memory + i * Lanes.Count;
            new Span<float>(buffers[i] + from, count).CopyTo(new Span<float>(copies[i], count));
        }

        update.Update(copies, Lanes.Count);
        for (var i = 0; i < number; i++)
            new Span<float>(copies[i], count).CopyTo(new Span<float>(buffers[i] + from, count));
    }
}

/// <summary>An optimiser's arithmetic, element by element, with the numbers of one range.</summary>
internal unsafe interface IFlatUpdate
{
    /// <summary>Brings elements up to date.</summary>
    /// <param name="buffers">Where they lie: parameters, gradient, then the optimiser's state.</param>
    /// <param name="count">A multiple of 16.</param>
    void Update(float** buffers, long count);
}
