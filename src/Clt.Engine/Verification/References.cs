using System.Runtime.InteropServices;
using System.Text.Json;
using Clt.Engine.Models;
using Clt.Formats.Safetensors;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Verification;

/// <summary>What the comparisons of all kinds of models share: tolerances, gradient norms, the worst of many differences.</summary>
internal static class References
{
    public const double StateTolerance = 1e-4;
    public const double LossTolerance = 1e-5;
    public const double ScoreTolerance = 1e-4;

    private const double GradientTolerance = 1e-3;

    // Smaller norms are rounding noise: the key biases of models without rotary positions have no gradient at all.
    private const double LeastGradient = 1e-3;

    /// <summary>Compares the gradients that a backward pass left in the model with the reference's <c>grad_norms</c>.</summary>
    public static ModelCheck GradientNorms(ITrainableModel model, JsonElement norms)
    {
        var expected = norms.EnumerateObject().ToList();
        var worst = Worst(
            expected.Select(e => Math.Abs(GradientNorm(model, e.Name) - e.Value.GetDouble()) / Math.Max(e.Value.GetDouble(), LeastGradient))
        );
        return new ModelCheck($"gradient norms ({expected.Count})", worst, GradientTolerance, "of each");
    }

    /// <summary>The norm of a tensor's gradient by its name in files. A reference may name a tied matrix by its head.</summary>
    public static double GradientNorm(ITrainableModel model, string fileName)
    {
        var names = model.Config.WeightNames;
        var tied = model.Config.TiedHead && names.GetValueOrDefault(TensorNames.Head) == fileName;
        return Verification.GradientNorms.Of(model.Parameters, tied ? names[TensorNames.Embedding] : fileName);
    }

    /// <summary>Compares the states before each block and after the last with a reference's list of them.</summary>
    public static ModelCheck HiddenStates(string name, SafetensorsFile file, string tensor, PaddedRows rows, IReadOnlyList<Tensor> states)
    {
        var (count, width) = (states.Count, (int)states[0].shape[^1]);
        var shape = file[tensor].Shape;
        Require(file, tensor, shape[0] == count && shape[^1] == width, $"{count} states of width {width}");
        var padded = file.Values<float>(tensor).ToArray();
        var size = padded.Length / count;
        var worst = Worst(
            Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var layer = padded.AsSpan(i * size, size);
                    return rows.MaxDifference(Floats(states[i]), layer, width) / rows.Largest(layer, width);
                })
        );
        return new ModelCheck($"{name} ({count})", worst, StateTolerance, "of the largest");
    }

    /// <summary>Compares values [N, width] of packed tokens with a padded tensor of the reference.</summary>
    /// <param name="has">What the model makes of each token, for messages.</param>
    public static ModelCheck OfTokens(string name, SafetensorsFile file, string tensor, PaddedRows rows, Tensor values, string has)
    {
        var width = (int)values.shape[^1];
        Require(file, tensor, file[tensor].Shape[^1] == width, has);
        var reference = file.Values<float>(tensor);
        return new ModelCheck(
            name,
            rows.MaxDifference(Floats(values), reference, width) / rows.Largest(reference, width),
            StateTolerance,
            "of the largest"
        );
    }

    public static void Require(SafetensorsFile file, string tensor, bool fits, string has)
    {
        if (fits)
            return;
        throw new InputException(
            $"'{tensor}' is {file[tensor].Describe()}, but the model has {has}",
            file.Path,
            "Use this model's reference."
        );
    }

    /// <summary>A part of a reference's numbers.</summary>
    /// <exception cref="InputException">It has no such part.</exception>
    public static JsonElement Part(this JsonElement numbers, string name, string where)
    {
        if (numbers.TryGetProperty(name, out var part))
            return part;
        throw new InputException($"the reference's numbers have no '{name}'", where, "Make the reference again.");
    }

    /// <summary>The largest, or NaN where any is.</summary>
    public static double Worst(IEnumerable<double> differences) => differences.Aggregate(0.0, Math.Max);

    public static ReadOnlySpan<float> Floats(Tensor tensor) => HostValues.Floats(tensor);
}
