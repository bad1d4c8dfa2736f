namespace Clt.Kernels.Libtorch;

/// <summary>
/// Rows cut into at most 64 pieces of at least 32 rows, whatever the machine: partial sums over pieces stay few and fixed.
/// </summary>
internal readonly struct RowPieces(long rows)
{
    private readonly long _size = Math.Max(32, (rows + 63) / 64);

    internal long Count => (rows + _size - 1) / _size;

    internal long Begin(long piece) => piece * _size;

    internal long End(long piece) => Math.Min(rows, (piece + 1) * _size);
}
