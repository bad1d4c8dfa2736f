using Clt.Kernels.Libtorch;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class LowRankTests
{
    /// <summary>
    /// Rows that fill no strip, ranks that fill no vector, parts with a gap before, between and behind, and parts that overlap.
    /// </summary>
    [Theory]
    [InlineData(1, 16, "0:16:1")]
    [InlineData(7, 32, "16:32:5")]
    [InlineData(0, 32, "16:32:5")]
    [InlineData(300, 48, "0:16:16 32:64:3")]
    [InlineData(75, 64, "0:96:17 0:96:4 48:16:32")]
    public void The_kernel_is_its_reference(int rows, int width, string parts)
    {
        manual_seed(3);
        using var scope = NewDisposeScope();
        var shapes = parts.Split(' ').Select(p => p.Split(':').Select(int.Parse).ToArray()).ToList();
        Tensor[] matrices = [.. shapes.SelectMany(s => (Tensor[])[randn(s[2], width), randn(s[1], s[2])])];
        LowRankPart[] Parts(Tensor[] t) => [.. shapes.Select((s, i) => new LowRankPart(s[0], t[2 + (2 * i)], t[3 + (2 * i)], 0.5 + i))];
        Tensor x = randn(rows, width),
            weight = randn(96, width);
        Ops.TakesLowRank(x, weight, Parts([x, weight, .. matrices])).ShouldBeTrue();

        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.BFloat16])
        {
            Compare.WithReference(
                t => [Ops.LowRankLinear(t[0], t[1], Parts(t))],
                t => [Reference.LowRankLinear(t[0], t[1], Parts(t))],
                [x.to_type(type), weight.to_type(type), .. matrices]
            );
        }
    }

    [Fact]
    public void A_frozen_weight_and_input_get_no_gradient()
    {
        using var scope = NewDisposeScope();
        Tensor x = randn(20, 16),
            weight = randn(16, 16),
            a = randn(4, 16).requires_grad_(),
            b = randn(16, 4).requires_grad_();
        var y = Ops.LowRankLinear(x, weight, [new(0, a, b, 1)]).sum();
        Autograd.Backward(y);
        x.grad.ShouldBeNull();
        weight.grad.ShouldBeNull();
        a.grad!.abs().sum().item<float>().ShouldBeGreaterThan(0);
        b.grad!.abs().sum().item<float>().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(0, 16, "do not fit")]
    [InlineData(96, 17, "do not fit")]
    [InlineData(90, 16, "reaches outside")]
    public void Matrices_that_do_not_fit_are_refused(int start, int width, string message)
    {
        using var scope = NewDisposeScope();
        var part = new LowRankPart(start, randn(4, width), randn(16, start == 0 ? 5 : 4), 1);
        Should.Throw<ArgumentException>(() => Ops.LowRankLinear(randn(3, 16), randn(96, 16), [part])).Message.ShouldContain(message);
    }

    [Fact]
    public void Types_that_differ_are_composed()
    {
        using var scope = NewDisposeScope();
        LowRankPart[] parts = [new(0, randn(4, 16), randn(16, 4), 1)];
        Ops.TakesLowRank(randn(3, 16), randn(16, 16).to_type(ScalarType.BFloat16), parts).ShouldBeFalse();
    }

    [Fact]
    public void Sizes_in_no_whole_vectors_are_composed()
    {
        manual_seed(4);
        using var scope = NewDisposeScope();
        Tensor x = randn(5, 10),
            weight = randn(12, 10);
        LowRankPart[] parts = [new(2, randn(3, 10), randn(7, 3), 2)];
        Ops.TakesLowRank(x, weight, parts).ShouldBeFalse();
        Compare.Same(Ops.LowRankLinear(x, weight, parts), Reference.LowRankLinear(x, weight, parts), 1e-6, "product");
    }
}
