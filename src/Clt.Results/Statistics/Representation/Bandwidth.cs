namespace Clt.Results.Statistics.Representation;

/// <summary>Over which squared distances the median is taken that sets the width of an RBF kernel.</summary>
public enum Bandwidth
{
    /// <summary>All entries of the distance matrix that are not zero.</summary>
    NonZero,

    /// <summary>All entries, the zero diagonal with them.</summary>
    All,

    /// <summary>Each pair of different items once.</summary>
    Pairs,
}
