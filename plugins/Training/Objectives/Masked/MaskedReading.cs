namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>What the hidden tokens of a pair of texts are told from.</summary>
public enum MaskedReading
{
    /// <summary>Masked language modelling (Devlin et al. 2019): from the text that they stand in.</summary>
    Apart,

    /// <summary>
    /// Translation language modelling (Conneau and Lample 2019, arXiv 1901.07291): from both texts, which are one sequence.
    /// </summary>
    Joined,

    /// <summary>
    /// Cross-attention masked language modelling (Luo et al. 2021, arXiv 2010.16046): from their own text, and once more from that and, by
    /// cross-attention in every layer, the other.
    /// </summary>
    Across,
}
