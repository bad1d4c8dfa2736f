using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class PackedAttentionTests
{
    private static readonly int[] Ragged = [5, 1, 70, 0, 130, 16];

    public static TheoryData<string, AttentionOptions> Cases =>
        new()
        {
            { "causal", new() },
            {
                "bidirectional",
                new() { Causal = false }
            },
            {
                "window",
                new() { Window = 9 }
            },
            {
                "long window",
                new() { Window = 65 }
            },
            {
                "window both ways",
                new() { Window = 7, Causal = false }
            },
            {
                "soft cap",
                new() { SoftCap = 2, Scale = 0.7 }
            },
            {
                "all at once",
                new() { SoftCap = 1.5, Window = 20 }
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_its_reference(string what, AttentionOptions options)
    {
        what.ShouldNotBeEmpty();
        Check(ScalarType.Float32, options, heads: 4, kvHeads: 2, width: 16);
        Check(ScalarType.BFloat16, options, heads: 2, kvHeads: 1, width: 32);
    }

    [Theory]
    [InlineData(4, 4, 8)]
    [InlineData(6, 2, 12)]
    [InlineData(3, 1, 33)]
    [InlineData(2, 2, 128)]
    public void Any_number_of_heads_and_width(long heads, long kvHeads, long width) =>
        Check(ScalarType.Float32, new(), heads, kvHeads, width);

    [Fact]
    public void Slopes_and_relative_bias_are_the_reference()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var slopes = rand(4);
        Check(ScalarType.Float32, new() { AlibiSlopes = slopes }, 4, 2, 16);
        var starts = Compare.Starts(Ragged);
        var tokens = Ragged.Sum();
        Tensor[] Run(Tensor[] t, bool fused)
        {
            var options = new AttentionOptions { RelativeBias = t[3], Causal = false };
            return
            [
                fused
                    ? Ops.PackedAttention(t[0], t[1], t[2], starts, options)
                    : Reference.PackedAttention(t[0], t[1], t[2], starts, options),
            ];
        }
        Compare.WithReference(
            t => Run(t, true),
            t => Run(t, false),
            randn(tokens, 4, 8),
            randn(tokens, 4, 8),
            randn(tokens, 4, 8),
            randn(4, 2 * 130 - 1)
        );
    }

    [Fact]
    public void Queries_stand_at_the_end_of_longer_keys()
    {
        manual_seed(4);
        using var scope = NewDisposeScope();
        Tensor queries = Compare.Starts(3, 70, 0, 1),
            keys = Compare.Starts(9, 100, 4, 66);
        foreach (
            var options in new AttentionOptions[]
            {
                new(),
                new() { Window = 5 },
                new() { Causal = false },
            }
        )
            Compare.WithReference(
                t => [Ops.PackedAttention(t[0], t[1], t[2], queries, keys, options)],
                t => [Reference.PackedAttention(t[0], t[1], t[2], queries, keys, options)],
                randn(74, 4, 16),
                randn(179, 2, 16),
                randn(179, 2, 16)
            );
    }

    [Fact]
    public void Packing_changes_no_bit_of_a_sequence()
    {
        manual_seed(5);
        using var scope = NewDisposeScope();
        Tensor q = randn(60, 4, 16),
            k = randn(60, 2, 16),
            v = randn(60, 2, 16);
        var together = Ops.PackedAttention(q, k, v, Compare.Starts(25, 35), new());
        var alone = Ops.PackedAttention(q.narrow(0, 25, 35), k.narrow(0, 25, 35), v.narrow(0, 25, 35), Compare.Starts(35), new());
        together.narrow(0, 25, 35).Equals(alone).ShouldBeTrue();
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        manual_seed(6);
        using var scope = NewDisposeScope();
        Tensor[] inputs = [randn(222, 4, 32), randn(222, 2, 32), randn(222, 2, 32)];
        Tensor[] Attend(Tensor[] t) => [Ops.PackedAttention(t[0], t[1], t[2], Compare.Starts(Ragged), new())];
        var before = get_num_threads();
        set_num_threads(1);
        var one = Compare.Run(Attend, inputs, 1);
        set_num_threads(2);
        var two = Compare.Run(Attend, inputs, 1);
        set_num_threads(before);
        one.Values.Concat(one.Gradients).Zip(two.Values.Concat(two.Gradients)).ShouldAllBe(pair => pair.First.Equals(pair.Second));
    }

    [Fact]
    public void Tokens_behind_the_last_sequence_get_zeros()
    {
        using var scope = NewDisposeScope();
        Tensor q = randn(10, 2, 8).requires_grad_(),
            k = randn(10, 2, 8),
            v = randn(10, 2, 8);
        var y = Ops.PackedAttention(q, k, v, Compare.Starts(4, 3), new());
        y.narrow(0, 7, 3).abs().max().item<float>().ShouldBe(0);
        y.sum().backward();
        q.grad!.narrow(0, 7, 3).abs().max().item<float>().ShouldBe(0);
    }

    [Fact]
    public void Views_keep_their_strides()
    {
        manual_seed(7);
        var starts = Compare.Starts(Ragged);
        using var scope = NewDisposeScope();
        Compare.WithReference(
            t => [Ops.PackedAttention(t[0].narrow(1, 0, 4), t[0].narrow(1, 4, 2), t[1].transpose(1, 2), starts, new())],
            t => [Reference.PackedAttention(t[0].narrow(1, 0, 4), t[0].narrow(1, 4, 2), t[1].transpose(1, 2), starts, new())],
            randn(Ragged.Sum(), 6, 20),
            randn(Ragged.Sum(), 20, 2)
        );
    }

    [Fact]
    public void No_sequences_give_no_rows()
    {
        using var scope = NewDisposeScope();
        var q = randn(0, 2, 8).requires_grad_();
        var y = Ops.PackedAttention(q, q, q, Compare.Starts(), new());
        y.shape.ShouldBe([0, 2, 8]);
        y.sum().backward();
        q.grad!.shape.ShouldBe([0, 2, 8]);
    }

    [Fact]
    public void A_number_that_is_none_stays_in_its_sequence()
    {
        manual_seed(8);
        using var scope = NewDisposeScope();
        var q = randn(60, 2, 16);
        q[25] = float.NaN;
        var y = Ops.PackedAttention(q, q, q, Compare.Starts(25, 35), new());
        y.narrow(0, 0, 25).isnan().any().item<bool>().ShouldBeFalse();
        y.narrow(0, 25, 35).isnan().all().item<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Starts_that_run_past_the_tokens_are_an_error()
    {
        using var scope = NewDisposeScope();
        var q = randn(10, 2, 8);
        Should.Throw<ArgumentException>(() => Ops.PackedAttention(q, q, q, Compare.Starts(4, 7), new())).Message.ShouldContain("cuSeqlens");
    }

    private static void Check(ScalarType type, AttentionOptions options, long heads, long kvHeads, long width)
    {
        manual_seed(heads * 1000 + width);
        var starts = Compare.Starts(Ragged);
        var tokens = Ragged.Sum();
        Compare.WithReference(
            t => [Ops.PackedAttention(t[0], t[1], t[2], starts, options)],
            t => [Reference.PackedAttention(t[0], t[1], t[2], starts, options)],
            Compare.Random(type, tokens, heads, width),
            Compare.Random(type, tokens, kvHeads, width),
            Compare.Random(type, tokens, kvHeads, width)
        );
    }
}
