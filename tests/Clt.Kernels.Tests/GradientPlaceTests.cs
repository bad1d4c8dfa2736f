using Clt.Kernels.Libtorch;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>Gradients of large tables that are added where they are kept, instead of in a tensor as large as the table.</summary>
public class GradientPlaceTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void An_embedding_adds_to_the_rows_of_its_ids(ScalarType type)
    {
        manual_seed(5);
        using var scope = NewDisposeScope();
        var ids = randint(0, 17, [60], dtype: ScalarType.Int64);
        Tensor values = Compare.Random(type, 40, 24),
            before = Compare.Random(type, 40, 24),
            sent = Compare.Random(type, 60, 24);
        var expected = before + Run(values, w => (Reference.Embedding(w, ids) * sent).sum())!;
        var place = before.clone();
        Run(values, w => (Ops.Embedding(w, ids, place) * sent).sum()).ShouldBeNull();

        Compare.Same(place, expected, Compare.Tolerance(type), "gradient");
        Compare.Same(place.narrow(0, 17, 23), before.narrow(0, 17, 23), 1e-30, "rows without an id");
    }

    [Fact]
    public void A_loss_adds_its_head_s_gradient()
    {
        manual_seed(6);
        using var scope = NewDisposeScope();
        Tensor hidden = randn(300, 16),
            weight = randn(53, 16),
            targets = randint(0, 53, [300], dtype: ScalarType.Int64),
            before = randn(53, 16);
        var expected = before + Run(weight, w => PlainCrossEntropy.Sum(hidden, w, targets))!;
        var place = before.clone();
        Run(weight, w => Ops.LinearCrossEntropy(hidden, w, targets, gradient: place)).ShouldBeNull();

        Compare.Same(place, expected, 2e-5, "gradient");
        using (no_grad())
            Ops.LinearCrossEntropy(hidden, weight, targets, gradient: place);
        Compare.Same(place, expected, 2e-5, "gradient after a loss that is only measured");
    }

    [Fact]
    public void A_loss_that_is_multiplied_afterwards_adds_as_much()
    {
        manual_seed(7);
        using var scope = NewDisposeScope();
        Tensor hidden = randn(30, 16),
            weight = randn(53, 16),
            bias = randn(53),
            targets = randint(0, 53, [30], dtype: ScalarType.Int64);
        var options = new LossOptions
        {
            LabelSmoothing = 0.1,
            SoftCap = 5,
            LogitScale = 2,
            ZLoss = 0.01,
        };
        var expected = Run(weight, w => PlainCrossEntropy.Sum(hidden, w, targets, options, bias) * 0.25)!;
        var place = zeros_like(weight);
        Run(weight, w => Ops.LinearCrossEntropy(hidden, w, targets, options, bias, place) * 0.25).ShouldBeNull();
        Compare.Same(place, expected, 2e-5, "gradient");
        Run(weight, w => Reference.LinearCrossEntropy(hidden, w, targets, options, bias, place) * 0.25).ShouldBeNull();
        Compare.Same(place, expected * 2, 2e-5, "composed gradient, added");
    }

    [Fact]
    public void A_place_of_another_shape_is_refused()
    {
        using var scope = NewDisposeScope();
        Tensor weight = randn(9, 8).requires_grad_(),
            ids = tensor(new long[] { 3, 4 });
        Should
            .Throw<ArgumentException>(() => Ops.LinearCrossEntropy(randn(2, 8), weight, ids, gradient: zeros(8, 8)))
            .Message.ShouldContain("gradient's place");
        Should
            .Throw<ArgumentException>(() => Ops.Embedding(weight, ids, zeros(9, 8, ScalarType.BFloat16)))
            .Message.ShouldContain("gradient's place");
    }

    private static Tensor? Run(Tensor values, Func<Tensor, Tensor> loss)
    {
        var leaf = values.detach().clone().requires_grad_();
        Autograd.Backward(loss(leaf));
        return leaf.grad;
    }
}
