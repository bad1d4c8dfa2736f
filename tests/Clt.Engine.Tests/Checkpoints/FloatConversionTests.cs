using Clt.Engine.Checkpoints;

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
            if (float.IsNaN(wide[i])) continue;
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
        Should.Throw<InputException>(() => FloatConversion.ToSingle(TensorType.I32, new byte[4], new float[1], "file")).Message.ShouldContain("I32");
}
