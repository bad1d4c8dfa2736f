using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>What a linear layer with a cross-entropy must be given.</summary>
internal static class HeadLossChecks
{
    /// <exception cref="ArgumentException">Shapes, types or options do not fit.</exception>
    internal static void Check(Tensor hidden, Tensor weight, Tensor? bias, Tensor targets, LossOptions options, Tensor? place)
    {
        Require(IsNumber(hidden) && IsNumber(weight), $"hidden ({hidden.dtype}) and weight ({weight.dtype}) must be fp32 or bf16");
        Require(
            hidden.dim() == 2 && weight.dim() == 2 && hidden.size(1) == weight.size(1),
            $"hidden {Shape(hidden)} and weight {Shape(weight)} do not fit"
        );
        Require(targets.NumberOfElements == hidden.size(0), $"{targets.NumberOfElements} targets for {hidden.size(0)} rows");
        Require(bias is null || bias.NumberOfElements == weight.size(0), "bias has not one entry for each row of weight");
        Require(
            !options.ProbabilityWeighted || (options.LabelSmoothing == 0 && options.ZLoss == 0),
            "losses weighted with their probability have neither smoothing nor z-loss"
        );
        Require(
            place is null || (place.shape.SequenceEqual(weight.shape) && place.dtype == ScalarType.Float32 && place.is_contiguous()),
            $"the gradient's place {Shape(place)} is not the weight's {Shape(weight)} in fp32"
        );
    }

    private static bool IsNumber(Tensor tensor) => tensor.dtype is ScalarType.Float32 or ScalarType.BFloat16;

    private static string Shape(Tensor? tensor) => $"[{string.Join(", ", tensor?.shape ?? [])}]";

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new ArgumentException(otherwise);
    }
}
