namespace Clt.Studies;

/// <summary>The form of a learning-rate schedule after its warm-up.</summary>
public enum Schedule
{
    /// <summary>The peak until the end.</summary>
    Constant,

    /// <summary>A straight line to <c>final × peak</c>.</summary>
    Linear,

    /// <summary>Half a cosine to <c>final × peak</c>.</summary>
    Cosine,
}
