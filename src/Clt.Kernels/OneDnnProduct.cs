using Clt.Kernels.Libtorch;
using Clt.Kernels.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>
/// a · b in pieces of oneDNN's, one thread each: left to itself it cuts the depth of some products into as many parts as there are threads,
/// and their bits would depend on that. Pieces depend on the sizes alone.
/// </summary>
internal sealed unsafe class OneDnnProduct
{
    /// <summary>Rows of a piece: fewer cost half of the speed, more leave the cache.</summary>
    private const long LeastRows = 128;

    private const long MostRows = 512;

    /// <summary>Columns of a piece where rows are few.</summary>
    private const long PieceColumns = 512;

    /// <summary>Of a product that is cut by its depth.</summary>
    private const long PieceDepth = 1024;

    /// <summary>Parts of the depth that are summed each on its own, then together.</summary>
    private const long MostSums = 16;

    /// <summary>Results so few that their product is cut by its depth.</summary>
    private const long FewResults = 1L << 17;

    private readonly MatrixBlock _a;
    private readonly MatrixBlock _b;
    private readonly MatrixBlock _to;
    private readonly float* _bias;
    private readonly bool _adds;

    private OneDnnProduct(MatrixBlock a, MatrixBlock b, MatrixBlock to, float* bias, bool adds)
    {
        (_a, _b, _to, _adds) = (a, b, to, adds);
        _bias = bias;
    }

    /// <summary>result = a · b (+ bias), or result += a · b.</summary>
    /// <param name="result">[n, m], its rows dense, or, without a bias, its columns.</param>
    /// <param name="a">[n, k].</param>
    /// <param name="b">[k, m].</param>
    /// <param name="bias">[m], contiguous, or null.</param>
    /// <param name="adds">To what the result holds; without a bias.</param>
    internal static void Into(Tensor result, Tensor a, Tensor b, Tensor? bias, bool adds)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        if (bias is null && result.stride(1) != 1)
        {
            // The whole product lies across.
            (result, a, b) = (result.t(), b.t(), a.t());
        }

        Tensor left = MatrixBlock.Of(a) is null ? a.contiguous() : a,
            right = MatrixBlock.Of(b) is { IsWhole: true } ? b : b.contiguous();
        var to = MatrixBlock.Of(result) is { IsAcross: false } dense ? dense : throw new ArgumentException("the result lies apart");
        var product = new OneDnnProduct(
            MatrixBlock.Of(left)!.Value,
            MatrixBlock.Of(right)!.Value,
            to,
            TensorMemory.PointerOrNull<float>(bias),
            adds
        );
        product.Run();
        TensorMemory.KeepAlive(result, left, right, bias);
    }

    private long Work => 2 * _a.Rows * _a.Columns * _b.Columns;

    private void Run()
    {
        if (_bias is null && !_b.IsAcross && _a.Columns >= 4 * PieceDepth && _a.Rows * _b.Columns <= FewResults)
            ByDepth();
        else if (_b.IsAcross && _a.Rows < 2 * MostRows && _b.Columns >= 2 * PieceColumns)
            ByColumns();
        else if (_bias is null && _a.IsAcross && _a.Rows * _a.Columns > (_a.Columns + _a.Rows) * _b.Columns)
            Turned();
        else
            ByRows();
    }

    private static long PieceRows(long rows) => Math.Clamp(rows / 16 / 64 * 64, Math.Min(LeastRows, Math.Max(1, (rows + 1) / 2)), MostRows);

    private void ByRows()
    {
        var size = PieceRows(_a.Rows);
        ParallelLoop.For(
            (_a.Rows + size - 1) / size,
            Work,
            piece =>
            {
                var (row, rows) = (piece * size, Math.Min(size, _a.Rows - piece * size));
                var x = _a.Part(row, rows, 0, _a.Columns).RowByRow(slot: 2);
                using var part = OneDnn.Multiply(x, rows, _a.Columns, (float*)_b.Data, _b.Columns, !_b.IsAcross, _bias);
                Put(Result(part, rows, _b.Columns), row, 0);
            }
        );
    }

    /// <summary>The second matrix lies column by column, so that some of its columns are a matrix without gaps.</summary>
    private void ByColumns()
    {
        var x = _a.RowByRow(slot: 2);
        ParallelLoop.For(
            (_b.Columns + PieceColumns - 1) / PieceColumns,
            Work,
            piece =>
            {
                var (column, columns) = (piece * PieceColumns, Math.Min(PieceColumns, _b.Columns - piece * PieceColumns));
                var bias = _bias is null ? null : _bias + column;
                using var part = OneDnn.Multiply(x, _a.Rows, _a.Columns, _b.At(0, column), columns, false, bias);
                Put(Result(part, _a.Rows, columns), 0, column);
            }
        );
    }

    /// <summary>
    /// bᵀ · aᵀ, laid across afterwards: a weight's gradient dyᵀ · x needs one of the two across, and this is the smaller one.
    /// </summary>
    private void Turned()
    {
        var (left, right) = (_b.Turned, _a.Turned);
        var dense = right.IsWhole ? (float*)right.Data : right.RowByRow(slot: 1);
        var size = PieceRows(left.Rows);
        ParallelLoop.For(
            (left.Rows + size - 1) / size,
            Work,
            piece =>
            {
                var (row, rows) = (piece * size, Math.Min(size, left.Rows - piece * size));
                var x = left.Part(row, rows, 0, left.Columns).RowByRow(slot: 2);
                using var part = OneDnn.Multiply(x, rows, left.Columns, dense, right.Columns, true, null);
                Put(Result(part, rows, right.Columns).Turned, 0, row);
            }
        );
    }

    /// <summary>Few results of a deep product: parts of the depth are summed in one order.</summary>
    private void ByDepth()
    {
        long pieces = (_a.Columns + PieceDepth - 1) / PieceDepth,
            sums = Math.Min(MostSums, pieces),
            size = _a.Rows * _b.Columns;
        using var memory = zeros([sums, size], ScalarType.Float32);
        var all = (nint)TensorMemory.Pointer<float>(memory);
        ParallelLoop.For(
            sums,
            Work,
            sum =>
            {
                var to = new MatrixBlock(all + (nint)(sum * size * sizeof(float)), _a.Rows, _b.Columns, _b.Columns, false);
                for (var piece = pieces * sum / sums; piece < pieces * (sum + 1) / sums; piece++)
                    AddDepth(piece * PieceDepth, to);
            }
        );
        for (var sum = 0L; sum < sums; sum++)
        {
            var part = new MatrixBlock(all + (nint)(sum * size * sizeof(float)), _a.Rows, _b.Columns, _b.Columns, false);
            if (sum == 0 && !_adds)
                part.CopyTo(_to);
            else
                part.AddTo(_to, slot: 3);
        }
    }

    private void AddDepth(long first, MatrixBlock to)
    {
        var depth = Math.Min(PieceDepth, _a.Columns - first);
        var x = _a.Part(0, _a.Rows, first, depth).RowByRow(slot: 2);
        using var part = OneDnn.Multiply(x, _a.Rows, depth, _b.At(first, 0), _b.Columns, true, null);
        Result(part, _a.Rows, _b.Columns).AddTo(to, slot: 3);
    }

    private static MatrixBlock Result(OneDnnResult part, long rows, long columns) => new((nint)part.Values, rows, columns, columns, false);

    private void Put(MatrixBlock part, long row, long column)
    {
        var to = _to.Part(row, part.Rows, column, part.Columns);
        if (_adds)
            part.AddTo(to, slot: 3);
        else
            part.CopyTo(to);
    }
}
