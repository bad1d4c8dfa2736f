using Clt.Kernels;
using Clt.Kernels.Libtorch;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>Sums of the kernels' own have the same bits on any number of threads. Sets libtorch's number, so no other test may run beside.</summary>
[Collection(nameof(Alone))]
public sealed class ThreadTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Norms(ScalarType type) => SameBits(
        t => [Ops.LayerNorm(t[0], t[1], t[2], 1e-5), Ops.RmsNorm(t[0], t[1], 1e-5)],
        Compare.Random(type, 1000, 531), Compare.Random(type, 531), Compare.Random(type, 531));

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
