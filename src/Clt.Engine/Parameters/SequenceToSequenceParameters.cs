using Clt.Engine.Devices;

namespace Clt.Engine.Parameters;

/// <summary>The parameters of an encoder-decoder: one embedding, two stacks, and a head where it is not tied.</summary>
internal static class SequenceToSequenceParameters
{
    public const string Encoder = "encoder.";
    public const string Decoder = "decoder.";

    public static FlatParameters Of(SequenceToSequenceConfig config, Dtype dtype, ComputeDevice? device) =>
        new(Specs(config), dtype, Buffers(config), device);

    public static IReadOnlyList<ParameterSpec> Specs(SequenceToSequenceConfig config)
    {
        var shared = new SpecList(config.Decoder with { WeightNames = config.WeightNames });
        shared.Matrix(TensorNames.Embedding, config.VocabularySize);
        if (!config.TiedHead)
            shared.Matrix(TensorNames.Head, config.VocabularySize);
        return [.. shared.Specs, .. Stack(config.Encoder, Encoder), .. Stack(config.Decoder, Decoder)];
    }

    private static IReadOnlyList<ParameterSpec> Stack(StackConfig config, string prefix)
    {
        var specs = new SpecList(config, prefix);
        TransformerParameters.Body(specs, config);
        return specs.Specs;
    }

    private static ParameterSpec[] Buffers(SequenceToSequenceConfig config) =>
        !config.LogitBias
            ? []
            :
            [
                new ParameterSpec(
                    TensorNames.LogitBias,
                    [1, config.VocabularySize],
                    false,
                    0,
                    [new ParameterPart(config.WeightNames[TensorNames.LogitBias], 1)]
                ),
            ];
}
