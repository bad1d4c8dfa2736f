using Clt.Kernels.Libtorch;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class NormTests
{
    [Fact]
    public void Fused_kernels_run_here() => Compare.RequireFused();

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
            Compare.Random(type, rows, width),
            Compare.Random(type, width)
        );
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
            Compare.Random(type, 90, 33),
            Compare.Random(type, 90, 33),
            Compare.Random(type, 33)
        );
        Compare.WithReference(
            t => Pair(Ops.AddLayerNorm(t[0], t[1], t[2], t[3], 1e-6)),
            t => Pair(Reference.AddLayerNorm(t[0], t[1], t[2], t[3], 1e-6)),
            Compare.Random(type, 90, 33),
            Compare.Random(type, 90, 33),
            Compare.Random(type, 33),
            Compare.Random(type, 33)
        );
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
            Compare.Random(type, 2, 50, 24),
            Compare.Random(type, 24),
            Compare.Random(type, 24)
        );
        Compare.WithReference(
            t => [Ops.LayerNorm(t[0], t[1], null, 1e-5)],
            t => [Reference.LayerNorm(t[0], t[1], null, 1e-5)],
            Compare.Random(type, 50, 24),
            Compare.Random(type, 24)
        );
    }

    [Fact]
    public void A_weight_for_each_head_is_taken()
    {
        manual_seed(4);
        Compare.WithReference(
            t => [Ops.LayerNorm(t[0], t[1], null, 1e-5)],
            t => [Reference.LayerNorm(t[0], t[1], null, 1e-5)],
            Compare.Random(ScalarType.Float32, 50, 4, 16),
            Compare.Random(ScalarType.Float32, 4, 16)
        );
    }

    [Fact]
    public void Only_the_residual_may_be_used()
    {
        using var scope = NewDisposeScope();
        Tensor x = randn(5, 8).requires_grad_(),
            residual = randn(5, 8),
            weight = ones(8);
        var (_, sum) = Ops.AddRmsNorm(x, residual, weight, 1e-5);
        Autograd.Backward(sum.sum());
        Compare.Same(x.grad!, ones(5, 8), 1e-6, "gradient");
    }

    [Fact]
    public void A_wrong_weight_is_an_error_that_names_the_shapes()
    {
        using var scope = NewDisposeScope();
        var error = Should.Throw<ArgumentException>(() => Ops.RmsNorm(randn(3, 8), ones(7), 1e-5));
        error.Message.ShouldContain("[7]");
        error.Message.ShouldContain("[3, 8]");
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void No_rows_give_no_rows_and_a_gradient_of_zeros(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (values, gradients) = Compare.Run(
            t => Pair(Ops.AddLayerNorm(t[0], t[1], t[2], t[3], 1e-5)),
            [zeros(0, 5, type), zeros(0, 5, type), ones(5, type), ones(5, type)],
            seed: 1
        );
        values[0].shape.ShouldBe([0, 5]);
        gradients[0].shape.ShouldBe([0, 5]);
        gradients[2].Equals(zeros(5, type)).ShouldBeTrue();
        gradients[3].Equals(zeros(5, type)).ShouldBeTrue();
    }

    [Fact]
    public void A_weight_of_another_type_and_views_that_are_not_contiguous_are_taken()
    {
        manual_seed(5);
        Compare.WithReference(
            t => Pair(Ops.AddRmsNorm(t[0].transpose(0, 1), t[1].transpose(0, 1), t[2], 1e-5, 1)),
            t => Pair(Reference.AddRmsNorm(t[0].transpose(0, 1), t[1].transpose(0, 1), t[2], 1e-5, 1)),
            Compare.Random(ScalarType.BFloat16, 19, 40),
            Compare.Random(ScalarType.BFloat16, 19, 40),
            randn(19)
        );
    }

    [Fact]
    public void The_residual_s_gradient_is_not_shared_with_that_of_x()
    {
        using var scope = NewDisposeScope();
        Tensor x = randn(5, 8).requires_grad_(),
            residual = randn(5, 8).requires_grad_(),
            weight = ones(8);
        for (var i = 0; i < 2; i++)
        {
            var (normed, sum) = Ops.AddRmsNorm(x, residual, weight, 1e-5);
            Autograd.Backward((normed * sum).sum());
        }

        using var noGrad = no_grad();
        var before = residual.grad!.clone();
        x.grad!.add_(1);
        residual.grad!.Equals(before).ShouldBeTrue();
    }

    private static Tensor[] Pair((Tensor, Tensor) both) => [both.Item1, both.Item2];
}
