namespace Clt;

/// <summary>One of the two stacks of a <see cref="SequenceToSequenceConfig"/>; its <c>WeightNames</c> are those of its own tensors.</summary>
public sealed record StackConfig : TransformerConfig;
