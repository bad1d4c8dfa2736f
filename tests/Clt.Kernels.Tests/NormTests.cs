using Clt.Tests;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class NormTests
{
    [Fact]
    public void Fused_kernels_run_here() => Ops.WhyNotFused.ShouldBeNull();

    [Theory]
    [InlineData(ScalarType.Float32, 1, 40, 0)]
    [InlineData(ScalarType.Float32, 300, 128, 1)]
    [InlineData(ScalarType.BFloat16, 100, 72, 0)]
    public void Rms_norm_is_its_reference(ScalarType type, long rows, long width, double offset)
    {
        manual_seed(1);
        Compare.WithReference(
            t => [Ops.RmsNorm(t[0], t[1], 1e-5, offset)],
            t => [Reference.RmsNorm(t[0], t[1], 1e-5, offset)],
            Compare.Random(type, rows, width), Compare.Random(type, width));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Adding_the_residual_first_is_the_reference(ScalarType type)
    {
        manual_seed(2);
        Compare.WithReference(
            t => Pair(Ops.AddRmsNorm(t[0], t[1], t[2], 1e-6)),
            t => Pair(Reference.AddRmsNorm(t[0], t[1], t[2], 1e-6)),
            Compare.Random(type, 90, 33), Compare.Random(type, 90, 33), Compare.Random(type, 33));
        Compare.WithReference(
            t => Pair(Ops.AddLayerNorm(t[0], t[1], t[2], t[3], 1e-6)),
            t => Pair(Reference.AddLayerNorm(t[0], t[1], t[2], t[3], 1e-6)),
            Compare.Random(type, 90, 33), Compare.Random(type, 90, 33), Compare.Random(type, 33), Compare.Random(type, 33));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Layer_norm_is_its_reference_with_and_without_bias(ScalarType type)
    {
        manual_seed(3);
        Compare.WithReference(
            t => [Ops.LayerNorm(t[0], t[1], t[2], 1e-5)],
            t => [Reference.LayerNorm(t[0], t[1], t[2], 1e-5)],
            Compare.Random(type, 2, 50, 24), Compare.Random(type, 24), Compare.Random(type, 24));
        Compare.WithReference(
            t => [Ops.LayerNorm(t[0], t[1], null, 1e-5)],
            t => [Reference.LayerNorm(t[0], t[1], null, 1e-5)],
            Compare.Random(type, 50, 24), Compare.Random(type, 24));
    }

    [Fact]
    public void A_weight_for_each_head_is_taken()
    {
        manual_seed(4);
        Compare.WithReference(
            t => [Ops.LayerNorm(t[0], t[1], null, 1e-5)],
            t => [Reference.LayerNorm(t[0], t[1], null, 1e-5)],
            Compare.Random(ScalarType.Float32, 50, 4, 16), Compare.Random(ScalarType.Float32, 4, 16));
    }

    [Fact]
    public void Only_the_residual_may_be_used()
    {
        using var scope = NewDisposeScope();
        Tensor x = randn(5, 8).requires_grad_(), residual = randn(5, 8), weight = ones(8);
        var (_, sum) = Ops.AddRmsNorm(x, residual, weight, 1e-5);
        sum.sum().backward();
        Compare.Same(x.grad!, ones(5, 8), 1e-6, "gradient");
    }

    [Fact]
    public void A_wrong_weight_is_an_error_that_names_the_shapes()
    {
        using var scope = NewDisposeScope();
        var error = Should.Throw<System.Runtime.InteropServices.ExternalException>(() => Ops.RmsNorm(randn(3, 8), ones(7), 1e-5));
        error.Message.ShouldContain("[7]");
        error.Message.ShouldContain("[3, 8]");
    }

    private static Tensor[] Pair((Tensor, Tensor) both) => [both.Item1, both.Item2];
}
