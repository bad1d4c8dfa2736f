namespace Clt.Recipes.Training;

/// <summary>The form of a learning-rate schedule after its warm-up.</summary>
public enum Schedule
{
    /// <summary>The peak until the end.</summary>
    Constant,

    /// <summary>A straight line to <c>final × peak</c>.</summary>
    Linear,

    /// <summary>Half a cosine to <c>final × peak</c>.</summary>
    Cosine,

    /// <summary>A power of a straight line to <c>final × peak</c>.</summary>
    Polynomial,

    /// <summary>Half a cosine to zero, several times.</summary>
    Restarts,

    /// <summary>Falls with the inverse square root of the step.</summary>
    InverseSquareRoot,

    /// <summary>The peak, and half a cosine down to <c>final × peak</c> at the end.</summary>
    StableDecay,

    /// <summary>The peak, lowered whenever the validation loss stops falling.</summary>
    OnPlateau,
}
