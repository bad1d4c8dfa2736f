namespace Clt;

/// <summary>What is added to token embeddings to tell positions.</summary>
public enum PositionEmbedding
{
    None,

    /// <summary>A trained table.</summary>
    Learned,

    /// <summary>Sines in the first half of the width, cosines in the second (fairseq's form of Vaswani et al. 2017).</summary>
    Sinusoidal,
}
