using Clt.Kernels.Simd;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>libtorch's fused operators, which GPUs use, on the CPU against what they stand for.</summary>
public class FusedOperatorTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Fused_RMSNorm_is_the_composed_one(ScalarType type) =>
        Compare.WithReference(
            t => [Reference.FusedRmsNorm(t[0], t[1], 1e-5)],
            t => [Reference.RmsNorm(t[0], t[1], 1e-5)],
            Compare.Random(type, 3, 5, 40),
            Compare.Random(type, 40)
        );

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Fused_Adam_is_the_kernel(bool coupled, bool greatest)
    {
        using var scope = NewDisposeScope();
        const double Rate = 1e-2,
            Decay = 0.1,
            Beta1 = 0.9,
            Beta2 = 0.95;
        var start = randn(50);
        Tensor[] one = [start.clone(), zeros(50), zeros(50), zeros(50)],
            other = [.. one.Select(t => t.clone())];
        for (var step = 1; step <= 5; step++)
        {
            var gradient = randn(50);
            var numbers = new AdamNumbers(Beta1, Beta2, 1e-8, 1 - Math.Pow(Beta1, step), 1 - Math.Pow(Beta2, step), coupled);
            Reference.FusedAdam(one[0], gradient.clone(), greatest ? one[1..] : one[1..3], step, Rate, Decay, numbers);
            var given = new FlatStep(other[0], [new(0, 50, Decay)], gradient.clone(), Rate, 1, false, null);
            AdamStep.Run(given, other[1], other[2], greatest ? other[3] : null, numbers);
        }

        foreach (var (a, b) in one.Zip(other))
            Compare.Same(a, b, 1e-5, "parameters and moments");
        (one[0] - start).abs().max().item<float>().ShouldBeGreaterThan(1e-3f);
    }
}
