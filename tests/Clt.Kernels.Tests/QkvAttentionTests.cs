using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class QkvAttentionTests
{
    private static readonly int[] Lengths = [7, 80, 33];

    [Theory]
    [InlineData(ScalarType.Float32, 4, 2, 32, 16, false)]
    [InlineData(ScalarType.Float32, 4, 4, 32, 16, true)]
    [InlineData(ScalarType.Float32, 2, 1, 20, 6, false)]
    [InlineData(ScalarType.BFloat16, 2, 2, 64, 32, false)]
    [InlineData(ScalarType.BFloat16, 4, 2, 36, 11, true)]
    [InlineData(ScalarType.Float32, 2, 1, 24, 12, false)]
    [InlineData(ScalarType.Float32, 4, 4, 12, 6, false, false)]
    [InlineData(ScalarType.BFloat16, 4, 2, 64, 32, false, false)]
    public void It_is_rotation_and_attention_composed(
        ScalarType type,
        long heads,
        long kvHeads,
        long width,
        long half,
        bool interleaved,
        bool causal = true
    )
    {
        var options = new AttentionOptions { Causal = causal };
        manual_seed(1);
        using var scope = NewDisposeScope();
        var (rotary, positions) = Table(half, interleaved);
        var starts = Compare.Starts(Lengths);
        Compare.WithReference(
            t => [Ops.QkvAttention(t[0], heads, kvHeads, rotary, positions, starts, options)],
            t => [Reference.QkvAttention(t[0], heads, kvHeads, rotary, positions, starts, options)],
            Compare.Random(type, Lengths.Sum(), (heads + 2 * kvHeads) * width)
        );
    }

    [Theory]
    [InlineData(ScalarType.Float32, 16, false)]
    [InlineData(ScalarType.Float32, 5, true)]
    [InlineData(ScalarType.BFloat16, 8, true)]
    public void Rotation_alone_is_its_reference(ScalarType type, long half, bool interleaved)
    {
        manual_seed(2);
        using var scope = NewDisposeScope();
        var (rotary, positions) = Table(half, interleaved);
        Compare.WithReference(
            t => Pair(Ops.Rotary(t[0], t[1], rotary.Cos, rotary.Sin, positions, interleaved)),
            t => Pair(Reference.Rotary(t[0], t[1], rotary.Cos, rotary.Sin, positions, interleaved)),
            Compare.Random(type, Lengths.Sum(), 4, 32),
            Compare.Random(type, Lengths.Sum(), 2, 32)
        );
    }

    [Fact]
    public void A_position_outside_the_table_is_an_error()
    {
        using var scope = NewDisposeScope();
        var (rotary, positions) = Table(8, false);
        Should
            .Throw<ArgumentException>(() =>
                Ops.QkvAttention(randn(Lengths.Sum(), 3 * 16), 1, 1, rotary, positions + 1000, Compare.Starts(Lengths), new())
            )
            .Message.ShouldContain("table");
    }

    private static (RotaryTable Table, Tensor Positions) Table(long half, bool interleaved)
    {
        var angles = arange(100, dtype: ScalarType.Float32).unsqueeze(1) * rand(1, half);
        var positions = cat(Lengths.Select(n => arange(n, dtype: ScalarType.Int64)).ToArray());
        return (new RotaryTable(angles.cos(), angles.sin(), interleaved), positions);
    }

    private static Tensor[] Pair((Tensor, Tensor) both) => [both.Item1, both.Item2];
}
