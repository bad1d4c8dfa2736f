namespace Clt.Kernels.Simd.Attention;

/// <summary>Columns of a block of scores, counted from the block's first key: from Low to before High.</summary>
internal readonly record struct Columns(long Low, long High)
{
    internal bool IsEmpty => Low >= High;
}
