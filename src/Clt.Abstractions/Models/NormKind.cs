namespace Clt;

/// <summary>How hidden states are normalised.</summary>
public enum NormKind
{
    /// <summary>Divided by their root mean square (Zhang and Sennrich 2019).</summary>
    Rms,

    /// <summary>Centred and divided by their standard deviation (Ba et al. 2016).</summary>
    Layer,
}
