using MathNet.Numerics.LinearAlgebra;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Running.States;

/// <summary>Hidden states of one layer: a row a piece, fp32.</summary>
/// <param name="Values">Row by row.</param>
/// <param name="Width">Of a row.</param>
internal sealed record StateRows(float[] Values, int Width)
{
    /// <summary>Rows.</summary>
    public int Count => Values.Length / Width;

    /// <summary>[count, width] on the host.</summary>
    public Tensor Tensor() => tensor(Values).view(Count, Width);

    /// <summary>Consecutive rows, for statistics.</summary>
    public Matrix<double> Matrix(int start, int count)
    {
        var rows = Values.AsSpan(start * Width, count * Width).ToArray();
        return Matrix<double>.Build.Dense(count, Width, (i, j) => rows[(i * Width) + j]);
    }
}
