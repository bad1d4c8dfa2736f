using Clt.Tests;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class TrainingKernelTests
{
    public static TheoryData<string, LossOptions> Losses => new()
    {
        { "plain", new() },
        { "smoothed", new() { LabelSmoothing = 0.1 } },
        { "capped", new() { SoftCap = 4 } },
        { "scaled", new() { LogitScale = 0.25 } },
        { "z", new() { ZLoss = 0.01 } },
        { "weighted", new() { ProbabilityWeighted = true, SoftCap = 4 } },
        { "all", new() { LabelSmoothing = 0.2, SoftCap = 3, LogitScale = 1.5, ZLoss = 0.02 } },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Linear_cross_entropy_is_its_reference(string what, LossOptions options)
    {
        what.ShouldNotBeEmpty();
        manual_seed(1);
        using var scope = NewDisposeScope();
        var targets = Targets(1200, 53);
        Compare.WithReference(
            t => [Ops.LinearCrossEntropy(t[0], t[1], targets, options, t[2])],
            t => [Reference.LinearCrossEntropy(t[0], t[1], targets, options, t[2])],
            randn(1200, 20), randn(53, 20), randn(53));
        Compare.WithReference(
            t => [Ops.LinearCrossEntropy(t[0], t[1], targets, options)],
            t => [Reference.LinearCrossEntropy(t[0], t[1], targets, options)],
            Compare.Random(ScalarType.BFloat16, 1200, 20), Compare.Random(ScalarType.BFloat16, 53, 20));
    }

    [Fact]
    public void The_rows_add_up_and_ignored_rows_are_zero()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor hidden = randn(100, 8), weight = randn(30, 8), targets = Targets(100, 30);
        var (sum, rows) = Ops.LinearCrossEntropyRows(hidden, weight, targets);
        Compare.Same(rows, Reference.LinearCrossEntropyRows(hidden, weight, targets).Rows, 1e-5, "rows");
        Compare.Same(sum, rows.sum(), 1e-5, "sum");
        rows.masked_fill(targets.ne(-100), 0).abs().max().item<float>().ShouldBe(0);
    }

    [Fact]
    public void No_target_at_all_gives_zero_and_zero_gradients()
    {
        using var scope = NewDisposeScope();
        Tensor hidden = randn(5, 8).requires_grad_(), weight = randn(9, 8).requires_grad_();
        var loss = Ops.LinearCrossEntropy(hidden, weight, full(5, -100, dtype: ScalarType.Int64));
        loss.item<float>().ShouldBe(0);
        loss.backward();
        hidden.grad!.abs().max().item<float>().ShouldBe(0);
        weight.grad!.abs().max().item<float>().ShouldBe(0);
    }

    [Fact]
    public void A_target_outside_the_vocabulary_is_an_error()
    {
        using var scope = NewDisposeScope();
        Should.Throw<System.Runtime.InteropServices.ExternalException>(
            () => Ops.LinearCrossEntropy(randn(2, 8), randn(9, 8), tensor(new long[] { 3, 9 }))).Message.ShouldContain("target 9 at row 1");
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Embedding_gradients_add_up_by_id(ScalarType type)
    {
        manual_seed(3);
        using var scope = NewDisposeScope();
        var ids = randint(0, 17, [4, 60], dtype: ScalarType.Int64);
        Compare.WithReference(t => [Ops.Embedding(t[0], ids)], t => [Reference.Embedding(t[0], ids)], Compare.Random(type, 40, 24));
    }

    private static Tensor Targets(long rows, long vocabulary)
    {
        // A run without gaps, so that chunks lie dense in one part and scattered in the other.
        var targets = randint(0, vocabulary, [rows], dtype: ScalarType.Int64);
        var ignored = rand(rows).lt(0.4).logical_and(arange(rows).lt(rows / 2));
        return targets.masked_fill(ignored, -100);
    }
}
