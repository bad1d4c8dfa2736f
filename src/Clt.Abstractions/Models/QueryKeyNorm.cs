namespace Clt;

/// <summary>Whether queries and keys are normalised before the rotation, and over what.</summary>
public enum QueryKeyNorm
{
    None,

    /// <summary>Each head by itself, all with the same weights [Dh] (Qwen 3, Gemma 3).</summary>
    SharedByHeads,

    /// <summary>Each head by itself with weights of its own, [H, Dh] (Cohere).</summary>
    PerHead,

    /// <summary>All heads together, with weights [H·Dh] (OLMo 2).</summary>
    Projection,
}
