using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public sealed class CascadeAttentionTests
{
    /// <summary>Prefix of 70 keys in rows 5.., four sequences behind it with own keys in rows 80, 100, 120 and 140.</summary>
    private static readonly (int Row, int Keys, int Queries)[] Own = [(80, 9, 9), (100, 13, 1), (120, 20, 20), (140, 1, 1)];

    [Theory]
    [InlineData(ScalarType.Float32, 32, 0, 0, 0)]
    [InlineData(ScalarType.Float32, 20, 0, 2.0, 1)]
    [InlineData(ScalarType.Float32, 16, 12, 0, 2)]
    [InlineData(ScalarType.BFloat16, 32, 0, 0, 1)]
    public void A_shared_prefix_gives_what_every_sequence_gets_alone(ScalarType type, int width, int window, double cap, int biases)
    {
        manual_seed(4);
        using var scope = NewDisposeScope();
        Tensor keys = Compare.Random(type, 200, 2, width),
            values = Compare.Random(type, 200, 2, width),
            q = Compare.Random(type, 31, 6, width);
        var options = new AttentionOptions
        {
            Window = window,
            SoftCap = cap,
            AlibiSlopes = biases == 1 ? rand(6) : null,
            RelativeBias = biases == 2 ? randn(6, 2 * 100 - 1) : null,
        };
        var (runs, positions) = Runs();
        var fused = Ops.CascadeAttention(q, keys, values, positions, KeyRun.Table(runs), options);
        Compare.Same(
            fused,
            Reference.CascadeAttention(q, keys, values, positions, KeyRun.Table(runs), options),
            Compare.Tolerance(type),
            "reference"
        );
        var place = 0;
        foreach (var (row, count, queries) in Own)
        {
            Tensor Whole(Tensor rows) => cat([rows.narrow(0, 5, 70), rows.narrow(0, row, count)], 0);
            var alone = Ops.PackedAttention(
                q.narrow(0, place, queries),
                Whole(keys),
                Whole(values),
                Compare.Starts(queries),
                Compare.Starts(70 + count),
                options
            );
            Compare.Same(fused.narrow(0, place, queries), alone, Compare.Tolerance(type), $"sequence at {row}");
            place += queries;
        }
    }

    [Fact]
    public void Many_queries_are_taken_in_blocks_and_a_query_without_keys_gets_zeros()
    {
        manual_seed(5);
        using var scope = NewDisposeScope();
        Tensor keys = Compare.Random(ScalarType.Float32, 150, 1, 8),
            values = Compare.Random(ScalarType.Float32, 150, 1, 8);
        var q = Compare.Random(ScalarType.Float32, 200, 3, 8);
        var positions = full(200, 149L, dtype: ScalarType.Int64);
        var runs = KeyRun.Table([new KeyRun(3, 190, 0, 100, 0), new KeyRun(100, 60, 100, 50, 100)]);
        var fused = Ops.CascadeAttention(q, keys, values, positions, runs, new AttentionOptions());
        Compare.Same(fused, Reference.CascadeAttention(q, keys, values, positions, runs, new AttentionOptions()), 2e-5, "reference");
        fused.narrow(0, 193, 7).abs().max().item<float>().ShouldBe(0);
        Compare.Same(
            fused.narrow(0, 120, 1),
            Ops.PackedAttention(q.narrow(0, 120, 1), keys, values, Compare.Starts(1), Compare.Starts(150), new AttentionOptions()),
            2e-5,
            "alone"
        );
    }

    [Fact]
    public void Encoded_sources_are_seen_whole_when_nothing_is_causal()
    {
        manual_seed(6);
        using var scope = NewDisposeScope();
        Tensor keys = Compare.Random(ScalarType.Float32, 90, 2, 16),
            q = Compare.Random(ScalarType.Float32, 4, 2, 16);
        var options = new AttentionOptions { Causal = false };
        var runs = KeyRun.Table([new KeyRun(0, 4, 10, 70, 0)]);
        var fused = Ops.CascadeAttention(q, keys, keys, zeros(4, dtype: ScalarType.Int64), runs, options);
        var whole = keys.narrow(0, 10, 70);
        Compare.Same(fused, Ops.PackedAttention(q, whole, whole, Compare.Starts(4), Compare.Starts(70), options), 2e-5, "packed");
    }

    [Fact]
    public void Runs_outside_the_cache_or_the_queries_are_errors()
    {
        using var scope = NewDisposeScope();
        Tensor keys = randn(10, 1, 8),
            q = randn(2, 1, 8),
            positions = zeros(2, dtype: ScalarType.Int64);
        foreach (var run in new[] { new KeyRun(0, 3, 0, 1, 0), new KeyRun(0, 1, 8, 3, 0), new KeyRun(-1, 1, 0, 1, 0) })
        {
            Should
                .Throw<ArgumentException>(() => Ops.CascadeAttention(q, keys, keys, positions, KeyRun.Table([run]), new AttentionOptions()))
                .Message.ShouldContain("run 0");
        }
    }

    private static (List<KeyRun> Runs, Tensor Positions) Runs()
    {
        var (runs, positions, place) = (new List<KeyRun> { new(0, 31, 5, 70, 0) }, new List<long>(), 0);
        foreach (var (row, count, queries) in Own)
        {
            runs.Add(new KeyRun(place, queries, row, count, 70));
            for (var i = count - queries; i < count; i++)
                positions.Add(70 + i);
            place += queries;
        }

        return (runs, tensor(positions.ToArray()));
    }
}
