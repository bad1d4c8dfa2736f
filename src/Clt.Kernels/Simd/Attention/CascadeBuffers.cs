using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Memory of shared-prefix attention, of the calling thread. Strips of a run may reach a strip behind its last row.</summary>
internal readonly unsafe struct CascadeBuffers
{
    /// <summary>[rows, padded] each: queries, and weighted values so far.</summary>
    internal readonly float* Queries,
        Output;

    /// <summary>[64, padded] each; keys across are [padded, 64].</summary>
    internal readonly float* Keys,
        KeysAcross,
        Values;

    /// <summary>[strip, 64].</summary>
    internal readonly float* Scores;

    /// <summary>[rows] each: of the scores so far, and of their weights.</summary>
    internal readonly float* Maximum,
        Sum;

    /// <param name="rows">Queries times the heads that share a key head.</param>
    /// <param name="padded">The head width in whole vectors.</param>
    internal CascadeBuffers(long rows, long padded)
    {
        long held = Lanes.RoundUp(rows + Tiles.Rows),
            block = Block.Size * padded;
        Queries = Scratch.Floats(0, 2 * held * padded + 3 * block + Tiles.Rows * Block.Size + 2 * held);
        Output = Queries + held * padded;
        Keys = Output + held * padded;
        KeysAcross = Keys + block;
        Values = KeysAcross + block;
        Scores = Values + block;
        Maximum = Scores + Tiles.Rows * Block.Size;
        Sum = Maximum + held;
        new Span<float>(Queries, checked((int)(2 * held * padded))).Clear();
        new Span<float>(Maximum, (int)held).Fill(float.NegativeInfinity);
        new Span<float>(Sum, (int)held).Clear();
    }
}
