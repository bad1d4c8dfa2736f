namespace Clt.Engine.Parameters;

/// <summary>One trained tensor: its place among the others, and the file tensors that are its rows.</summary>
/// <param name="Name">The engine's name, such as <c>layers.0.qkv.weight</c>.</param>
/// <param name="Shape">One or two sizes.</param>
/// <param name="Decay">Whether weight decay applies: not to norms and biases.</param>
/// <param name="Fill">Value of fresh elements; null for a normal distribution.</param>
/// <param name="Parts">The tensors of the file whose rows, one after the other, make it up.</param>
public sealed record ParameterSpec(string Name, IReadOnlyList<long> Shape, bool Decay, float? Fill, IReadOnlyList<ParameterPart> Parts)
{
    /// <summary>Multiplies the learning rate.</summary>
    public double RateScale { get; init; } = 1;

    /// <summary>Files may lack it: it is then made afresh, and listed.</summary>
    public bool Optional { get; init; }

    public long Count => Shape.Aggregate(1L, (product, size) => product * size);
}

/// <summary>Rows of a parameter that are a tensor of their own in files.</summary>
/// <param name="FileName">The tensor's name in the family's files.</param>
/// <param name="Rows">How many rows (for a vector: elements) it has.</param>
/// <param name="Layout">How the file arranges them.</param>
public sealed record ParameterPart(string FileName, long Rows, FileLayout Layout = default);

/// <summary>
/// The parameters that a model of a configuration has, without the model: for plans, and for names that are checked before a run.
/// </summary>
public static class ParameterLayout
{
    /// <summary>Every parameter that is trained where nothing is frozen.</summary>
    public static IReadOnlyList<ParameterSpec> Of(ModelConfig config) =>
        config switch
        {
            DecoderConfig decoder => TransformerParameters.Of(decoder),
            EncoderConfig encoder => EncoderParameters.Of(encoder, freshHead: true),
            SequenceToSequenceConfig pair => SequenceToSequenceParameters.Specs(pair),
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.GetType().Name, "A model of an unknown kind."),
        };

    /// <summary>Those of an encoder's head alone, which are trained with an adapter; none where it has no head.</summary>
    public static IReadOnlyList<ParameterSpec> HeadOf(EncoderConfig config) => EncoderParameters.HeadOf(config);

    /// <summary>The matrices of linear layers in blocks, which adapters may change.</summary>
    internal static IReadOnlyList<ParameterSpec> BlockMatrices(IReadOnlyList<ParameterSpec> specs) => [.. specs.Where(IsBlockMatrix)];

    internal static bool IsBlockMatrix(ParameterSpec spec) =>
        spec.Shape.Count == 2 && spec.Fill is null && spec.Name.Contains("layers.", StringComparison.Ordinal);
}
