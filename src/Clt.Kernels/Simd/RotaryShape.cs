namespace Clt.Kernels.Simd;

/// <summary>Sizes, angles and places of a rotation of heads.</summary>
internal unsafe struct RotaryShape
{
    public long Tokens;
    public long Heads;
    public long Width;

    /// <summary>Pairs of a head that turn, at most half its width.</summary>
    public long Half;

    /// <summary>Elements of the input from a token to the next.</summary>
    public long TokenStride;

    /// <summary>Elements of the input from a head to the next.</summary>
    public long HeadStride;

    /// <summary>[positions, Half].</summary>
    public float* Cos;

    /// <summary>[positions, Half].</summary>
    public float* Sin;

    /// <summary>[Tokens]: rows of the tables.</summary>
    public long* Positions;

    /// <summary>1, or −1 to turn back.</summary>
    public float Direction;

    /// <summary>Pairs are (2i, 2i + 1), else (i, i + Half).</summary>
    public bool Interleaved;
}
