namespace Clt.Kernels.Simd;

/// <summary>A norm's sizes and weights.</summary>
internal unsafe struct NormShape
{
    public long Rows;
    public long Width;

    /// <summary>Rows of the weight: row r of the input takes row r mod Groups.</summary>
    public long Groups;

    /// <summary>Whether the mean is subtracted: LayerNorm.</summary>
    public bool Centre;
    public float Eps;

    /// <summary>[Groups, Room], the offset added.</summary>
    public float* Weight;

    /// <summary>[Groups, Room] or null.</summary>
    public float* Bias;

    /// <summary>The width in whole vectors.</summary>
    public readonly long Room => Lanes.RoundUp(Width);
}
