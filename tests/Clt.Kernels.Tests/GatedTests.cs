using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class GatedTests
{
    public static TheoryData<Activation> Kinds => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_gate_is_its_reference_at_any_width(Activation kind)
    {
        manual_seed(2);
        foreach (var (rows, width) in ((long, long)[])[(150, 37), (1, 16), (70, 256), (0, 8), (60, 1)])
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.BFloat16])
        {
            var gateUp = Compare.Random(type, rows, 2 * width) * 3;
            Compare.WithReference(t => [Ops.GatedActivation(t[0], kind)], t => [Reference.GatedActivation(t[0], kind)], gateUp);
        }
    }

    /// <summary>By the golden files' tolerance of single numbers.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_and_slopes_are_near_far_beyond_a_model_s_gates(Activation kind)
    {
        using var scope = NewDisposeScope();
        var gates = cat([linspace(-12, 12, 20_001), tensor(new float[] { -1e4f, -200, -88, -60, 60, 88, 200, 1e4f })]).unsqueeze(1);
        var both = cat([gates, ones_like(gates)], 1);
        var (values, gradients) = Compare.Run(t => [Ops.GatedActivation(t[0], kind)], [both], seed: 1);
        var (expected, expectedGradients) = Compare.Run(t => [Reference.GatedActivation(t[0], kind)], [both], seed: 1);
        Near(values[0], expected[0]);
        Near(gradients[0], expectedGradients[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_gate_that_is_no_number_stays_none(Activation kind)
    {
        using var scope = NewDisposeScope();
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.BFloat16])
            Ops.GatedActivation(full([3, 40], float.NaN, type), kind).isnan().all().item<bool>().ShouldBeTrue();
    }

    [Fact]
    public void An_odd_number_of_columns_is_refused()
    {
        using var scope = NewDisposeScope();
        Should.Throw<ArgumentException>(() => Ops.GatedActivation(randn(3, 5), Activation.SiLU)).Message.ShouldContain("[3, 5]");
        Should.Throw<ArgumentException>(() => Ops.GatedActivation(randn(6), Activation.SiLU)).Message.ShouldContain("[6]");
    }

    private static void Near(Tensor actual, Tensor expected)
    {
        var over = (actual - expected).abs() / (expected.abs() * 1e-5 + 1e-5);
        over.max().item<float>().ShouldBeLessThanOrEqualTo(1);
    }
}
