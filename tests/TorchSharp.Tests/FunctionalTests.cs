namespace TorchSharp.Tests;

public class FunctionalTests
{
    [Fact]
    public void Cross_entropy_is_the_mean_negative_log_likelihood_of_what_is_not_ignored()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[,] { { 0, 0 }, { 1, 3 }, { 5, 5 } });
        var target = tensor(new[] { 0L, 1, -100 });
        double first = Math.Log(2), second = Math.Log(1 + Math.Exp(-2));
        nn.functional.cross_entropy(logits, target).ToDouble().ShouldBe((first + second) / 2, 1e-6);
        nn.functional.cross_entropy(logits, target, reduction: nn.Reduction.Sum).ToDouble().ShouldBe(first + second, 1e-6);
        Check.Holds(nn.functional.cross_entropy(logits, target, reduction: nn.Reduction.None), (float)first, (float)second, 0);
        nn.functional.nll_loss(logits.log_softmax(1)[..2], target[..2]).ToDouble().ShouldBe((first + second) / 2, 1e-6);
    }

    [Fact]
    public void Linear_and_layer_norm_follow_their_definitions()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[,] { { 1, 2, 3 } });
        var w = tensor(new float[,] { { 1, 0, 1 }, { 0, 2, 0 } });
        Check.Holds(nn.functional.linear(x, w, tensor(new[] { 10f, 20f })), 14, 24);
        Check.Holds(nn.functional.linear(x, w), 4, 4);
        float spread = MathF.Sqrt((2f / 3) + 1e-5f);
        Check.Holds(nn.functional.layer_norm(x, [3]), -1 / spread, 0, 1 / spread);
        Check.Holds(nn.functional.normalize(x), 1 / MathF.Sqrt(14), 2 / MathF.Sqrt(14), 3 / MathF.Sqrt(14));
    }

    [Fact]
    public void Attention_weighs_the_values_by_the_softmax_of_the_scores()
    {
        using var scope = NewDisposeScope();
        var q = randn([2, 3, 4, 8], float64);
        var k = randn([2, 3, 5, 8], float64);
        var v = randn([2, 3, 5, 6], float64);
        var expected = (einsum("bhld,bhsd->bhls", q, k) / Math.Sqrt(8)).softmax(-1).matmul(v);
        nn.functional.scaled_dot_product_attention(q, k, v).allclose(expected).ShouldBeTrue();
        var mask = zeros([4, 5], ScalarType.Bool);
        mask[TensorIndex.Colon, 2] = tensor(true);
        nn.functional.scaled_dot_product_attention(q, k, v, mask)
            .allclose(v[TensorIndex.Ellipsis, TensorIndex.Slice(2, 3), TensorIndex.Colon].expand(2, 3, 4, 6)).ShouldBeTrue();
        var causal = nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        causal.select(2, 0).allclose(v.select(2, 0)).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => nn.functional.scaled_dot_product_attention(q, k, v, mask, is_casual: true));
    }

    [Fact]
    public void Dropout_zeroes_a_share_and_scales_the_rest_only_while_training()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Dropout(0.25);
        var x = ones(10_000);
        var dropped = module.call(x);
        (dropped == 0).sum().ToDouble().ShouldBe(2500, 250);
        dropped.max().ToSingle().ShouldBe(1 / 0.75f, 1e-5f);
        module.eval();
        module.call(x).Equals(x).ShouldBeTrue();
    }

    [Fact]
    public void An_embedding_looks_rows_up_and_sums_their_gradients()
    {
        using var scope = NewDisposeScope();
        using var table = nn.Embedding(4, 2, padding_idx: 3);
        var ids = tensor(new long[,] { { 0, 0 }, { 2, 3 } });
        var found = table.call(ids);
        Check.Shape(found, 2, 2, 2);
        found[0, 1].Equals(table.weight[0]).ShouldBeTrue();
        Check.Holds(found[1, 1], 0, 0);
        found.sum().backward();
        Check.Holds(table.weight.grad!, 2, 2, 0, 0, 1, 1, 0, 0);
    }

    [Fact]
    public void Initial_values_have_the_asked_distribution()
    {
        using var scope = NewDisposeScope();
        using var w = nn.Parameter(empty(200, 100));
        nn.init.normal_(w, 1, 0.5);
        w.mean().ToDouble().ShouldBe(1, 0.02);
        w.std().ToDouble().ShouldBe(0.5, 0.02);
        nn.init.uniform_(w, -2, 2);
        w.abs().max().ToDouble().ShouldBe(2, 0.01);
        nn.init.xavier_uniform_(w);
        w.abs().max().ToDouble().ShouldBe(Math.Sqrt(6.0 / 300), 0.01);
        nn.init.xavier_normal_(w);
        w.std().ToDouble().ShouldBe(Math.Sqrt(2.0 / 300), 0.005);
        Check.Holds(nn.init.ones_(w).mean(), 1);
        Check.Holds(nn.init.zeros_(w).sum(), 0);
        Check.Holds(nn.init.constant_(w, 3).max(), 3);
        w.requires_grad.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => nn.init.xavier_normal_(zeros(3)));
    }

    [Fact]
    public void Parameters_go_to_one_vector_and_back()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(3, 2);
        var vector = nn.utils.parameters_to_vector(module.parameters()).detach();
        vector.numel().ShouldBe(8);
        nn.utils.vector_to_parameters(vector * 2, module.parameters());
        nn.utils.parameters_to_vector(module.parameters()).Equals(vector * 2).ShouldBeTrue();
        module.weight.grad = ones(2, 3) * 5;
        nn.utils.clip_grad_value_(module.parameters(), 2);
        Check.Holds(module.weight.grad!.max(), 2);
    }
}
