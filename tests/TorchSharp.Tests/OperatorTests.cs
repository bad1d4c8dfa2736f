using System.Runtime.InteropServices;

namespace TorchSharp.Tests;

public class OperatorTests
{
    [Fact]
    public void Arithmetic_follows_the_hand_computed_values()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new[] { 1f, 2f, 4f });
        var b = tensor(new[] { 2f, 4f, 8f });
        Check.Holds(a + b, 3, 6, 12);
        Check.Holds(a - b, -1, -2, -4);
        Check.Holds(a * b, 2, 8, 32);
        Check.Holds(a / b, 0.5f, 0.5f, 0.5f);
        Check.Holds(10 - a, 9, 8, 6);
        Check.Holds(8 / a, 8, 4, 2);
        Check.Holds(-a, -1, -2, -4);
        Check.Holds(a % 3, 1, 2, 1);
        Check.Holds(a.add(b, alpha: 0.5), 2, 4, 8);
        Check.Holds(a.pow(2), 1, 4, 16);
        Check.Holds(b.div(tensor(3f), RoundingMode.floor), 0, 1, 2);
        Check.Holds(a.clamp(1.5, 3), 1.5f, 2, 3);
        Check.Holds(a.maximum(tensor(3f)), 3, 3, 4);
        Check.Holds(addcmul(a), 3, 10, 36);
        Tensor addcmul(Tensor t) => t.addcmul(t, b, 1);
    }

    [Fact]
    public void In_place_forms_change_and_return_the_tensor()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new[] { 1f, 2f });
        ReferenceEquals(a.add_(1), a).ShouldBeTrue();
        a.mul_(2).sub_(1).div_(3);
        Check.Holds(a, 1, 5f / 3);
        Check.Holds(a.fill_(2), 2, 2);
        Check.Holds(a.zero_(), 0, 0);
        Check.Holds(a.copy_(tensor(new[] { 3, 4 })), 3, 4);
        Check.Holds(a.masked_fill_(tensor(new[] { true, false }), -1), -1, 4);
    }

    [Fact]
    public void Comparisons_give_booleans()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new[] { 1f, 2f, 3f });
        (a > 1).data<bool>().ToArray().ShouldBe([false, true, true]);
        (a == tensor(new[] { 1f, 0f, 3f })).data<bool>().ToArray().ShouldBe([true, false, true]);
        a.ge(2).logical_not().data<bool>().ToArray().ShouldBe([true, false, false]);
        a.allclose(a + 1e-9).ShouldBeTrue();
        where(a > 2, a, zeros_like(a)).data<float>().ToArray().ShouldBe([0, 0, 3]);
    }

    [Fact]
    public void Reductions_follow_the_hand_computed_values()
    {
        using var scope = NewDisposeScope();
        var m = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 9 } });
        Check.Holds(m.sum(), 24);
        Check.Holds(m.sum(0L), 5, 7, 12);
        Check.Holds(m.sum([1], keepdim: true), 6, 18);
        Check.Holds(m.mean([1]), 2, 6);
        Check.Holds(m.max(), 9);
        var (values, positions) = m.max(1);
        Check.Holds(values, 3, 9);
        Check.Holds(positions, 2, 2);
        Check.Holds(m.argmax(0), 1, 1, 1);
        Check.Holds(m.amax([0]), 4, 5, 9);
        Check.Holds(m.var(1, unbiased: false), 2f / 3, 14f / 3);
        Check.Holds(m.std(1), 1, MathF.Sqrt(7));
        Check.Holds(m.norm(), MathF.Sqrt(136));
        Check.Holds(m.cumsum(1), 1, 3, 6, 4, 9, 18);
        Check.Holds(m.logsumexp(1), 3.4076059f, 9.024745f);
        Check.Holds(m.softmax(1).sum(1), 1, 1);
        var (top, at) = m.topk(2);
        Check.Holds(top, 3, 2, 9, 5);
        Check.Holds(at, 2, 1, 2, 1);
        Check.Holds(m.flip(1).sort(1).Indices, 2, 1, 0, 2, 1, 0);
        (m > 8).any().item<bool>().ShouldBeTrue();
        (m > 8).all().item<bool>().ShouldBeFalse();
        Check.Holds(tensor(new[] { 0L, 2, 2 }).bincount(null, 4), 1, 0, 2, 0);
    }

    [Fact]
    public void Products_follow_the_hand_computed_values()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new float[,] { { 1, 2 }, { 3, 4 } });
        var b = tensor(new float[,] { { 0, 1 }, { 1, 0 } });
        Check.Holds(a.matmul(b), 2, 1, 4, 3);
        Check.Holds(a.mm(a), 7, 10, 15, 22);
        Check.Holds(einsum("ij,kj->ik", a, b), 2, 1, 4, 3);
        Check.Holds(a.tril(), 1, 0, 3, 4);
        Check.Holds(stack([a, b]).bmm(stack([b, a])), 2, 1, 4, 3, 3, 4, 1, 2);
        Check.Holds(b.addmm(a, a, beta: 2), 7, 12, 17, 22);
    }

    [Fact]
    public void Shapes_change_as_named()
    {
        using var scope = NewDisposeScope();
        var t = arange(24).reshape(2, 3, 4);
        Check.Shape(t.transpose(0, 2), 4, 3, 2);
        Check.Shape(t.permute(1, 0, 2), 3, 2, 4);
        Check.Shape(t.unsqueeze(1), 2, 1, 3, 4);
        Check.Shape(t.unsqueeze(1).squeeze(), 2, 3, 4);
        Check.Shape(t.flatten(1), 2, 12);
        Check.Shape(t.view(-1), 24);
        Check.Shape(t.expand(5, 2, 3, 4), 5, 2, 3, 4);
        Check.Shape(t.repeat(1, 2, 1), 2, 6, 4);
        t.split(2, dim: 1).Select(part => part.size(1)).ShouldBe([2, 1]);
        t.split([1, 3], dim: 2)[1].shape.ShouldBe([2, 3, 3]);
        t.chunk(2).Length.ShouldBe(2);
        t.unbind(1).Length.ShouldBe(3);
        Check.Shape(cat([t, t], 1), 2, 6, 4);
        Check.Shape(stack([t, t], 3), 2, 3, 4, 2);
        t.size(-1).ShouldBe(4);
        Should.Throw<IndexOutOfRangeException>(() => t.size(3));
    }

    [Fact]
    public void Errors_carry_libtorchs_message()
    {
        using var scope = NewDisposeScope();
        var error = Should.Throw<ExternalException>(() => zeros(2, 3).matmul(zeros(4, 5)));
        error.Message.ShouldContain("cannot be multiplied (2x3 and 4x5)");
        Should.Throw<ExternalException>(() => zeros(2).view(3)).Message.ShouldContain("invalid for input of size 2");
        Should.Throw<ExternalException>(() => zeros(2).select(0, 5)).Message.ShouldContain("out of range");
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        var tensor = zeros(2);
        tensor.Dispose();
        tensor.Dispose();
        tensor.IsInvalid.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => tensor.sum());
    }
}
