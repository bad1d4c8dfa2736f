using System.Runtime.InteropServices;

namespace Clt.Libtorch.Tests;

/// <summary>What TorchSharp does, in small: an object that owns memory, and methods that give its pointer to a native function.</summary>
public sealed class NativeCalls(long value)
{
    public nint Handle { get; } = (nint)value;

    public static implicit operator NativeCalls(long value) => new(value);

    public static nint Absolute(NativeCalls number) => Native.labs(number.Handle);

    public static nint OfNumber(long number) => Native.labs(((NativeCalls)number).Handle);

    public nint Larger(NativeCalls other, int times, ref int calls)
    {
        var first = this;
        try
        {
            if (times == 0)
                return 0;
            calls++;
            if (Native.labs(first.Handle) > Native.labs(other.Handle))
                return first.Handle;
        }
        finally
        {
            calls++;
        }

        return other.Handle * times;
    }

    public static NativeCalls Sum(NativeCalls[] numbers) => new(numbers.Sum(n => (long)n.Handle));

    private static class Native
    {
        [DllImport("c", ExactSpelling = true)]
        public static extern nint labs(nint value);
    }
}
