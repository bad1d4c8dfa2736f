namespace Clt.Engine.Training;

/// <summary>
/// Which blocks of a model keep no activations, so that the backward pass computes them again (Chen et al. 2016, arXiv 1604.06174): less
/// memory for about a third more computing, and the same bits.
/// </summary>
public sealed record ActivationCheckpointing
{
    private ActivationCheckpointing(int? interval) => Interval = interval;

    /// <summary>All blocks keep their activations.</summary>
    public static ActivationCheckpointing None { get; } = new(0);

    /// <summary>No block keeps them.</summary>
    public static ActivationCheckpointing EveryBlock { get; } = new(1);

    /// <summary>As few blocks as let the run fit into the memory that is free before its first step.</summary>
    public static ActivationCheckpointing ByMemory { get; } = new((int?)null);

    /// <summary>Of every so many blocks the first keeps none.</summary>
    /// <exception cref="InputException">It is below 1.</exception>
    public static ActivationCheckpointing Every(int blocks) =>
        blocks >= 1
            ? new(blocks)
            : throw new InputException(
                $"one of every {blocks} blocks is to keep no activations",
                "training settings, activation checkpointing",
                "Give at least 1, or none."
            );

    /// <summary>0 for none; null where memory decides.</summary>
    public int? Interval { get; }

    public override string ToString() =>
        Interval switch
        {
            null => "by memory",
            0 => "none",
            1 => "every block",
            var n => $"every {n} blocks",
        };
}
