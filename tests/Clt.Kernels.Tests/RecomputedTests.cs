using Clt.Kernels.Libtorch;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>Draws from libtorch's own generator, so no other test may run beside.</summary>
[Collection(nameof(Alone))]
public sealed class RecomputedTests
{
    [Fact]
    public void Outputs_gradients_and_later_random_numbers_have_the_bits_of_a_part_that_keeps_its_activations()
    {
        using var scope = NewDisposeScope();
        var (kept, again) = (Run(part => part), Run(part => given => Recomputed.Of(part, given)));
        foreach (var (a, b) in kept.Zip(again))
            b.Equals(a).ShouldBeTrue();
    }

    [Fact]
    public void A_part_without_gradients_is_computed_once()
    {
        using var scope = NewDisposeScope();
        var calls = 0;
        var y = Recomputed.Of(
            given =>
            {
                calls++;
                return [given[0]! * 2];
            },
            ones(3)
        )[0];
        y.requires_grad.ShouldBeFalse();
        calls.ShouldBe(1);
    }

    [Fact]
    public void A_fault_in_the_second_time_ends_the_backward_pass_with_its_message()
    {
        using var scope = NewDisposeScope();
        var calls = 0;
        var x = ones(3).requires_grad_();
        var y = Recomputed.Of(given => calls++ == 0 ? [given[0]! * 2] : throw new InvalidOperationException("the second time"), x)[0];
        Should.Throw<InvalidOperationException>(() => Autograd.Backward(y.sum())).Message.ShouldContain("the second time");
    }

    /// <summary>
    /// Two parts one behind the other with dropout, one frozen input and one that is missing; the result, gradients and a number drawn
    /// after.
    /// </summary>
    private static Tensor[] Run(Func<Func<Tensor?[], Tensor[]>, Func<Tensor?[], Tensor[]>> wrap)
    {
        manual_seed(3);
        Tensor x = randn(5, 4).requires_grad_(),
            w = randn(4, 4).requires_grad_(),
            fixedInput = randn(5, 4);
        Tensor[] Part(Tensor?[] given)
        {
            var dropped = nn.functional.dropout(given[0]!.mm(w), 0.4, training: true);
            return [dropped * given[1]!, dropped.tanh()];
        }

        var first = wrap(Part)([x, fixedInput, null]);
        var second = wrap(Part)([first[0] + first[1], fixedInput, null]);
        var loss = (second[0] * second[1]).sum();
        Autograd.Backward(loss);
        return [loss, x.grad!, w.grad!, rand(3)];
    }
}
