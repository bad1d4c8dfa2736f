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
