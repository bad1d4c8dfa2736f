using System.Runtime.InteropServices;
using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests.Libtorch;

public class AutogradFunctionTests
{
    [Fact]
    public void Gradients_reach_the_inputs_that_take_them()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(3).requires_grad_(),
            b = ones(3),
            c = ones(3).requires_grad_();
        var function = new ProbeFunction();
        var outputs = function.Apply(a, b);
        outputs[0].requires_grad.ShouldBeTrue();
        outputs[1].requires_grad.ShouldBeFalse("an output that is never differentiated");
        Autograd.Backward((outputs[0] * c).sum());
        function.Wanted.ShouldBe([true, false]);
        a.grad!.Equals(full(3, 2f)).ShouldBeTrue();
        b.grad.ShouldBeNull();
        c.grad!.Equals(full(3, 5f)).ShouldBeTrue();
    }

    [Fact]
    public void An_input_may_be_missing()
    {
        using var scope = NewDisposeScope();
        var a = ones(3).requires_grad_();
        Autograd.Gradients([new ProbeFunction().Apply(a, null)[0].sum()], [a])[0]!.Equals(full(3, 2f)).ShouldBeTrue();
    }

    [Fact]
    public void Two_inputs_may_get_the_same_tensor()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(3).requires_grad_(),
            b = ones(3).requires_grad_();
        var y = new Sum().Apply(a, b)[0];
        Autograd.Backward((y * y).sum());
        a.grad!.Equals(full(3, 4f)).ShouldBeTrue();
        using (no_grad())
            a.grad!.zero_();
        b.grad!.Equals(full(3, 4f)).ShouldBeTrue();
    }

    [Fact]
    public void An_exception_in_a_backward_pass_is_the_one_that_the_caller_gets()
    {
        using var scope = NewDisposeScope();
        var error = new InvalidDataException("no such thing");
        var a = ones(3).requires_grad_();
        Tensor Faulty() =>
            new ProbeFunction { InBackward = (_, _) => throw error }
                .Apply(a, null)[0]
                .sum();
        for (var i = 0; i < 3; i++)
        {
            Should.Throw<InvalidDataException>(() => Autograd.Backward(Faulty())).ShouldBeSameAs(error);
            Should.Throw<InvalidDataException>(() => Autograd.Gradients([Faulty()], [a])).ShouldBeSameAs(error);
        }

        Autograd.Backward(new ProbeFunction().Apply(a, null)[0].sum());
        a.grad!.Equals(full(3, 2f)).ShouldBeTrue("later passes are not touched");
    }

    [Fact]
    public void Gradients_that_are_asked_for_are_not_added_to_those_that_are_there()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(3).requires_grad_(),
            b = ones(3).requires_grad_(),
            unused = ones(2).requires_grad_();
        Autograd.Backward((a * 7).sum());
        var middle = a * b;
        var found = Autograd.Gradients([(middle * 5).sum()], [a, middle, unused]);
        found[0]!.Equals(full(3, 5f)).ShouldBeTrue();
        found[1]!.Equals(full(3, 5f)).ShouldBeTrue();
        found[2].ShouldBeNull();
        a.grad!.Equals(full(3, 7f)).ShouldBeTrue();
        b.grad.ShouldBeNull();
        unused.grad.ShouldBeNull();
    }

    [Fact]
    public void An_exception_of_libtorch_s_own_is_not_taken_for_an_earlier_one_of_ours()
    {
        using var scope = NewDisposeScope();
        var a = ones(3).requires_grad_();
        var faulty = new ProbeFunction { InBackward = (_, _) => throw new InvalidDataException("ours") }
            .Apply(a, null)[0]
            .sum();

        // Without the guard nobody takes the exception; it must not appear in the pass after.
        Should.Throw<ExternalException>(() => faulty.backward());
        Should.Throw<ExternalException>(() => Autograd.Backward(ones(1))).Message.ShouldContain("require grad");
        Should.Throw<ExternalException>(() => Autograd.Gradients([ones(1)], [a])).Message.ShouldContain("require grad");
    }

    [Fact]
    public void A_pass_inside_a_pass_hands_its_exception_on()
    {
        using var scope = NewDisposeScope();
        var error = new InvalidDataException("the inner one");
        var a = ones(3).requires_grad_();
        void Inner()
        {
            using var recording = enable_grad();
            Autograd.Backward(
                new ProbeFunction { InBackward = (_, _) => throw error }
                    .Apply(ones(2).requires_grad_(), null)[0]
                    .sum()
            );
        }

        var y = new ProbeFunction { InBackward = (_, _) => Inner() }.Apply(a, null)[0];
        Should.Throw<InvalidDataException>(() => Autograd.Backward(y.sum())).ShouldBeSameAs(error);
    }

    [Fact]
    public void A_second_backward_pass_is_refused_with_the_function_s_name()
    {
        using var scope = NewDisposeScope();
        var a = ones(3).requires_grad_();
        var y = new ProbeFunction().Apply(a, null)[0].sum();
        autograd.backward([y], [ones_like(y)], retain_graph: true);
        Should.Throw<InvalidOperationException>(() => Autograd.Backward(y)).Message.ShouldContain(nameof(ProbeFunction));
    }

    [Fact]
    public void A_function_is_released_once_with_and_without_a_graph()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(3).requires_grad_(),
            fixedInput = ones(3);
        ProbeFunction unrecorded = new(),
            dropped = new(),
            differentiated = new();
        unrecorded.Apply(fixedInput, null);
        unrecorded.Releases.ShouldBe(1);

        foreach (var output in dropped.Apply(a, null))
            output.Dispose();
        dropped.Releases.ShouldBe(1);

        using (NewDisposeScope())
            Autograd.Backward(differentiated.Apply(a, null)[0].sum());
        differentiated.Releases.ShouldBe(1);
    }

    [Fact]
    public void Functions_on_several_threads_do_not_disturb_each_other()
    {
        var failures = new List<string>();
        void Work(int thread)
        {
            for (var i = 0; i < 200; i++)
            {
                using var scope = NewDisposeScope();
                var a = full(5, (float)thread).requires_grad_();
                var y = new ProbeFunction().Apply(new ProbeFunction().Apply(a, a)[0], null)[0];
                Autograd.Backward((y * y).sum());
                if (!a.grad!.Equals(full(5, 200f * thread)))
                    lock (failures)
                        failures.Add($"{thread}: {a.grad.cstr()}");
            }
        }

        Thread[] threads = [.. Enumerable.Range(1, 4).Select(t => new Thread(() => Work(t)))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        failures.ShouldBeEmpty();
    }

    private sealed class Sum : AutogradFunction
    {
        protected override Tensor[] Forward(Tensor?[] inputs) => [inputs[0]! + inputs[1]!];

        protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients) => [gradients[0], gradients[0]];
    }
}
