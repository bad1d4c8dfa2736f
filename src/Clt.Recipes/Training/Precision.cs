namespace Clt.Recipes.Training;

/// <summary>What a model computes with while it is trained.</summary>
public enum Precision
{
    Float32,

    /// <summary>Products in bf16; master weights, norms, softmax and losses in fp32.</summary>
    BFloat16,

    /// <summary>The faster of the two on this machine, by a measurement that is made once. What was chosen is part of a cell's name.</summary>
    Auto,

    /// <summary>What the base's files have, for bf16 with fp32 master weights; without another word so for adapters, whose base stays as it is.</summary>
    Stored,
}
