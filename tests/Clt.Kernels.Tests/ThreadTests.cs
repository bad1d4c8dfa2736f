using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>
/// Sums of the kernels' own have the same bits on any number of threads. Sets libtorch's number, so no other test may run beside.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ThreadTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Norms(ScalarType type) =>
        SameBits(
            t => [Ops.LayerNorm(t[0], t[1], t[2], 1e-5), Ops.RmsNorm(t[0], t[1], 1e-5)],
            Compare.Random(type, 1000, 531),
            Compare.Random(type, 531),
            Compare.Random(type, 531)
        );

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Gates_and_rotations(ScalarType type)
    {
        using var scope = NewDisposeScope();
        Tensor cos = rand(50, 9),
            sin = rand(50, 9),
            positions = randint(0, 50, [700], ScalarType.Int64);
        SameBits(
            t => [Ops.GatedActivation(t[0], Activation.Gelu), .. Both(Ops.Rotary(t[1], t[2], cos, sin, positions, interleaved: true))],
            Compare.Random(type, 700, 2 * 73),
            Compare.Random(type, 700, 4, 21),
            Compare.Random(type, 700, 1, 21)
        );
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Embeddings(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var ids = randint(0, 90, [3000], ScalarType.Int64);
        SameBits(t => [Ops.Embedding(t[0], ids)], Compare.Random(type, 90, 131));
    }

    [Fact]
    public void Low_rank_layers() =>
        SameBits(
            t => [Ops.LowRankLinear(t[0], t[1], [new(0, t[2], t[3], 2), new(32, t[4], t[5], 0.5)])],
            randn(333, 64),
            randn(96, 64),
            randn(8, 64),
            randn(64, 8),
            randn(5, 64),
            randn(64, 5)
        );

    private static Tensor[] Both((Tensor, Tensor) pair) => [pair.Item1, pair.Item2];

    private static void SameBits(Func<Tensor[], Tensor[]> kernel, params Tensor[] inputs)
    {
        var threads = get_num_threads();
        try
        {
            using var scope = NewDisposeScope();
            set_num_threads(1);
            var (alone, alonesGradients) = Compare.Run(kernel, inputs, seed: 7);
            foreach (var number in (int[])[2, 3, 5])
            {
                set_num_threads(number);
                var (values, gradients) = Compare.Run(kernel, inputs, seed: 7);
                foreach (var (one, many) in alone.Concat(alonesGradients).Zip(values.Concat(gradients)))
                    many.Equals(one).ShouldBeTrue($"{number} threads");
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }
}
