namespace Clt.Engine.Parameters;

/// <summary>How a file arranges the numbers of a matrix or its bias, where it is not row by row as the engine does.</summary>
/// <param name="Transposed">The file has [in, out] where the engine has [out, in].</param>
/// <param name="InterleavedHeads">
/// Heads H of a fused projection whose rows stand in the file as query, key, value of the first head, then of the second, …;
/// the engine has all queries, then all keys, then all values. 0: as in the engine.
/// </param>
public readonly record struct FileLayout(bool Transposed, int InterleavedHeads)
{
    /// <summary>Whether the file has the engine's order.</summary>
    public bool IsPlain => !Transposed && InterleavedHeads == 0;

    /// <summary>The file's shape of rows × columns, or of a vector of so many rows.</summary>
    public long[] Shape(long rows, IEnumerable<long> columns) => Transposed ? [.. columns, rows] : [rows, .. columns];

    /// <summary>From the file's order to the engine's.</summary>
    public void Read<T>(ReadOnlySpan<T> file, Span<T> engine, int rows)
    {
        var columns = engine.Length / rows;
        for (var row = 0; row < rows; row++)
        {
            if (!Transposed)
            {
                file.Slice(FileRow(row, rows) * columns, columns).CopyTo(engine[(row * columns)..]);
                continue;
            }

            for (var column = 0; column < columns; column++)
                engine[row * columns + column] = file[column * rows + FileRow(row, rows)];
        }
    }

    /// <summary>From the engine's order to the file's.</summary>
    public void Write<T>(ReadOnlySpan<T> engine, Span<T> file, int rows)
    {
        var columns = engine.Length / rows;
        for (var row = 0; row < rows; row++)
        {
            if (!Transposed)
            {
                engine.Slice(row * columns, columns).CopyTo(file[(FileRow(row, rows) * columns)..]);
                continue;
            }

            for (var column = 0; column < columns; column++)
                file[column * rows + FileRow(row, rows)] = engine[row * columns + column];
        }
    }

    private int FileRow(int row, int rows)
    {
        if (InterleavedHeads == 0)
            return row;
        var size = rows / 3 / InterleavedHeads;
        var (head, kind) = (row / size % InterleavedHeads, row / size / InterleavedHeads);
        return (head * 3 + kind) * size + row % size;
    }
}
