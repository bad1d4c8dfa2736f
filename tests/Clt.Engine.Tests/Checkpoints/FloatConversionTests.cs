using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Tests.Checkpoints;

public sealed class FloatConversionTests
{
    [Theory]
    [InlineData(TensorType.BF16)]
    [InlineData(TensorType.F16)]
    public void Every_16_bit_pattern_survives_the_way_through_fp32(TensorType type)
    {
        var bits = Enumerable.Range(0, 1 << 16).Select(i => (ushort)i).ToArray();
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(bits.AsSpan()).ToArray();
        var wide = new float[bits.Length];
        var back = new byte[bytes.Length];

        FloatConversion.ToSingle(type, bytes, wide, "test");
        FloatConversion.FromSingle(type, wide, back);

        for (var i = 0; i < bits.Length; i++)
        {
            if (float.IsNaN(wide[i]))
                continue;
            BitConverter.ToUInt16(back, 2 * i).ShouldBe(bits[i]);
        }
    }

    [Theory]
    [InlineData(1.00390625f, 0x3F80)] // exactly between two bf16 numbers: to the even one
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(float.NaN, 0xFFC0)]
    [InlineData(float.PositiveInfinity, 0x7F80)]
    [InlineData(float.MaxValue, 0x7F80)]
    public void Bf16_rounds_to_nearest_even(float value, int expected)
    {
        var bytes = new byte[2];
        FloatConversion.FromSingle(TensorType.BF16, [value], bytes);
        BitConverter.ToUInt16(bytes).ShouldBe((ushort)expected);
    }

    [Fact]
    public void Integers_are_not_weights() =>
        Should
            .Throw<InputException>(() => FloatConversion.ToSingle(TensorType.I32, new byte[4], new float[1], "file"))
            .Message.ShouldContain("I32");

    [Theory]
    [InlineData(TensorType.BF16)]
    [InlineData(TensorType.F16)]
    public void Any_fp32_number_is_rounded_as_the_runtime_does(TensorType type)
    {
        var rng = new Rng(3);
        // Every exponent with mantissas at, beside and between the halfway points of both types, and numbers at random.
        uint[] mantissas = [0, 1, 0x0FFF, 0x1000, 0x1001, 0x3000, 0x7FFF, 0x8000, 0x8001, 0x1_8000, 0x7F_F000, 0x7F_FFFF];
        var values = Enumerable
            .Range(0, 512)
            .SelectMany(e => mantissas.Select(m => BitConverter.UInt32BitsToSingle(((uint)e << 23) | m)))
            .Concat(
                Enumerable
                    .Range(0, 100_003)
                    .Select(_ => BitConverter.UInt32BitsToSingle((uint)rng.Next(int.MaxValue) ^ ((uint)rng.Next(4) << 30)))
            )
            .ToArray();
        var narrow = new byte[2 * values.Length];

        FloatConversion.FromSingle(type, values, narrow);

        for (var i = 0; i < values.Length; i++)
        {
            var bits = BitConverter.ToUInt16(narrow, 2 * i);
            var actual =
                type == TensorType.F16 ? (float)BitConverter.UInt16BitsToHalf(bits) : BitConverter.UInt32BitsToSingle((uint)bits << 16);
            var expected = type == TensorType.F16 ? (float)(Half)values[i] : NearestBrain(values[i]);
            if (!actual.Equals(expected))
                actual.ShouldBe(expected, $"{values[i]:R}");
            if (actual == 0)
                float.IsNegative(actual).ShouldBe(float.IsNegative(values[i]));
        }
    }

    [Theory]
    [InlineData(TensorType.F16, TensorType.BF16)]
    [InlineData(TensorType.BF16, TensorType.F16)]
    [InlineData(TensorType.F64, TensorType.BF16)]
    [InlineData(TensorType.BF16, TensorType.BF16)]
    public void Other_pairs_go_by_way_of_fp32(TensorType from, TensorType to)
    {
        var values = Enumerable.Range(0, 2500).Select(i => (float)Math.Sin(i) * 3).ToArray();
        var source = new byte[values.Length * from.Size()];
        if (from == TensorType.F64)
            Buffer.BlockCopy(values.Select(v => (double)v).ToArray(), 0, source, 0, source.Length);
        else
            FloatConversion.FromSingle(from, values, source);
        var (wide, expected, actual) = (new float[values.Length], new byte[values.Length * to.Size()], new byte[values.Length * to.Size()]);

        FloatConversion.Convert(from, source, to, actual);

        FloatConversion.ToSingle(from, source, wide, "test");
        FloatConversion.FromSingle(to, wide, expected);
        actual.ShouldBe(expected);
    }

    /// <summary>Among the neighbours in bf16, the nearer; of two as near, the even one.</summary>
    private static float NearestBrain(float value)
    {
        if (!float.IsFinite(value))
            return value;
        var bits = BitConverter.SingleToUInt32Bits(value);
        var (below, above) = (bits & 0xFFFF_0000, (bits & 0xFFFF_0000) + 0x1_0000);
        var middle = (bits & 0xFFFF) - 0x8000L;
        var up = middle > 0 || (middle == 0 && (below & 0x1_0000) != 0);
        return BitConverter.UInt32BitsToSingle(up ? above : below);
    }
}
