namespace TorchSharp.Tests;

/// <summary>What users of torch rely on, against values computed by hand: rounding, types, dimensions, views and order.</summary>
public class SemanticsTests
{
    private static readonly float[] Odd = [-7, -1.5f, 0.5f, 2.5f, 7];

    private static Tensor Grid() => tensor(new float[,] { { 3, 1, 2 }, { -1, 5, 0 } });

    public static TheoryData<string, Func<Tensor>, float[]> Values => new()
    {
        { "round halves to even", () => tensor(Odd).round(), [-7, -2, 0, 2, 7] },
        { "floor", () => tensor(Odd).floor(), [-7, -2, 0, 2, 7] },
        { "trunc", () => tensor(Odd).trunc(), [-7, -1, 0, 2, 7] },
        { "fmod has the dividend's sign", () => tensor(Odd).fmod(2), [-1, -1.5f, 0.5f, 0.5f, 1] },
        { "remainder has the divisor's sign", () => tensor(Odd).remainder(2), [1, 0.5f, 0.5f, 0.5f, 1] },
        { "integers divided floor", () => tensor(new[] { -7L, 7 }).div(2, RoundingMode.floor), [-4, 3] },
        { "integers divided trunc", () => tensor(new[] { -7L, 7 }).div(2, RoundingMode.trunc), [-3, 3] },
        { "integers divided give floats", () => tensor(new[] { -7L, 7 }).div(2), [-3.5f, 3.5f] },
        { "clamp", () => tensor(Odd).clamp(-2, 2), [-2, -1.5f, 0.5f, 2, 2] },
        { "clamp from below only", () => tensor(Odd).clamp_min(0), [0, 0, 0.5f, 2.5f, 7] },
        { "sign", () => tensor(new[] { -2f, 0, 3 }).sign(), [-1, 0, 1] },
        { "nan_to_num", () => tensor(new[] { float.NaN, 1 }).nan_to_num(5), [5, 1] },
        { "nansum", () => tensor(new[] { float.NaN, 1, 2 }).nansum(), [3] },
        { "isfinite", () => tensor(new[] { float.NaN, float.PositiveInfinity, 0 }).isfinite(), [0, 0, 1] },
        { "sum of rows", () => Grid().sum(1), [6, 4] },
        { "sum of columns by a negative dimension", () => Grid().sum(-2), [2, 6, 2] },
        { "mean over both", () => Grid().mean(new long[] { 0, 1 }), [10 / 6f] },
        { "amax", () => Grid().amax(new long[] { 1 }), [3, 5] },
        { "argmax takes the first of equals", () => tensor(new[] { 1f, 4, 4, 0 }).argmax(), [1] },
        { "argmin by rows", () => Grid().argmin(1), [1, 0] },
        { "argsort", () => tensor(new[] { 3f, 1, 2 }).argsort(), [1, 2, 0] },
        { "argsort downwards", () => tensor(new[] { 3f, 1, 2 }).argsort(descending: true), [0, 2, 1] },
        { "variance is unbiased", () => tensor(new[] { 1f, 2, 3, 4 }).var(), [5 / 3f] },
        { "biased where asked", () => tensor(new[] { 1f, 2, 3, 4 }).var(unbiased: false), [1.25f] },
        { "cumsum", () => Grid().cumsum(1), [3, 4, 6, -1, 4, 4] },
        { "cumprod", () => Grid().cumprod(0), [3, 1, 2, -3, 5, 0] },
        { "logsumexp of large numbers", () => tensor(new[] { 1000.0, 1000 }).logsumexp(0) - 1000, [MathF.Log(2)] },
        { "softmax of large numbers", () => tensor(new[] { 1000f, 1000 }).softmax(0), [0.5f, 0.5f] },
        { "all and any", () => stack([tensor(new[] { true, false }).all(), tensor(new[] { true, false }).any()]), [0, 1] },
        { "count_nonzero", () => Grid().count_nonzero(), [5] },
        { "bincount", () => tensor(new[] { 1L, 3, 1 }).bincount(null, 5), [0, 2, 0, 1, 0] },
        { "tril", () => ones(3, 3).tril(), [1, 0, 0, 1, 1, 0, 1, 1, 1] },
        { "triu above the diagonal", () => ones(3, 3).triu(1), [0, 1, 1, 0, 0, 1, 0, 0, 0] },
        { "diagonal", () => arange(9).reshape(3, 3).diagonal(1), [1, 5] },
        { "flip", () => Grid().flip(1), [2, 1, 3, 0, 5, -1] },
        { "roll", () => tensor(new[] { 1f, 2, 3 }).roll(1), [3, 1, 2] },
        { "repeat_interleave", () => tensor(new[] { 1f, 2 }).repeat_interleave(2), [1, 1, 2, 2] },
        { "repeat", () => tensor(new[] { 1f, 2 }).repeat(2), [1, 2, 1, 2] },
        { "unfold", () => arange(5).unfold(0, 3, 2), [0, 1, 2, 2, 3, 4] },
        { "outer", () => tensor(new[] { 1f, 2 }).outer(tensor(new[] { 3f, 4 })), [3, 4, 6, 8] },
        { "matmul broadcasts batches", () => ones(2, 1, 2).matmul(Grid()[.., ..2]), [2, 6, 2, 6] },
        { "baddbmm", () => ones(1, 1, 1).baddbmm(ones(1, 1, 2), ones(1, 2, 1), beta: 3, alpha: 2), [7] },
        { "lerp", () => tensor(new[] { 0f, 10 }).lerp(tensor(new[] { 10f, 20 }), tensor(0.25f)), [2.5f, 12.5f] },
        { "masked_fill", () => Grid().masked_fill(Grid() < 1, 9), [3, 1, 2, 9, 5, 9] },
        { "where", () => Grid().where(Grid() > 1, zeros(2, 3)), [3, 0, 2, 0, 5, 0] },
        { "take counts rows through", () => Grid().take(tensor(new[] { 0L, 4 })), [3, 5] },
        { "nonzero gives positions", () => tensor(new[] { 0f, 2, 0, 3 }).nonzero(), [1, 3] },
        { "scatter_add adds doubles up", () => zeros(3).scatter_add(0, tensor(new[] { 1L, 1, 2 }), ones(3)), [0, 2, 1] },
        { "index_add with a factor", () => zeros(2).index_add(0, tensor(new[] { 1L }), ones(1), 3), [0, 3] },
        { "shifts", () => tensor(new[] { 1L, 2 }).bitwise_left_shift(tensor(new[] { 2L, 3 })), [4, 16] },
        { "xor of truths", () => tensor(new[] { true, true }).logical_xor(tensor(new[] { true, false })), [0, 1] },
        { "gelu", () => tensor(new[] { 1f }).gelu(), [0.8413447f] },
        { "silu", () => tensor(new[] { 1f }).silu(), [0.7310586f] },
        { "softplus turns linear", () => tensor(new[] { 0f, 30 }).softplus(), [MathF.Log(2), 30] },
        { "norm", () => tensor(new[] { 3f, 4 }).norm(), [5] },
        { "median is the lower of the middle", () => tensor(new[] { 4f, 1, 3, 2 }).median(), [2] },
        { "kron", () => tensor(new[] { 1f, 2 }).kron(tensor(new[] { 1f, 10 })), [1, 10, 2, 20] },
        { "tensordot", () => Grid().tensordot(Grid(), [0, 1], [0, 1]), [40] },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_function_gives_the_values_by_hand(string what, Func<Tensor> make, float[] expected)
    {
        using var scope = NewDisposeScope();
        Check.Floats(make()).Select(v => MathF.Round(v, 4)).ShouldBe(expected.Select(v => MathF.Round(v, 4)), what);
    }

    public static TheoryData<Func<Tensor>, ScalarType> Types => new()
    {
        { () => arange(3) + arange(3), ScalarType.Int64 },
        { () => arange(3) + 1.5, ScalarType.Float32 },
        { () => ones(2) + ones(2, dtype: ScalarType.Float64), ScalarType.Float64 },
        { () => ones(2, dtype: ScalarType.BFloat16) * ones(2), ScalarType.Float32 },
        { () => ones(2, dtype: ScalarType.Float16) * 2.0, ScalarType.Float16 },
        { () => ones(2, dtype: ScalarType.Int32) * ones(2, dtype: ScalarType.Int64), ScalarType.Int64 },
        { () => ones(2, dtype: ScalarType.Bool) + ones(2, dtype: ScalarType.Bool), ScalarType.Bool },
        { () => ones(2, dtype: ScalarType.Bool).sum(), ScalarType.Int64 },
        { () => ones(2, dtype: ScalarType.Int32).sum(), ScalarType.Int64 },
        { () => arange(3) / 2, ScalarType.Float32 },
        { () => arange(3) > 1, ScalarType.Bool },
        { () => ones(2).argmax(), ScalarType.Int64 },
        { () => ones(2).sum(ScalarType.Float64), ScalarType.Float64 },
        { () => ones(2, 2, dtype: ScalarType.BFloat16).matmul(ones(2, 2, dtype: ScalarType.BFloat16)), ScalarType.BFloat16 },
        { () => ones(2).type_as(arange(1)), ScalarType.Int64 },
    };

    [Theory]
    [MemberData(nameof(Types), DisableDiscoveryEnumeration = true)]
    public void Types_are_promoted_as_in_torch(Func<Tensor> make, ScalarType expected)
    {
        using var scope = NewDisposeScope();
        make().dtype.ShouldBe(expected);
    }

    public static TheoryData<Func<Tensor>, long[]> Shapes => new()
    {
        { () => ones(2, 1, 3) + ones(4, 1), [2, 4, 3] },
        { () => ones(2, 3).unsqueeze(-1), [2, 3, 1] },
        { () => ones(1, 2, 1).squeeze(), [2] },
        { () => ones(1, 2, 1).squeeze(0), [2, 1] },
        { () => ones(2, 3, 4).flatten(1), [2, 12] },
        { () => ones(2, 12).unflatten(1, 3, -1), [2, 3, 4] },
        { () => ones(2, 3, 4).permute(2, 0, 1), [4, 2, 3] },
        { () => ones(2, 3, 4).movedim([0], [2]), [3, 4, 2] },
        { () => ones(6).reshape(2, -1), [2, 3] },
        { () => ones(2, 3).sum(1, keepdim: true), [2, 1] },
        { () => ones(3).expand(2, -1), [2, 3] },
        { () => ones(2, 3)[TensorIndex.None, .., 0], [1, 2] },
        { () => ones(5).split(2)[^1], [1] },
        { () => ones(7).chunk(3)[0], [3] },
        { () => cat([ones(2, 3), ones(1, 3)], 0), [3, 3] },
        { () => stack([ones(3), ones(3)], -1), [3, 2] },
        { () => ones(0, 4).sum(0L), [4] },
        { () => zeros(0, 4).matmul(ones(4, 2)), [0, 2] },
    };

    [Theory]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public void Shapes_follow(Func<Tensor> make, long[] expected)
    {
        using var scope = NewDisposeScope();
        make().shape.ShouldBe(expected);
    }

    [Fact]
    public void Views_share_memory_and_copies_do_not()
    {
        using var scope = NewDisposeScope();
        var t = zeros(2, 3);
        foreach (var view in new[] { t.view(6), t.t(), t[0], t.unsqueeze(0), t.narrow(1, 0, 1), t.detach(), t.alias(), t.transpose(0, 1) })
        {
            t.zero_();
            view.add_(1);
            t.sum().item<float>().ShouldBeGreaterThan(0);
        }

        t.zero_();
        foreach (var copy in new[] { t.clone(), t.contiguous().clone(), t.t().contiguous(), t.repeat(1, 1), t.flip(0), t[t >= 0], t.to(ScalarType.Float64) })
        {
            copy.add_(1);
            t.sum().item<float>().ShouldBe(0);
        }
    }

    [Fact]
    public void A_transposed_tensor_is_viewed_only_after_a_copy()
    {
        using var scope = NewDisposeScope();
        var t = arange(6).reshape(2, 3).t();
        t.is_contiguous().ShouldBeFalse();
        Should.Throw<Exception>(() => t.view(6)).Message.ShouldContain("view size is not compatible");
        Check.Holds(t.contiguous().view(6), 0, 3, 1, 4, 2, 5);
        Check.Holds(t.reshape(6), 0, 3, 1, 4, 2, 5);
    }

    [Fact]
    public void What_autograd_forbids_is_an_error_with_torchs_words()
    {
        using var scope = NewDisposeScope();
        var leaf = ones(2, requires_grad: true);
        Should.Throw<Exception>(() => leaf.add_(1)).Message.ShouldContain("leaf Variable");
        var square = leaf * leaf;
        var loss = (square * square).sum();
        square.add_(1);
        Should.Throw<Exception>(() => loss.backward()).Message.ShouldContain("modified by an inplace operation");
        Should.Throw<Exception>(() => ones(2).sum().backward()).Message.ShouldContain("does not require grad");
        var once = (leaf * leaf).sum();
        once.backward();
        Should.Throw<Exception>(() => once.backward()).Message.ShouldContain("second time");
    }

    [Fact]
    public void Gradients_add_up_until_they_are_cleared_and_stop_at_detach()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f, 3 }, requires_grad: true);
        (x * x).sum().backward();
        (x * x).sum().backward();
        Check.Holds(x.grad!, 8, 12);
        x.grad!.zero_();
        (x * x.detach()).sum().backward();
        Check.Holds(x.grad!, 2, 3);
    }

    [Fact]
    public void Shapes_and_types_that_do_not_fit_are_errors_with_torchs_words()
    {
        using var scope = NewDisposeScope();
        Should.Throw<Exception>(() => ones(2) + ones(3)).Message.ShouldContain("must match");
        Should.Throw<Exception>(() => ones(2, 3).matmul(ones(2, 3))).Message.ShouldContain("cannot be multiplied");
        Should.Throw<Exception>(() => ones(6).reshape(4)).Message.ShouldContain("invalid for input of size");
        Should.Throw<Exception>(() => ones(2).sum(3)).Message.ShouldContain("Dimension out of range");
        Should.Throw<Exception>(() => cat([ones(2, 3), ones(2, 4)], 0)).Message.ShouldContain("Sizes of tensors must match");
        Should.Throw<Exception>(() => ones(2).index_select(0, tensor(new[] { 5L }))).Message.ShouldContain("out of range");
    }
}
