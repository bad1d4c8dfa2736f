using System.Runtime.Intrinsics;
using Clt.Kernels.Simd;
using Lane16 = System.Runtime.Intrinsics.Vector512<float>;

namespace Clt.Kernels.Tests;

public unsafe class SimdTests
{
    [Fact]
    public void Functions_of_vectors_are_those_of_double_precision()
    {
        for (var x = -86.9f; x < 87; x += 0.0137f)
        {
            Near(Functions.Exp(x), Math.Exp(x), 4e-7);
            Near(Of(Functions.Sigmoid, x), 1 / (1 + Math.Exp(-(double)x)), 4e-7);
            Near(Of(Functions.Tanh, x / 8), Math.Tanh(x / 8), 4e-7);
        }
    }

    [Fact]
    public void Exp_gives_no_denormal_and_neither_does_its_reciprocal()
    {
        foreach (var x in (float[])[-87, -100, float.NegativeInfinity, 87, 100, float.PositiveInfinity])
        {
            float.IsNormal(Functions.Exp(x)).ShouldBeTrue($"exp({x})");
            float.IsNormal(1 / Functions.Exp(x)).ShouldBeTrue($"1 / exp({x})");
        }
    }

    [Fact]
    public void What_is_no_number_stays_none()
    {
        foreach (var function in (Func<Lane16, Lane16>[])[Functions.Exp, Functions.Sigmoid, Functions.Tanh, Functions.NormalCdf])
            float.IsNaN(Of(function, float.NaN)).ShouldBeTrue();
        float.IsNaN(Bf16.Load(Bf16.Store(BitConverter.UInt32BitsToSingle(0x7f800001)))).ShouldBeTrue();
    }

    [Fact]
    public void Bf16_rounds_to_nearest_even_in_vectors_and_alone()
    {
        (uint Bits, ushort Rounded)[] cases =
        [
            (0x3f800000, 0x3f80),
            (0x3f807fff, 0x3f80),
            (0x3f808000, 0x3f80),
            (0x3f808001, 0x3f81),
            (0x3f818000, 0x3f82),
            (0xbf818000, 0xbf82),
            (0x00000000, 0x0000),
            (0x80000000, 0x8000),
            (0x00018000, 0x0002),
            (0x7f7fffff, 0x7f80),
            (0x7f800000, 0x7f80),
            (0xff800000, 0xff80),
            (0x7fc00000, 0x7fc0),
            (0x7f800001, 0x7fc0),
            (0xffffffff, 0xffff),
        ];
        ushort* stored = stackalloc ushort[Lanes.Count];
        foreach (var (bits, rounded) in cases)
        {
            var x = BitConverter.UInt32BitsToSingle(bits);
            var one = Bf16.Store(x);
            (*(ushort*)&one).ShouldBe(rounded, $"{bits:x}");
            Bf16.Store((Bf16*)stored, Lanes.All(x));
            new Span<ushort>(stored, Lanes.Count).ToArray().ShouldAllBe(s => s == rounded, $"{bits:x}");
            BitConverter.SingleToUInt32Bits(Bf16.Load((Bf16*)stored)[5]).ShouldBe((uint)rounded << 16);
        }
    }

    [Fact]
    public void Sums_and_greatest_take_every_lane()
    {
        var x = Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        Lanes.Sum(x).ShouldBe(120);
        Lanes.Max(x).ShouldBe(15);
        Lanes.Max(-x).ShouldBe(0);
        Lanes.SwapPairs(x).ShouldBe(Vector512.Create(1f, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
        Lanes.Sum(Lanes.Select(Lanes.Inside(32, 34, 40), x, Lane16.Zero)).ShouldBe(2 + 3 + 4 + 5 + 6 + 7);
    }

    private static float Of(Func<Lane16, Lane16> function, float x) => function(Lanes.All(x)).ToScalar();

    private static void Near(float actual, double expected, double relative) =>
        Math.Abs(actual - expected).ShouldBeLessThanOrEqualTo(relative * Math.Abs(expected), $"{actual} for {expected}");
}
