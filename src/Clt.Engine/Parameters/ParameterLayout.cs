namespace Clt.Engine.Parameters;

/// <summary>The parameters that a model of a configuration has, without the model: for plans, and for names that are checked before a run.</summary>
public static class ParameterLayout
{
    /// <summary>Every parameter that is trained where nothing is frozen.</summary>
    public static IReadOnlyList<ParameterSpec> Of(ModelConfig config) => config switch
    {
        DecoderConfig decoder => TransformerParameters.Of(decoder),
        EncoderConfig encoder => EncoderParameters.Of(encoder, freshHead: true),
        SequenceToSequenceConfig pair => SequenceToSequenceParameters.Specs(pair),
        _ => throw new ArgumentOutOfRangeException(nameof(config), config.GetType().Name, "A model of an unknown kind."),
    };

    /// <summary>The matrices of linear layers in blocks, which adapters may change.</summary>
    internal static IReadOnlyList<ParameterSpec> BlockMatrices(IReadOnlyList<ParameterSpec> specs) =>
        [.. specs.Where(s => s.Shape.Count == 2 && s.Fill is null && s.Name.Contains("layers.", StringComparison.Ordinal))];
}
