using System.Text.Json;
using Clt.Formats.Safetensors;
using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>One operation of golden/models/kernels: its parameters and tensors, and the comparison with what a kernel gives.</summary>
internal sealed class KernelCase(string name, JsonElement parameters, SafetensorsFile file)
{
    internal string Name => name;

    internal bool Half => name.EndsWith(".bf16", StringComparison.Ordinal);

    internal double Number(string parameter) => parameters.GetProperty(parameter).GetDouble();

    internal double Number(string parameter, double otherwise) =>
        parameters.TryGetProperty(parameter, out var value) ? value.GetDouble() : otherwise;

    internal bool Flag(string parameter) => parameters.GetProperty(parameter).GetBoolean();

    internal bool Has(string tensorName) => file.Has($"{name}.{tensorName}");

    internal Tensor this[string tensorName]
    {
        get
        {
            var key = $"{name}.{tensorName}";
            var entry = file[key];
            var flat = entry.Type switch
            {
                TensorType.I64 => tensor(file.Values<long>(key).ToArray()),
                TensorType.I32 => tensor(file.Values<int>(key).ToArray()).to_type(ScalarType.Int64),
                TensorType.BF16 => tensor(file.Floats(key)).to_type(ScalarType.BFloat16),
                _ => tensor(file.Floats(key)),
            };
            return flat.view([.. entry.Shape]);
        }
    }

    /// <summary>Runs the body on the named inputs, and compares outputs and every recorded gradient.</summary>
    /// <param name="inputs">Names of the differentiable inputs.</param>
    /// <param name="outputs">Names of the outputs, in the body's order.</param>
    /// <param name="upstream">Names of the outputs' gradients; empty for a loss.</param>
    /// <param name="body">The kernel.</param>
    /// <param name="kept">Multiplies an output before it is compared: 0 where its rows mean nothing.</param>
    internal void Check(string[] inputs, string[] outputs, string[] upstream, Func<Tensor[], Tensor[]> body, Tensor? kept = null)
    {
        Tensor[] leaves = [.. inputs.Select(i => this[i].requires_grad_())];
        var values = body(leaves);
        Tensor[] sent = upstream.Length == 0 ? [ones_like(values[0])] : [.. upstream.Select(u => this[u])];
        var gradients = Autograd.Gradients(values, leaves, sent);
        for (var i = 0; i < outputs.Length; i++)
            Near(kept is null ? values[i] : values[i] * kept, kept is null ? this[outputs[i]] : this[outputs[i]] * kept, outputs[i]);
        for (var i = 0; i < inputs.Length; i++)
            Near(gradients[i].ShouldNotBeNull(), this["d" + inputs[i]], "d" + inputs[i]);
    }

    /// <summary>fp32: 1e-5 + 1e-5 · |expected|; bf16: 2e-2 of the largest value (the golden README's tolerances).</summary>
    internal void Near(Tensor actual, Tensor expected, string what)
    {
        actual.shape.ShouldBe(expected.shape, $"{name} {what}");
        Tensor a = actual.detach().to_type(ScalarType.Float64),
            e = expected.to_type(ScalarType.Float64);
        var allowed = Half ? full_like(e, 2e-2 * e.abs().max().item<double>()) : e.abs() * 1e-5 + 1e-5;
        var over = ((a - e).abs() / allowed).max().item<double>();
        over.ShouldBeLessThanOrEqualTo(1, $"{name} {what}: largest difference in units of what is allowed");
    }
}
