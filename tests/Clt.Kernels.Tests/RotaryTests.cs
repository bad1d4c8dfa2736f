using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class RotaryTests
{
    /// <summary>Heads that turn wholly or in part, in whole vectors or not; no tokens; one head.</summary>
    [Theory]
    [InlineData(ScalarType.Float32, 90, 3, 64, 32)]
    [InlineData(ScalarType.Float32, 7, 1, 40, 13)]
    [InlineData(ScalarType.Float32, 0, 2, 32, 16)]
    [InlineData(ScalarType.BFloat16, 90, 4, 96, 24)]
    [InlineData(ScalarType.BFloat16, 33, 2, 10, 5)]
    public void A_rotation_is_its_reference(ScalarType type, long tokens, long heads, long width, long half)
    {
        manual_seed(6);
        using var scope = NewDisposeScope();
        Tensor angles = rand(50, half) * 6,
            cos = angles.cos(),
            sin = angles.sin(),
            positions = randint(0, 50, [tokens], ScalarType.Int64);
        foreach (var interleaved in (bool[])[false, true])
        {
            Compare.WithReference(
                t => Both(Ops.Rotary(t[0], t[1], cos, sin, positions, interleaved)),
                t => Both(Reference.Rotary(t[0], t[1], cos, sin, positions, interleaved)),
                Compare.Random(type, tokens, heads, width),
                Compare.Random(type, tokens, 1, width)
            );
        }
    }

    [Fact]
    public void Heads_inside_a_projection_are_read_where_they_lie()
    {
        manual_seed(7);
        using var scope = NewDisposeScope();
        Tensor cos = rand(50, 8),
            sin = rand(50, 8),
            positions = randint(0, 50, [30], ScalarType.Int64);
        Tensor[] Halves(Tensor x, Func<Tensor, Tensor, (Tensor, Tensor)> rotary)
        {
            var heads = x.view(30, 6, 16);
            return Both(rotary(heads.narrow(1, 0, 4), heads.narrow(1, 4, 2)));
        }

        Compare.WithReference(
            t => Halves(t[0], (q, k) => Ops.Rotary(q, k, cos, sin, positions, false)),
            t => Halves(t[0], (q, k) => Reference.Rotary(q, k, cos, sin, positions, false)),
            randn(30, 96)
        );
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_numbers()
    {
        using var scope = NewDisposeScope();
        Tensor x = randn(3, 2, 8),
            table = rand(5, 4),
            positions = tensor(new long[] { 0, 4, 1 });
        void Refused(string message, Tensor q, Tensor cos, Tensor sin, Tensor places) =>
            Should.Throw<ArgumentException>(() => Ops.Rotary(q, q, cos, sin, places, false)).Message.ShouldContain(message);
        Refused("[3, 16]", randn(3, 16), table, table, positions);
        Refused("[5, 4] and sin [4, 4]", x, table, rand(4, 4), positions);
        Refused("head width of 8", x, rand(5, 5), rand(5, 5), positions);
        Refused("2 positions for 3 tokens", x, table, table, positions.narrow(0, 0, 2));
        Refused("the position 5 at place 1 is not below 5", x, table, table, tensor(new long[] { 0, 5, 1 }));
        Refused("the position -1 at place 2 is not below 5", x, table, table, tensor(new long[] { 0, 4, -1 }));
    }

    private static Tensor[] Both((Tensor, Tensor) pair) => [pair.Item1, pair.Item2];
}
