using System.Runtime.InteropServices;
using Clt.Engine.Kernels;

namespace Clt.Engine.Optimizers;

/// <summary>A step's common arguments as src/native/kernels/flat.h has them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeStep
{
    public nint Parameters;
    public nint Gradient;
    public nint Mirror;
    public NativeRange* Ranges;
    public long RangeCount;
    public double Rate;
    public double ClipFactor;
    public sbyte Clear;

    public delegate int Call(NativeStep* step);

    /// <summary>Calls native code with the arguments of a step.</summary>
    /// <exception cref="ExternalException">The native side refused.</exception>
    public static void Run(FlatOptimizer optimizer, FlatUpdate update, Call call)
    {
        NativeRange[] ranges = [.. optimizer.Ranges.Select(r => new NativeRange(r))];
        int status;
        fixed (NativeRange* first = ranges)
        {
            var step = new NativeStep
            {
                Parameters = optimizer.Parameters.Handle,
                Gradient = update.Gradient.Handle,
                Mirror = KernelMethods.HandleOf(update.Mirror),
                Ranges = first,
                RangeCount = ranges.Length,
                Rate = update.Rate,
                ClipFactor = update.ClipFactor,
                Clear = Flag(update.ClearGradient),
            };
            status = call(&step);
        }

        GC.KeepAlive(optimizer);
        GC.KeepAlive(update.Gradient);
        GC.KeepAlive(update.Mirror);
        if (status != 0) throw KernelMethods.Error();
    }

    public static sbyte Flag(bool value) => value ? (sbyte)1 : (sbyte)0;
}
