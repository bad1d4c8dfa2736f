using System.Runtime.InteropServices;
using Clt.Engine.Kernels;

namespace Clt.Engine.Optimizers;

/// <summary>A <see cref="FlatRange"/> as src/native/kernels/flat.h has it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeRange(FlatRange range)
{
    public readonly long Start = range.Start;
    public readonly long Length = range.Length;
    public readonly double WeightDecay = range.WeightDecay;
    public readonly double RateScale = range.RateScale;
    public readonly long Columns = range.Columns;
}
