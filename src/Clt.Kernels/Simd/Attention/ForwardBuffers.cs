using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>The forward pass's memory, of the calling thread.</summary>
internal readonly unsafe struct ForwardBuffers
{
    /// <summary>[64, padded] each; keys across are [padded, 64].</summary>
    internal readonly float* Queries,
        Keys,
        KeysAcross,
        Values,
        Output;

    /// <summary>[64, 64].</summary>
    internal readonly float* Scores;

    /// <summary>[64] each: of the scores so far, and of their weights.</summary>
    internal readonly float* Maximum,
        Sum;

    internal ForwardBuffers(long padded)
    {
        var rows = Block.Size * padded;
        Queries = Scratch.Floats(0, 5 * rows + Block.Size * (Block.Size + 2));
        Keys = Queries + rows;
        KeysAcross = Keys + rows;
        Values = KeysAcross + rows;
        Output = Values + rows;
        Scores = Output + rows;
        Maximum = Scores + Block.Size * Block.Size;
        Sum = Maximum + Block.Size;
    }

    /// <summary>Makes room for the next block of so many queries.</summary>
    internal void Begin(long rows, long padded)
    {
        new Span<float>(Output, (int)(Lanes.RoundUp(rows) * padded)).Clear();
        new Span<float>(Maximum, Block.Size).Fill(float.NegativeInfinity);
        new Span<float>(Sum, Block.Size).Clear();
    }
}
