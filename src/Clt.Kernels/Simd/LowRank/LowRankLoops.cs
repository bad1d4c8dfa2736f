using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Simd.LowRank;

/// <summary>Both low-rank products of rows while they are in the cache; nothing as wide as the layer is written but the result.</summary>
internal static unsafe class LowRankLoops
{
    /// <summary>middle = x · down, y += middle · ups.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="down">[width, Middle]: each Aᵀ.</param>
    /// <param name="ups">Of each part: s · Bᵀ, [Room, Columns].</param>
    /// <param name="middle">[rows, Middle].</param>
    /// <param name="y">[rows, outputs].</param>
    internal static void Forward(
        LowRankPlan plan,
        float* x,
        float* down,
        nint[] ups,
        float* middle,
        float* y,
        long rows,
        long width,
        long outputs
    )
    {
        var pieces = new RowPieces(rows);
        ParallelLoop.For(
            pieces.Count,
            rows * plan.Middle * (width + outputs),
            piece =>
            {
                long begin = pieces.Begin(piece),
                    n = pieces.End(piece) - begin;
                var row = middle + begin * plan.Middle;
                SkinnyProducts.RowsTimes(x + begin * width, width, down, plan.Middle, row, plan.Middle, n, plan.Middle, width, add: false);
                for (var i = 0; i < ups.Length; i++)
                {
                    var part = plan.Parts[i];
                    float* up = (float*)ups[i],
                        to = y + begin * outputs + part.Start;
                    SkinnyProducts.RowsTimes(
                        row + part.At,
                        plan.Middle,
                        up,
                        part.Columns,
                        to,
                        outputs,
                        n,
                        part.Columns,
                        part.Room,
                        add: true
                    );
                }
            }
        );
    }

    /// <summary>dmiddle = dy · ups, dx += dmiddle · down.</summary>
    /// <param name="dy">[rows, outputs].</param>
    /// <param name="ups">Of each part: s · B, [Columns, Room].</param>
    /// <param name="down">[Middle, width]: each A.</param>
    /// <param name="dmiddle">[rows, Middle].</param>
    /// <param name="dx">[rows, width] or null.</param>
    internal static void Backward(
        LowRankPlan plan,
        float* dy,
        nint[] ups,
        float* down,
        float* dmiddle,
        float* dx,
        long rows,
        long width,
        long outputs
    )
    {
        var pieces = new RowPieces(rows);
        ParallelLoop.For(
            pieces.Count,
            rows * plan.Middle * (width + outputs),
            piece =>
            {
                long begin = pieces.Begin(piece),
                    n = pieces.End(piece) - begin;
                var row = dmiddle + begin * plan.Middle;
                for (var i = 0; i < ups.Length; i++)
                {
                    var part = plan.Parts[i];
                    float* up = (float*)ups[i],
                        from = dy + begin * outputs + part.Start;
                    SkinnyProducts.RowsTimes(
                        from,
                        outputs,
                        up,
                        part.Room,
                        row + part.At,
                        plan.Middle,
                        n,
                        part.Room,
                        part.Columns,
                        add: false
                    );
                }

                if (dx == null)
                    return;
                SkinnyProducts.RowsTimes(row, plan.Middle, down, width, dx + begin * width, width, n, width, plan.Middle, add: true);
            }
        );
    }
}
