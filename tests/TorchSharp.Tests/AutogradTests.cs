namespace TorchSharp.Tests;

public class AutogradTests
{
    [Fact]
    public void Backward_gives_the_derivative()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        (x * x).sum().backward();
        Check.Holds(x.grad!, 2, 4, 6);
        (3 * x).sum().backward();
        Check.Holds(x.grad!, 5, 7, 9);
        x.grad = null;
        x.grad.ShouldBeNull();
    }

    [Fact]
    public void Gradients_match_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var seeded = manual_seed(3);
        var inputs = new[] { randn([3, 4], float64), randn([4, 5], float64), randn([5], float64) };
        foreach (var input in inputs)
            input.requires_grad = true;
        var analytic = autograd.grad([Network(inputs)], inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            var flat = analytic[i].flatten().data<double>().ToArray();
            for (long at = 0; at < flat.Length; at++)
                flat[at].ShouldBe(Difference(inputs, i, at), 1e-6);
        }
    }

    [Fact]
    public void Second_derivatives_come_from_a_recorded_first_one()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Check.Holds(first, 12);
        Check.Holds(autograd.grad([first], [x])[0], 12);
    }

    [Fact]
    public void No_graph_is_recorded_in_the_modes_that_forbid_it()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        using (no_grad())
        {
            is_grad_enabled().ShouldBeFalse();
            (x * 2).requires_grad.ShouldBeFalse();
            using (enable_grad())
                (x * 2).requires_grad.ShouldBeTrue();
            is_grad_enabled().ShouldBeFalse();
        }
        is_grad_enabled().ShouldBeTrue();
        using (inference_mode())
        {
            is_inference_mode_enabled().ShouldBeTrue();
            (x * 2).requires_grad.ShouldBeFalse();
        }
        is_inference_mode_enabled().ShouldBeFalse();
        x.detach().requires_grad.ShouldBeFalse();
    }

    [Fact]
    public void An_unused_input_gives_null_where_that_is_allowed()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, requires_grad: true);
        var y = ones(1, requires_grad: true);
        var gradients = autograd.grad([x.sum()], [x, y], allow_unused: true);
        Check.Holds(gradients[0], 1);
        gradients[1].ShouldBeNull();
    }

    private static Tensor Network(Tensor[] t) => (t[0].matmul(t[1]) + t[2]).tanh().log_softmax(1).select(1, 2).sum() + t[1].pow(2).mean();

    private static double Difference(Tensor[] inputs, int which, long at)
    {
        const double Step = 1e-5;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        double Shifted(double by)
        {
            var shifted = inputs.Select(t => t.clone()).ToArray();
            shifted[which].view(-1)[at].add_(by);
            return Network(shifted).item<double>();
        }
        return (Shifted(Step) - Shifted(-Step)) / (2 * Step);
    }
}
