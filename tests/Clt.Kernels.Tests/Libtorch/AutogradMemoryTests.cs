using System.Runtime.InteropServices;
using Clt.Kernels.Libtorch;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests.Libtorch;

/// <summary>Counts the bytes that native code holds, so no other test may run beside.</summary>
[Collection(nameof(Alone))]
public class AutogradMemoryTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void Ten_thousand_calls_leave_nothing_behind_with_and_without_a_backward_pass()
    {
        foreach (var backward in (bool[])[true, false])
        {
            Calls(1000, backward);
            var (slots, tensors) = (AutogradSlot.Count, Tensor.TotalCount);
            Left(() => Calls(10_000, backward))
                .ShouldBeLessThan(10_000 * 24, $"bytes left by 10,000 calls (a handle takes 32); backward: {backward}");
            AutogradSlot.Count.ShouldBe(slots);
            Tensor.TotalCount.ShouldBe(tensors);
        }
    }

    [Fact]
    public void Failing_calls_leave_nothing_behind()
    {
        void Fail()
        {
            using var a = ones(3).requires_grad_();
            for (var i = 0; i < 20; i++)
            {
                using var scope = NewDisposeScope();
                var function = new ProbeFunction { Extra = MiB, InBackward = (_, _) => throw new InvalidDataException("no") };
                Should.Throw<InvalidDataException>(() => Autograd.Backward(function.Apply(a, null)[0].sum()));
            }
        }

        Fail();
        var slots = AutogradSlot.Count;

        // Exceptions cost the runtime some kilobytes each; a call saves 4 MiB.
        Left(Fail).ShouldBeLessThan(4 * MiB, "bytes left by 20 calls");
        AutogradSlot.Count.ShouldBe(slots);
    }

    /// <summary>A chain: when the first function is differentiated, what the second saved is gone, though its output lives.</summary>
    [Fact]
    public void Saved_tensors_are_freed_as_soon_as_their_function_is_done()
    {
        using var scope = NewDisposeScope();
        var a = ones(3).requires_grad_();
        long inFirst = 0,
            inSecond = 0;
        var first = new ProbeFunction { InBackward = (_, _) => inFirst = Held() }.Apply(a, null)[0];
        var second = new ProbeFunction { Extra = 16 * MiB, InBackward = (_, _) => inSecond = Held() }.Apply(first, null)[0];
        var before = Held();
        Autograd.Backward(second.sum());
        (before - inSecond).ShouldBeLessThan(16 * MiB, "still held where it is used");
        (inSecond - inFirst).ShouldBeInRange(48 * MiB, 80 * MiB, "the 64 MiB that the second saved");
        GC.KeepAlive(second);
    }

    [Fact]
    public void A_function_without_a_graph_keeps_nothing()
    {
        using var scope = NewDisposeScope();
        var before = Held();
        var y = new ProbeFunction { Extra = 16 * MiB }.Apply(ones(3), null)[0];
        (Held() - before).ShouldBeLessThan(16 * MiB, "none of the 64 MiB");
        GC.KeepAlive(y);
    }

    private static void Calls(int count, bool backward)
    {
        using var a = ones(3).requires_grad_();
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            var loss = new ProbeFunction { Extra = 10 }
                .Apply(a, a)[0]
                .sum();
            if (backward)
                Autograd.Backward(loss);
        }
    }

    /// <summary>
    /// Bytes that a round leaves: the median of five, since the runtime allocates some megabytes now and then; what leaks does so in every
    /// round.
    /// </summary>
    private static long Left(Action round)
    {
        var left = new long[5];
        for (var i = 0; i < left.Length; i++)
        {
            var before = Held();
            round();
            left[i] = Held() - before;
        }

        return left.Order().ElementAt(2);
    }

    /// <summary>Bytes that malloc has given out: small pieces, and large ones that are mapped.</summary>
    private static long Held()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var now = mallinfo2();
        return (long)(now.Used + now.Mapped);
    }

    [DllImport("libc.so.6")]
    private static extern Information mallinfo2();

    /// <summary>glibc's struct mallinfo2.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Information
    {
        public nuint Arena,
            FreeChunks,
            SmallFreeChunks,
            MappedChunks,
            Mapped,
            Unused,
            SmallFree,
            Used,
            Free,
            Releasable;
    }
}
