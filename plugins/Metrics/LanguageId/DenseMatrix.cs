using System.Runtime.InteropServices;

namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>A matrix stored as it is.</summary>
internal sealed class DenseMatrix : IFastTextMatrix
{
    private readonly float[][] _rows;

    public DenseMatrix(BinaryReader reader)
    {
        var (rows, columns) = (checked((int)reader.ReadInt64()), checked((int)reader.ReadInt64()));
        _rows = new float[rows][];
        for (var i = 0; i < rows; i++)
        {
            _rows[i] = new float[columns];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_rows[i].AsSpan()));
        }
    }

    public void AddRow(int row, float[] sum)
    {
        for (var k = 0; k < sum.Length; k++)
            sum[k] += _rows[row][k];
    }

    public float Dot(int row, float[] vector)
    {
        var dot = 0f;
        for (var k = 0; k < vector.Length; k++)
            dot += _rows[row][k] * vector[k];
        return dot;
    }
}
