using Clt.Kernels;
using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Tests;

/// <summary>Holds a kernel against its composed reference, or against recorded numbers: values and gradients.</summary>
internal static class Compare
{
    /// <summary>Largest difference allowed, relative to the expected tensor's largest value (at least 1e-3).</summary>
    internal static double Tolerance(ScalarType type) => type == ScalarType.BFloat16 ? 2e-2 : 2e-5;

    /// <summary>Fails where the fused kernels should run and do not; where the composed ones are asked for, tests hold those.</summary>
    internal static void RequireFused()
    {
        if (Environment.GetEnvironmentVariable("CLT_KERNELS") != "reference")
            Ops.WhyNotFused.ShouldBeNull();
    }

    internal static void Same(Tensor actual, Tensor expected, double tolerance, string what)
    {
        using var scope = NewDisposeScope();
        actual.shape.ShouldBe(expected.shape, what);
        actual.dtype.ShouldBe(expected.dtype, what);
        if (expected.numel() == 0)
            return;
        Tensor a = actual.detach().to_type(ScalarType.Float64),
            e = expected.detach().to_type(ScalarType.Float64);
        var scale = Math.Max(e.abs().max().item<double>(), 1e-3);
        var difference = (a - e).abs().max().item<double>() / scale;
        difference.ShouldBeLessThan(tolerance, $"{what}: largest difference relative to {scale:g3}");
    }

    /// <summary>Runs both on copies of the inputs, sends the same random gradient back, and compares outputs and gradients.</summary>
    /// <param name="fused">The kernel.</param>
    /// <param name="composed">Its reference.</param>
    /// <param name="inputs">Differentiable inputs.</param>
    internal static void WithReference(Func<Tensor[], Tensor[]> fused, Func<Tensor[], Tensor[]> composed, params Tensor[] inputs)
    {
        RequireFused();
        using var scope = NewDisposeScope();
        var tolerance = Tolerance(inputs[0].dtype);
        var (values, gradients) = Run(fused, inputs, seed: 7);
        var (expected, expectedGradients) = Run(composed, inputs, seed: 7);
        for (var i = 0; i < values.Length; i++)
            Same(values[i], expected[i], tolerance, $"output {i}");
        for (var i = 0; i < gradients.Length; i++)
            Same(gradients[i], expectedGradients[i], tolerance, $"gradient of input {i}");
    }

    internal static (Tensor[] Values, Tensor[] Gradients) Run(Func<Tensor[], Tensor[]> body, Tensor[] inputs, long seed)
    {
        Tensor[] leaves = [.. inputs.Select(t => t.detach().clone().requires_grad_())];
        var values = body(leaves);
        // Its own generator: other test classes draw from the shared one at the same time.
        using var generator = new Generator((ulong)seed);
        Tensor[] upstream = [.. values.Select(v => randn(v.shape, generator: generator).to_type(v.dtype))];
        return (values, [.. Autograd.Gradients(values, leaves, upstream).Select(g => g.ShouldNotBeNull())]);
    }

    /// <summary>Starts of sequences of the given lengths, [B + 1] int32.</summary>
    internal static Tensor Starts(params int[] lengths)
    {
        var starts = new int[lengths.Length + 1];
        for (var i = 0; i < lengths.Length; i++)
            starts[i + 1] = starts[i] + lengths[i];
        return tensor(starts);
    }

    internal static Tensor Random(ScalarType type, params long[] shape) => randn(shape).to_type(type);
}
