using System.Diagnostics;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class LinearCrossEntropyTests
{
    public static TheoryData<string, LossOptions> Losses =>
        new()
        {
            { "plain", new() },
            {
                "smoothed",
                new() { LabelSmoothing = 0.1 }
            },
            {
                "capped",
                new() { SoftCap = 4 }
            },
            {
                "scaled",
                new() { LogitScale = 0.25 }
            },
            {
                "z",
                new() { ZLoss = 0.01 }
            },
            {
                "weighted",
                new() { ProbabilityWeighted = true, SoftCap = 4 }
            },
            {
                "all",
                new()
                {
                    LabelSmoothing = 0.2,
                    SoftCap = 3,
                    LogitScale = 1.5,
                    ZLoss = 0.02,
                }
            },
        };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Both_paths_give_the_plain_loss_and_its_gradients(string what, LossOptions options)
    {
        what.ShouldNotBeEmpty();
        manual_seed(1);
        using var scope = NewDisposeScope();
        Tensor[] full = [randn(1200, 20), randn(53, 20), randn(53)];
        Tensor[] half = [Compare.Random(ScalarType.BFloat16, 1200, 20), Compare.Random(ScalarType.BFloat16, 53, 20)];
        var targets = Targets(1200, 53);
        foreach (var inputs in new[] { full, half })
        {
            Tensor[] Plain(Tensor[] t) => [PlainCrossEntropy.Sum(t[0], t[1], targets, options, t.ElementAtOrDefault(2))];
            Compare.WithReference(t => [Ops.LinearCrossEntropy(t[0], t[1], targets, options, t.ElementAtOrDefault(2))], Plain, inputs);
            Compare.WithReference(
                t => [Reference.LinearCrossEntropy(t[0], t[1], targets, options, t.ElementAtOrDefault(2))],
                Plain,
                inputs
            );
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(31)]
    public void Any_width_of_vocabulary_is_taken(long vocabulary)
    {
        using var scope = NewDisposeScope();
        var targets = randint(0, vocabulary, [9], dtype: ScalarType.Int64);
        var options = new LossOptions { LabelSmoothing = 0.1, SoftCap = 5 };
        Compare.WithReference(
            t => [Ops.LinearCrossEntropy(t[0], t[1], targets, options)],
            t => [PlainCrossEntropy.Sum(t[0], t[1], targets, options)],
            randn(9, 7),
            randn(vocabulary, 7)
        );
    }

    [Fact]
    public void Far_logits_and_what_is_no_number_come_out_as_they_are()
    {
        using var scope = NewDisposeScope();
        Tensor hidden = tensor(new float[] { 300, -300, 0 }).view(3, 1),
            weight = tensor(new float[] { 1, -1 }).view(2, 1);
        var targets = zeros(3, dtype: ScalarType.Int64);
        Ops.LinearCrossEntropyRows(hidden, weight, targets).Rows.data<float>().ToArray().ShouldBe([0, 600, MathF.Log(2)], 1e-4);
        hidden[0] = float.NaN;
        float.IsNaN(Ops.LinearCrossEntropy(hidden, weight, targets).item<float>()).ShouldBeTrue();
    }

    [Fact]
    public void Bits_do_not_depend_on_threads()
    {
        using var scope = NewDisposeScope();
        Tensor hidden = randn(300, 16),
            weight = randn(5000, 16),
            targets = Targets(300, 5000);
        var before = get_num_threads();
        var found = new List<Tensor>();
        foreach (var threads in new[] { 1, 2 })
        {
            set_num_threads(threads);
            using var noGrad = no_grad();
            found.Add(Ops.LinearCrossEntropyRows(hidden, weight, targets).Rows);
        }

        set_num_threads(before);
        found[0].Equals(found[1]).ShouldBeTrue();
    }

    [Fact]
    public void No_matrix_of_logits_is_made()
    {
        using var scope = NewDisposeScope();
        Tensor hidden = randn(4000, 8).requires_grad_(),
            weight = randn(30_000, 8).requires_grad_(),
            targets = Targets(4000, 30_000);
        Func<Tensor>[] paths =
        [
            () => Ops.LinearCrossEntropy(hidden, weight, targets),
            () => Reference.LinearCrossEntropy(hidden, weight, targets),
        ];
        foreach (var path in paths)
        {
            var before = Process.GetCurrentProcess().PeakWorkingSet64;
            path().backward();
            (Process.GetCurrentProcess().PeakWorkingSet64 - before).ShouldBeLessThan(4000L * 30_000 * sizeof(float) / 2);
        }
    }

    [Fact]
    public void On_the_meta_device_a_loss_and_its_gradients_have_their_shapes()
    {
        using var scope = NewDisposeScope();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            Tensor hidden = empty([6, 8], type, META).requires_grad_(),
                weight = empty([9, 8], type, META).requires_grad_();
            var options = new LossOptions
            {
                LabelSmoothing = 0.1,
                SoftCap = 5,
                ZLoss = 0.1,
            };
            Ops.LinearCrossEntropy(hidden, weight, empty([6], ScalarType.Int64, META), options).backward();
            hidden.grad!.shape.ShouldBe([6, 8]);
            weight.grad!.dtype.ShouldBe(type);
        }
    }

    [Fact]
    public void The_rows_add_up_and_ignored_rows_are_zero()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor hidden = randn(100, 8),
            weight = randn(30, 8),
            targets = Targets(100, 30);
        var (sum, rows) = Ops.LinearCrossEntropyRows(hidden, weight, targets);
        Compare.Same(rows.sum(), PlainCrossEntropy.Sum(hidden, weight, targets), 1e-5, "plain");
        Compare.Same(rows, Reference.LinearCrossEntropyRows(hidden, weight, targets).Rows, 1e-5, "rows");
        Compare.Same(sum, rows.sum(), 1e-5, "sum");
        rows.masked_fill(targets.ne(-100), 0).abs().max().item<float>().ShouldBe(0);
    }

    [Fact]
    public void No_target_at_all_gives_zero_and_zero_gradients()
    {
        using var scope = NewDisposeScope();
        Tensor hidden = randn(5, 8).requires_grad_(),
            weight = randn(9, 8).requires_grad_();
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
        Should
            .Throw<ArgumentException>(() => Ops.LinearCrossEntropy(randn(2, 8), randn(9, 8), tensor(new long[] { 3, 9 })))
            .Message.ShouldContain("target 9 at row 1");
    }

    private static Tensor Targets(long rows, long vocabulary)
    {
        // A run without gaps, so that chunks lie dense in one part and scattered in the other.
        var targets = randint(0, vocabulary, [rows], dtype: ScalarType.Int64);
        var ignored = rand(rows).lt(0.4).logical_and(arange(rows).lt(rows / 2));
        return targets.masked_fill(ignored, -100);
    }
}
