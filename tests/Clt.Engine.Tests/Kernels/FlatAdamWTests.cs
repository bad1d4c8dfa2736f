using Clt.Engine.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Kernels;

public class FlatAdamWTests
{
    private static readonly FlatRange[] Ranges = [new(0, 30_000, 0.1), new(30_000, 100, 0), new(30_200, 20_000, 0.01, 0.5)];

    [Fact]
    public void Ten_steps_are_those_of_the_reference()
    {
        manual_seed(1);
        using var scope = NewDisposeScope();
        Tensor start = randn(60_000), fused = start.clone(), composed = start.clone(), mirror = start.to_type(ScalarType.BFloat16);
        using var a = new FlatAdamW(fused, Ranges);
        using var b = new FlatAdamW(composed, Ranges);
        for (var step = 0; step < 10; step++)
        {
            var gradient = randn(60_000);
            a.Step(gradient.clone(), 1e-2, 0.9, 0.95, 1e-8, 0.7, mirror: mirror);
            b.Steps++;
            foreach (var range in Ranges)
                Reference.AdamWStep(b, range, gradient, 1e-2, 0.9, 0.95, 1e-8, 0.7, false, null);
        }
        Compare.Same(fused, composed, 1e-5, "parameters");
        Compare.Same(a.FirstMoment, b.FirstMoment, 1e-5, "first moment");
        Compare.Same(a.SecondMoment, b.SecondMoment, 1e-5, "second moment");
        fused.narrow(0, 30_100, 100).Equals(start.narrow(0, 30_100, 100)).ShouldBeTrue("a part in no range stays");
        mirror.narrow(0, 0, 30_000).Equals(fused.narrow(0, 0, 30_000).to_type(ScalarType.BFloat16)).ShouldBeTrue();
    }

    [Fact]
    public void The_gradient_is_cleared_where_asked()
    {
        using var scope = NewDisposeScope();
        Tensor p = randn(100), g = ones(100);
        using var adam = new FlatAdamW(p, [new(0, 60, 0)]);
        adam.Step(g, 1e-3, clearGradient: true);
        g.sum().item<float>().ShouldBe(40);
        adam.Steps.ShouldBe(1);
    }

    [Fact]
    public void Norm_and_step_do_not_depend_on_threads()
    {
        manual_seed(2);
        using var scope = NewDisposeScope();
        Tensor g = randn(300_001), start = randn(300_001);
        FlatAdamW.GradNorm(g).ShouldBe(g.to_type(ScalarType.Float64).norm().item<double>(), 1e-9);
        var before = get_num_threads();
        var results = new List<(double Norm, Tensor P)>();
        foreach (var threads in new[] { 1, 2 })
        {
            set_num_threads(threads);
            var p = start.clone();
            using var adam = new FlatAdamW(p, [new(0, 300_001, 0.1)]);
            adam.Step(g, 1e-3);
            results.Add((FlatAdamW.GradNorm(g), p));
        }
        set_num_threads(before);
        results[0].Norm.ShouldBe(results[1].Norm);
        results[0].P.Equals(results[1].P).ShouldBeTrue();
    }

    [Fact]
    public void A_range_outside_the_buffer_is_an_error()
    {
        using var scope = NewDisposeScope();
        using var adam = new FlatAdamW(zeros(10), [new(5, 6, 0)]);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => adam.Step(zeros(10), 1e-3)).Message.ShouldContain("range");
    }
}
