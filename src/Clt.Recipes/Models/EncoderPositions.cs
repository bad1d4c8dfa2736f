namespace Clt.Recipes.Models;

/// <summary>Position encoding of an encoder that is trained from nothing.</summary>
public enum EncoderPositions
{
    /// <summary>Queries and keys are turned by their place (Su et al. 2021).</summary>
    Rotary,

    /// <summary>A trained table is added to the embeddings, as in BERT.</summary>
    Learned,
}
